import gzip
from datetime import date
from decimal import Decimal

import pytest

from interlock.importers.folder import read_folder
from tests.importers.made_files import DEALS, FEATURES, read, write

PIPELINE = (
    "opportunity_id,sales_agent,product,deal_stage,engage_date,close_date,close_value\n"
    "1C1I7A6R,Moses Frase,GTX,Won,2016-10-20,2017-03-01,1054\n"
    "Z063OYW0,Darcel Schlecht,GTX,Lost,2016-10-25,2017-03-11,0\n"
    "EC4QE1BX,Darcel Schlecht,MG,Engaging,2016-11-22,2017-05-01,NA\n"
    "HAXMC4IX,James Ascencio,,Prospecting,,,\n"
)
MAVEN = """
[[source]]
file = "sales_pipeline.csv*"
table = "deals"
date_format = "%Y-%m-%d"
attributes = ["product"]
null = ["NA"]

[source.constant]
currency = "USD"

[source.columns]
id = "opportunity_id"
owner = "sales_agent"
stage = "deal_stage"
outcome = "deal_stage"
created_on = "engage_date"
closed_on = "close_date"
amount = "close_value"

[source.values.outcome]
Won = "won"
Lost = "lost"
Engaging = "open"
Prospecting = "open"
"""


def with_mapping(home, mapping, rows=PIPELINE, **files):
    return read(home, {"sales_pipeline.csv": rows, "mapping.toml": mapping, **files})


def said(reading):
    return [(p.column, p.what) for p in reading.problems]


def test_a_csv_of_any_shape_becomes_deals(tmp_path):
    reading = with_mapping(tmp_path, MAVEN)
    assert reading.problems == ()
    deals = reading.book.deals
    assert deals["outcome"].to_list() == ["won", "open", "open", "lost"]
    assert deals["amount"].to_list() == [Decimal(1054), None, None, Decimal(0)]
    assert deals["currency"].unique().to_list() == ["USD"]
    kept = reading.book.attributes.select("id", "value").rows()
    assert kept == [("1C1I7A6R", "GTX"), ("EC4QE1BX", "MG"), ("Z063OYW0", "GTX")]


def test_the_closing_day_of_an_open_deal_is_expected_and_never_an_ending(tmp_path):
    deals = with_mapping(tmp_path, MAVEN).book.deals
    assert deals.select("expected_close_on", "closed_on").rows() == [
        (None, date(2017, 3, 1)),
        (date(2017, 5, 1), None),
        (None, None),
        (None, date(2017, 3, 11)),
    ]


def test_packed_files_and_mappings_from_elsewhere_are_read(tmp_path):
    packed = gzip.compress(PIPELINE.encode())
    home = write(tmp_path, {"data/sales_pipeline.csv.gz": packed, "by.toml": MAVEN})
    assert read_folder(home / "data", mapping=home / "by.toml").book.deals.height == 4
    single = home / "data" / "sales_pipeline.csv.gz"
    assert read_folder(single, mapping=home / "by.toml").book.deals.height == 4


def test_a_value_without_translation_is_said_and_its_row_left_out(tmp_path):
    reading = with_mapping(tmp_path, MAVEN, PIPELINE + "X,Y,Z,Parked,,,\n")
    (problem,) = reading.problems
    assert (problem.line, problem.column, problem.value) == (6, "deal_stage", "Parked")
    assert reading.book.deals.height == 4
    assert [(left.table, left.count) for left in reading.book.left_out] == [("rows", 1)]


SHORT = '[[source]]\nfile = "sales_pipeline.csv"\ntable = "deals"\n'
COLUMNS = '[source.columns]\nid = "opportunity_id"\noutcome = "deal_stage"\n'
OUTCOMES = (
    '[source.values.outcome]\nWon = "won"\nLost = "lost"\nEngaging = "open"\nProspecting = "open"\n'
)


def test_where_takes_only_some_rows_and_the_others_are_counted(tmp_path):
    mapping = f'{SHORT}[source.where]\ndeal_stage = ["Won", "Lost"]\n{COLUMNS}{OUTCOMES}'
    book = with_mapping(tmp_path, mapping).book
    assert book.deals["id"].to_list() == ["1C1I7A6R", "Z063OYW0"]
    assert [(left.table, left.count) for left in book.left_out] == [("deals", 2)]


def test_without_an_id_the_file_and_the_line_are_one(tmp_path):
    mapping = SHORT + COLUMNS.replace('id = "opportunity_id"\n', "") + OUTCOMES
    ids = with_mapping(tmp_path, mapping).book.deals["id"].to_list()
    assert ids[0] == "sales_pipeline.csv:2"
    assert len(set(ids)) == 4


def test_one_file_may_feed_several_tables(tmp_path):
    mapping = SHORT + COLUMNS + OUTCOMES + SHORT.replace('"deals"', '"people"')
    mapping += '[source.columns]\nname = "sales_agent"\n[source.constant]\nside = "sales"\n'
    book = with_mapping(tmp_path, mapping).book
    assert book.deals.height == 4
    assert set(book.people["name"]) == {"Moses Frase", "Darcel Schlecht", "James Ascencio"}
    assert set(book.people["side"]) == {"sales"}


def test_each_column_may_have_its_own_date_format(tmp_path):
    rows = "n,a,b\n1,02/01/2026,2026.01.03\n"
    mapping = (
        '[[source]]\nfile = "f.csv"\ntable = "items"\ndate_format = "%d/%m/%Y"\n'
        '[source.columns]\nid = "n"\ncreated_on = "a"\ndone_on = "b"\n'
        '[source.date_formats]\ndone_on = "%Y.%m.%d"\n'
    )
    book = read(tmp_path, {"f.csv": rows, "mapping.toml": mapping}).book
    assert book.items.select("created_on", "done_on").rows() == [
        (date(2026, 1, 2), date(2026, 1, 3))
    ]


