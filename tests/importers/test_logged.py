import pytest

from tests.importers.made_files import log_of, read

DEALS = "id,name,stage,outcome,amount,created_on\n1,Acme,Qualify,open,100,2026-01-01\n"
HEAD = "table,id,at,field,old,new\n"
REPORT = "Opportunity Name,Field / Event,Old Value,New Value,Edit Date\n"


def reading(home, *rows):
    changes = HEAD + "".join(
        f"deals,1,2026-02-0{at} 10:00,{row}\n" for at, row in enumerate(rows, 1)
    )
    return read(home, {"deals.csv": DEALS, "changes.csv": changes})


def news(found, field, deal="1"):
    return [new for _, _, new in log_of(found, field, deal) if new is not None]


@pytest.mark.parametrize(
    ("row", "field", "value"),
    [
        ('amount,,"12.500,50"', "amount", "12500.5"),
        ("amount,,€ 90", "amount", "90"),
        ("expected_close_on,,5/13/26", "expected_close_on", "2026-05-13"),
        ("expected_close_on,,13.5.2026", "expected_close_on", "2026-05-13"),
        ("category,,Commit", "category", "commit"),
    ],
)
def test_past_values_are_read_as_the_column_itself_is(tmp_path, row, field, value):
    found = reading(tmp_path, row)
    assert found.problems == ()
    assert value in news(found, field)


@pytest.mark.parametrize(
    ("row", "column", "value", "allowed"),
    [
        ("amount,,lots", "amount", "lots", "an amount"),
        ("amount,lots,5", "amount", "lots", "an amount"),
        ("expected_close_on,,soon", "expected_close_on", "soon", "a day"),
        ("expected_close_on,,2026-02-30", "expected_close_on", "2026-02-30", "a day"),
        ("category,,Maybe", "category", "Maybe", "commit"),
        ("colour,,red", "field", "deals.colour", "deals.stage"),
    ],
)
def test_a_past_value_that_cannot_be_read_is_said_and_its_change_left_out(
    tmp_path, row, column, value, allowed
):
    found = reading(tmp_path, row, "stage,Discover,Qualify")
    [problem] = found.problems
    assert (problem.file, problem.line, problem.column) == ("changes.csv", 2, column)
    assert problem.value == value
    assert allowed in problem.allowed
    assert "Discover" in {old for _, old, _ in log_of(found, "stage", "1")}
    assert sum(left.count for left in found.book.left_out if left.table == "rows") == 1


def test_days_that_may_be_either_way_are_asked_about_in_a_log_too(tmp_path):
    deals = "Opportunity ID,Opportunity Name,Stage,Close Date,Amount\n006000000000001AAA,Acme,Qualify,2026-12-31,5\n"
    report = f"{REPORT}Acme,Close Date,3/4/2026,5/6/2026,2026-01-05\nAcme,Amount,5,7,2026-01-06\n"
    found = read(tmp_path, {"deals.csv": deals, "report.csv": report})
    assert ["day and month cannot be told apart" in p.what for p in found.problems] == [True]
    assert "7" in news(found, "amount", "006000000000001AAA")
    report = report.replace("5/6/2026", "5/26/2026")
    found = read(tmp_path, {"deals.csv": deals, "report.csv": report})
    assert found.problems == ()
    assert "2026-05-26" in news(found, "expected_close_on", "006000000000001AAA")
