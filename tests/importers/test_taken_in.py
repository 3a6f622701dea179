"""Exports taken in one by one are what they are together."""

from datetime import date

import pytest

from interlock.importers.folder import read_folder
from interlock.importers.taken_in import taken_in
from interlock.records.tables import TABLES
from tests.importers.made_files import log_of, read

HEAD = "id,name,owner,outcome,stage,amount,expected_close_on,closed_on,created_on\n"
WEEKS = {
    "2026-11-06": "1,a,Ann,open,Lead,100,2026-12-31,,2026-10-01\n2,b,,open,Lead,50,,,2026-10-01\n",
    "2026-11-13": "1,a,Ann,open,Demo,100,2026-12-31,,2026-10-01\n3,c,Bob,open,Lead,,,,2026-11-09\n",
    "2026-11-20": "1,a,Bob,won,Won,90,,2026-11-18,2026-10-01\n2,b,Cem,open,Lead,50,2027-01-31,,2026-10-01\n"
    "3,c,Bob,open,Lead,70,,,2026-11-09\n",
}  # fmt: skip
HISTORY = (
    "table,id,at,field,old,new\n"
    "deals,1,2026-10-01,stage,,Lead\ndeals,1,2026-11-10,stage,Lead,Demo\n"
)
ID = "0065g00000Rtc4GAAR"
DEALS = "Id,Name,StageName,CloseDate,Jira_Key__c\n"
JIRA = "Summary,Issue key,Issue id,Issue Type,Custom field (Deal)\n"


def one_by_one(tmp_path, weeks, **beside):
    """The book after each of these weeks was taken in alone."""
    book = None
    for day, files in weeks.items():
        (tmp_path / day).mkdir(parents=True)
        for name, words in {**files, **beside}.items():
            (tmp_path / day / name).write_text(words)
        export = read_folder(tmp_path / day, known=book).book
        book = taken_in(book, export) if book else export
    return book


def weeks(*days):
    return {day: {"deals.csv": HEAD + WEEKS[day]} for day in days or WEEKS}


def test_weeks_taken_in_one_by_one_have_the_log_of_all_weeks_read_together(tmp_path):
    together = read(
        tmp_path / "together", {f"{day}/deals.csv": HEAD + rows for day, rows in WEEKS.items()}
    ).book
    book = one_by_one(tmp_path, weeks())
    assert together.changes.height == 16
    for name in TABLES:
        assert book.table(name).equals(together.table(name), null_equal=True), name
    assert book.seen_on == together.seen_on


def test_a_history_of_its_own_takes_the_place_of_differences(tmp_path):
    book = one_by_one(
        tmp_path,
        {
            **weeks("2026-11-06"),
            "2026-11-13": {"deals.csv": HEAD + WEEKS["2026-11-13"], "changes.csv": HISTORY},
        },
    )
    mine = book.changes.filter(id="1", field="stage")
    assert mine.select("at", "new").rows() == [
        (mine["at"][0].replace(month=10, day=1), "Lead"),
        (mine["at"][0].replace(month=11, day=10), "Demo"),
    ]


def test_an_export_without_the_history_keeps_it_and_goes_on_from_it(tmp_path):
    book = one_by_one(
        tmp_path,
        {
            "2026-11-13": {"deals.csv": HEAD + WEEKS["2026-11-13"], "changes.csv": HISTORY},
            **weeks("2026-11-20"),
        },
    )
    mine = book.changes.filter(id="1", field="stage")
    assert [f"{at:%m-%d}" for at in mine["at"]] == ["10-01", "11-10", "11-20"]
    assert mine["old"].to_list() == [None, "Lead", "Demo"]
    assert mine["new"].to_list() == ["Lead", "Demo", "Won"]


def test_the_second_export_of_a_day_takes_the_place_of_the_first(tmp_path):
    first = one_by_one(tmp_path, weeks("2026-11-06", "2026-11-13"))
    again = HEAD + WEEKS["2026-11-13"].replace("Demo", "Offer")
    book = taken_in(first, read(tmp_path / "again", {"2026-11-13/deals.csv": again}).book)
    assert log_of(_Read(book), "stage", "1") == [
        ("2026-11-06", None, "Lead"),
        ("2026-11-13", "Lead", "Offer"),
    ]