def test_words_of_free_columns_are_translated_where_the_mapping_says_so(tmp_path):
    mapping = MAVEN + '[source.values.owner]\n"Moses Frase" = "Moe"\n'
    owners = with_mapping(tmp_path, mapping).book.deals["owner"].to_list()
    assert owners[:2] == ["Moe", "Darcel Schlecht"]


WRONG = """
sources = 1
[[source]]
file = "sales_pipeline.csv"
table = "deels"
columns = { id = "x" }
[[source]]
file = "sales_pipeline.csv"
tabel = "deals"
date_format = "%Y-%m-%d %H"
columns = { id = 5 }
[[source]]
file = "sales_pipeline.csv"
table = "deals"
columns = { id = "opportunity_id", outcom = "deal_stage" }
[links]
column = ["x"]
"""


def test_every_mistake_of_a_mapping_is_said_at_once(tmp_path):
    reading = with_mapping(tmp_path, WRONG, **{"deals.csv": DEALS})
    assert [(p.column, p.remedy) for p in reading.problems if p.file == "mapping.toml"] == [
        ("sources", "did you mean source?"),
        ("source 1: table", "did you mean deals or needs?"),
        ("source 2: tabel", "did you mean table?"),
        ("source 2: table", ""),
        ("source 2: date_format", ""),
        ("source 2: columns", ""),
        ("source 3: outcom", "did you mean outcome?"),
        ("links: column", "did you mean columns?"),
    ]


@pytest.mark.parametrize(
    "mapping",
    ["source = 1", "[source]\nfile = 1", "links = 1", "[links]\ncolumns = 1", "[[source]]", "= ="]
    + [SHORT + f"{key} = [[1]]\n" for key in ("file2", "null", "where", "values", "attributes")],
)
def test_a_mapping_of_any_other_shape_is_said_and_does_no_harm(tmp_path, mapping):
    reading = with_mapping(tmp_path, mapping, **{"deals.csv": DEALS})
    assert reading.problems
    assert reading.book.deals.height == 1


def test_what_the_files_do_not_have_is_said_with_near_misses(tmp_path):
    mapping = SHORT + COLUMNS.replace("deal_stage", "deal_stge") + SHORT.replace("sales_p", "p")
    reading = with_mapping(tmp_path, mapping + COLUMNS, **{"deals.csv": DEALS})
    assert [p.remedy for p in reading.problems] == [
        "mend the name, or take the source out",
        "did you mean deal_stage?",
    ]
    assert [left.count for left in reading.book.left_out] == [4]


def test_a_table_whose_needed_column_is_not_given_is_said(tmp_path):
    mapping = SHORT + '[source.columns]\nid = "opportunity_id"\n'
    reading = with_mapping(tmp_path, mapping, **{"features.csv": FEATURES})
    assert [p.what for p in reading.problems] == [
        "deals needs outcome; the mapping does not give it"
    ]


def test_a_constant_that_cannot_be_read_is_said(tmp_path):
    mapping = SHORT + COLUMNS + OUTCOMES + '[source.constant]\ncategory = "sure"\n'
    reading = with_mapping(tmp_path, mapping, **{"features.csv": FEATURES})
    (problem,) = reading.problems
    assert (problem.column, problem.value) == ("category", "sure")
    assert "commit" in problem.allowed


LOG = "opportunity_id,sales_agent,deal_stage,close_value\n1,Ann,Won,12.500\n2,Bob,Lost,8.000\n"
BY_HEADERS = """
[[source]]
file = "march.csv"
table = "deals"
headers = ["opportunity_id", "sales_agent", "deal_stage", "close_value"]
columns = { id = "opportunity_id", outcome = "deal_stage", amount = "close_value" }
"""


@pytest.mark.parametrize(
    ("heads", "is_read"),
    [
        ("opportunity_id,sales_agent,deal_stage,close_value", True),
        ("CLOSE_VALUE,Deal_Stage,opportunity_id,sales_agent", True),
        ("opportunity_id,sales_agent,deal_stage,close_value,region", True),
        ("opportunity_id,deal_stage,close_value,region", False),
        ("opportunity_id,sales_agent,deal_stage,worth", False),
    ],
)
def test_a_source_that_says_its_headers_is_for_files_of_any_name_with_most_of_them(
    tmp_path, heads, is_read
):
    row = ",".join("won" if "stage" in head.lower() else "7" for head in heads.split(","))
    files = {"april.csv": f"{heads}\n{row}\n", "deals.csv": DEALS}
    reading = with_mapping(tmp_path, BY_HEADERS, **files)
    assert ("april.csv" in reading.unrecognised) is not is_read
    assert ("7" in reading.book.deals["id"].to_list()) is is_read
    assert [one.file for one in reading.mappings] == ["march.csv"] * is_read


@pytest.mark.parametrize(("mark", "amount"), [(",", "12500.000"), (".", "12.500")])
def test_the_decimal_mark_may_be_said_where_amounts_do_not_tell_it(tmp_path, mark, amount):
    mapping = BY_HEADERS.replace("table =", f'decimal = "{mark}"\ntable =')
    reading = with_mapping(tmp_path, mapping, **{"march.csv": LOG})
    assert reading.book.deals["amount"].to_list()[0] == Decimal(amount)
    assert not reading.problems
