from datetime import date
from decimal import Decimal

import pytest

from tests.importers.made_files import read

HEAD = "Id,IsDeleted,Name,StageName,Amount,CloseDate,IsClosed,IsWon,ForecastCategory,CreatedDate"
OPEN = "006000000000001AAA,false,Acme,Qualify,1200.50,2026-12-31,false,false,Pipeline,2026-03-01T23:12:33.000Z"


def deals(home, *lines, head=HEAD, **files):
    return read(home, {"export.csv": "\n".join((head, *lines)) + "\n", **files})


def test_an_opportunity_becomes_a_deal(tmp_path):
    reading = deals(tmp_path, OPEN)
    (deal,) = reading.book.deals.iter_rows(named=True)
    assert deal["id"] == "006000000000001AAA"
    assert (deal["outcome"], deal["stage"], deal["amount"]) == (
        "open",
        "Qualify",
        Decimal("1200.5"),
    )
    assert reading.problems == ()


def test_the_close_date_of_an_open_deal_is_only_expected(tmp_path):
    closed = OPEN.replace("001AAA", "002AAA").replace("false,false,Pipeline", "true,true,Closed")
    first, second = deals(tmp_path, OPEN, closed).book.deals.iter_rows(named=True)
    assert (first["expected_close_on"], first["closed_on"]) == (date(2026, 12, 31), None)
    assert (second["expected_close_on"], second["closed_on"]) == (None, date(2026, 12, 31))


def test_the_raw_category_forecast_means_commit(tmp_path):
    raw = {
        "Omitted": "omitted",
        "Pipeline": "pipeline",
        "BestCase": "best case",
        "MostLikely": "best case",
        "Forecast": "commit",
        "Closed": "closed",
    }
    lines = [
        OPEN.replace("001AAA", f"00{at}AAA").replace("Pipeline", category)
        for at, category in enumerate(raw)
    ]
    assert deals(tmp_path, *lines).book.deals["category"].to_list() == list(raw.values())


def test_the_shown_category_goes_before_the_raw_one(tmp_path):
    head = f"{HEAD},ForecastCategoryName"
    reading = deals(tmp_path, f"{OPEN},Commit", head=head)
    assert reading.book.deals["category"].to_list() == ["commit"]


def test_deleted_opportunities_are_left_out_and_counted(tmp_path):
    reading = deals(tmp_path, OPEN, OPEN.replace("001AAA,false", "002AAA,true"))
    assert reading.book.deals.height == 1
    assert [(left.count, left.why) for left in reading.book.left_out] == [(1, "deleted in the CRM")]


@pytest.mark.parametrize(
    ("closed", "won", "outcome"),
    [
        ("true", "true", "won"),
        ("true", "false", "lost"),
        ("false", "false", "open"),
        ("", "", "open"),
    ],
)
def test_is_closed_and_is_won_tell_how_a_deal_ended(tmp_path, closed, won, outcome):
    line = OPEN.replace("false,false,Pipeline", f"{closed},{won},Pipeline")
    assert deals(tmp_path, line).book.deals["outcome"].to_list() == [outcome]


def test_without_them_the_pipeline_of_the_company_tells_it_and_else_the_stages_name(tmp_path):
    head = "Id,StageName,CloseDate"
    lines = [f"00600000000000{at}AAA,{stage},2026-01-02" for at, stage in enumerate(
        ("Signed", "Gone", "Talks", "Closed Won", "closed lost")
    )]  # fmt: skip
    company = (
        '[pipelines.Main]\nstages = ["Talks", { name = "Signed", outcome = "won" },'
        ' { name = "Gone", outcome = "lost" }, "Closed Won"]\n'
    )
    reading = deals(tmp_path, *lines, head=head, **{"company.toml": company})
    assert reading.book.deals["outcome"].to_list() == ["won", "lost", "open", "won", "lost"]
    assert reading.problems == ()


def test_moments_count_on_the_day_they_are_in_the_companys_time_zone(tmp_path):
    reading = deals(tmp_path, OPEN, **{"company.toml": 'time_zone = "Europe/Berlin"\n'})
    assert reading.book.deals["created_on"].to_list() == [date(2026, 3, 2)]


def test_ids_of_15_characters_are_led_to_those_of_18(tmp_path):
    short = OPEN.replace("006000000000001AAA", "0065g00000Rtc4G")
    needs = "deal,feature,strength\n0065g00000Rtc4GAAR,CORE-1,must\n"
    features = "id,key,name\nF1,CORE-1,Offline\n"
    reading = deals(tmp_path, short, **{"needs.csv": needs, "features.csv": features})
    assert reading.book.deals["id"].to_list() == reading.book.needs["deal"].to_list()
    assert reading.problems == ()


def test_the_three_characters_tell_upper_case_letters():
    import polars as pl

    from interlock.importers.salesforce_ids import full_id

    known = {
        "001A0000006Vm9r": "001A0000006Vm9rIAC",
        "0065g00000Rtc4G": "0065g00000Rtc4GAAR",
        "not an id at al": "not an id at al",
    }
    assert full_id(pl.Series(list(known))).to_list() == list(known.values())


def test_custom_fields_are_kept_as_attributes_and_others_named_as_unread(tmp_path):
    head = f"{HEAD},Region__c,Segment__c,NextStep,FiscalYear"
    reading = deals(tmp_path, f"{OPEN},North,Large,Call,2026", head=head)
    kept = reading.book.attributes.select("name", "value").rows()
    assert kept == [("NextStep", "Call"), ("Region__c", "North")]
    assert reading.book.deals["segment"].to_list() == ["Large"]
    assert reading.book.sources[0].columns_unread == ("FiscalYear",)


def test_kinds_of_deals_are_known_by_their_usual_names(tmp_path):
    head = f"{HEAD},Type"
    types = ("New Business", "Existing Customer - Upgrade", "Renewal", "Odd")
    lines = [f"{OPEN.replace('001AAA', f'00{at}AAA')},{name}" for at, name in enumerate(types)]
    reading = deals(tmp_path, *lines, head=head)
    assert reading.book.deals["kind"].to_list() == ["new", "expansion", "renewal", None]


def test_names_go_before_ids_of_owners_accounts_and_record_types(tmp_path):
    head = f"{HEAD},OwnerId,Owner.Name,AccountId,RecordTypeId,RecordType.Name"
    reading = deals(tmp_path, f"{OPEN},005X,Ann,001X,012X,Main", head=head)
    (deal,) = reading.book.deals.iter_rows(named=True)
    assert (deal["owner"], deal["account"], deal["pipeline"]) == ("Ann", "001X", "Main")


def test_a_row_that_cannot_be_read_is_said_with_its_line_and_takes_its_attributes_along(tmp_path):
    head = f"{HEAD},Region__c"
    bad = OPEN.replace("1200.50", "lots").replace("2026-12-31", "soon")
    reading = deals(tmp_path, f"{OPEN},North", f"{bad},South", head=head)
    assert [(p.line, p.column, p.value) for p in reading.problems] == [
        (3, "Amount", "lots"),
        (3, "CloseDate", "soon"),
    ]
    assert reading.book.attributes["value"].to_list() == ["North"]
    assert sum(left.count for left in reading.book.left_out) == 1