def test_the_same_export_again_changes_nothing(tmp_path):
    first = one_by_one(tmp_path, weeks("2026-11-06", "2026-11-13"))
    book = taken_in(first, read_folder(tmp_path / "2026-11-13", known=first).book)
    assert all(book.table(name).equals(first.table(name), null_equal=True) for name in TABLES)


def test_a_folder_to_which_every_week_is_added_has_the_same_log(tmp_path):
    book = None
    for day, rows in WEEKS.items():
        export = read(tmp_path, {f"{day}/deals.csv": HEAD + rows}).book
        book = taken_in(book, export) if book else export
    assert book.changes.equals(export.changes, null_equal=True)


@pytest.mark.parametrize("order", [("deals", "issues"), ("issues", "deals")])
@pytest.mark.parametrize("named_in", ["deals", "issues"])
def test_links_are_found_to_what_the_book_holds_of_the_other_side(tmp_path, order, named_in):
    files = {
        "deals": {"deals.csv": f"{DEALS}{ID},Bakery,Qualify,2026-12-31,{_if('CORE-1', named_in == 'deals')}\n"},
        "issues": {"jira.csv": f"{JIRA}Offline,CORE-1,101,Epic,{_if('Bakery', named_in == 'issues')}\n"},
    }  # fmt: skip
    first, second = order
    book = one_by_one(tmp_path, {"2026-11-06": files[first], "2026-11-13": files[second]})
    assert book.needs.select("deal", "feature", "confirmed").rows() == [(ID, "101", False)]


def _if(words, told):
    return words if told else ""


def test_names_lead_to_records_of_the_book(tmp_path):
    book = one_by_one(
        tmp_path,
        {
            **weeks("2026-11-06"),
            "2026-11-13": {"evidence.csv": "deal,rule,on,by\na,budget,2026-11-11,Ann\n"},
        },
    )
    assert book.evidence.select("deal", "rule").rows() == [("1", "budget")]
    assert book.deals.height == 2


def test_what_was_written_down_stays_beside_what_a_later_export_links(tmp_path):
    other = ID.replace("4", "5")
    deals = f"{DEALS}{ID},Bakery,Qualify,2026-12-31,CORE-1\n{other},Inn,Qualify,2026-12-31,\n"
    both = {"deals.csv": deals, "jira.csv": f"{JIRA}Offline,CORE-1,101,Epic,\n"}
    needs = {"needs.csv": "deal,feature,strength\nInn,CORE-1,dealbreaker\n"}
    book = one_by_one(tmp_path, {"2026-11-06": {**both, **needs}, "2026-11-13": both})
    assert sorted(book.needs.select("deal", "strength").rows()) == [
        (ID, "important"),
        (other, "dealbreaker"),
    ]


def test_a_link_found_by_matching_stays_until_both_sides_come_without_it(tmp_path):
    deals = {"deals.csv": f"{DEALS}{ID},Bakery,Qualify,2026-12-31,CORE-1\n"}
    issues = {"jira.csv": f"{JIRA}Offline,CORE-1,101,Epic,\n"}
    unlinked = {"deals.csv": deals["deals.csv"].replace("CORE-1", "")}
    weeks = {"2026-11-06": {**deals, **issues}, "2026-11-13": unlinked}
    assert one_by_one(tmp_path, weeks).needs.height == 1
    both = {**weeks, "2026-11-20": {**unlinked, **issues}}
    assert one_by_one(tmp_path / "both", both).needs.height == 0


def test_a_folder_called_like_a_day_is_the_export_of_that_day(tmp_path):
    book = one_by_one(tmp_path, weeks("2026-11-06"))
    assert book.seen_on == date(2026, 11, 6)


class _Read:
    def __init__(self, book):
        self.book = book
