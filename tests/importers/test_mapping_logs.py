"""Long change logs, values that another file explains, and keys of which the last row counts."""

from datetime import date

from tests.importers.made_files import log_of, read

LOG = (
    "deal,when,what,value\n"
    "7,2026-01-05 09:00:00,add_time,2026-01-05T09:00:00\n"
    "7,2026-01-05 09:00:00,stage_id,1\n"
    "7,2026-01-09 10:00:00,stage_id,2\n"
    "7,2026-01-10 10:00:00,user_id,2\n"
    "8,2026-01-06 09:00:00,stage_id,9\n"
)
STAGES = "number,label\n1,Talk\n2,Offer\n"
MAPPING = """
[[source]]
file = "log.csv"
table = "changes"
where = { what = "stage_id" }
constant = { table = "deals", field = "stage" }
columns = { id = "deal", at = "when", new = "value" }
lookup = { new = { file = "stages.csv", key = "number", value = "label" } }

[[source]]
file = "log.csv"
table = "deals"
unique = ["id"]
where = { what = "stage_id" }
where_not = { deal = "8" }
constant = { outcome = "open" }
columns = { id = "deal", stage = "value" }
lookup = { stage = { file = "stages.csv", key = "number", value = "label" } }
"""


def logged(home, mapping=MAPPING, **files):
    return read(home, {"log.csv": LOG, "stages.csv": STAGES, "mapping.toml": mapping, **files})


def test_a_long_change_log_becomes_history_in_the_words_of_the_other_file(tmp_path):
    reading = logged(tmp_path)
    assert reading.problems == ()
    assert log_of(reading, "stage", "7") == [
        ("2026-01-05", None, "Talk"),
        ("2026-01-09", "Talk", "Offer"),
    ]


def test_a_value_that_the_other_file_does_not_know_stays(tmp_path):
    assert log_of(logged(tmp_path), "stage", "8") == [("2026-01-06", None, "9")]


def test_of_a_unique_key_the_last_row_counts_and_the_others_are_counted(tmp_path):
    reading = logged(tmp_path)
    assert reading.book.deals.select("id", "stage").rows() == [("7", "Offer")]
    earlier = [
        left.count for left in reading.book.left_out if "an earlier row of the same id" in left.why
    ]
    assert earlier == [1]


def test_a_lookup_file_or_column_that_is_not_there_is_a_problem(tmp_path):
    (gone, *_) = logged(tmp_path / "a", MAPPING.replace("stages.csv", "gone.csv")).problems
    assert (gone.value, gone.what) == ("gone.csv", "the file to look values up in is not there")
    (column, *_) = logged(tmp_path / "b", MAPPING.replace('"label"', '"lable"')).problems
    assert (column.column, column.remedy) == ("lable", "did you mean label?")


def test_what_a_lookup_must_say_is_said(tmp_path):
    wrong = MAPPING.replace(', value = "label"', "", 1)
    (problem, *_) = logged(tmp_path, wrong).problems
    assert problem.column == "source 1: lookup"
    assert "file" in problem.allowed


def test_days_in_a_column_of_words_are_written_as_the_log_writes_them(tmp_path):
    mapping = (
        '[[source]]\nfile = "plan.csv"\ntable = "changes"\nconstant = { table = "releases", field = "due" }\n'
        'columns = { id = "r", at = "seen", new = "planned" }\ndate_formats = { new = "%m/%d/%y" }\n'
        '[[source]]\nfile = "plan.csv"\ntable = "releases"\nunique = ["id"]\ncolumns = { id = "r", due = "planned" }\n'
        'date_formats = { due = "%m/%d/%y" }\n'
    )
    plan = "r,seen,planned\n1,2026-01-05,03/01/26\n1,2026-02-02,04/01/26\n"
    reading = read(tmp_path, {"plan.csv": plan, "mapping.toml": mapping})
    assert log_of(reading, "due", "1") == [
        ("2026-01-05", None, "2026-03-01"),
        ("2026-02-02", "2026-03-01", "2026-04-01"),
    ]
    assert reading.book.releases["due"].to_list() == [date(2026, 4, 1)]


def test_a_file_with_an_id_and_a_name_only_is_nobodys(tmp_path):
    reading = read(
        tmp_path,
        {
            "kinds.csv": "id,name,active,type\n1,Call,yes,c\n",
            "deals.csv": "id,outcome,stage\n1,open,Talk\n",
        },
    )
    assert reading.unrecognised == ("kinds.csv",)
