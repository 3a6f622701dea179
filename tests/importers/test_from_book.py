"""What a book gives beside the files: rows that cannot be read, and files that did not come."""

import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interlock.importers.folder import read_folder
from interlock.importers.taken_in import taken_in
from interlock.records.book import Book
from interlock.records.tables import TABLES

DEALS = "id,name,stage,outcome,amount,owner,created_on\n"
ANN, BOB = "D1,Bakery,Lead,open,10,Ann,2026-10-01\n", "D2,Inn,Lead,open,20,Bob,2026-10-01\n"
CRM = "Id,Name,StageName,CloseDate,Amount,Region__c\n"
JIRA = "Summary,Issue key,Issue id,Issue Type,Status,Resolved,Fix Version/s,Component/s,Custom field (Story Points)\n"
WORK = (
    f"{JIRA}Offline,CORE-1,101,Epic,To Do,,R1,Core,\nStore it,CORE-2,102,Story,To Do,,R1,Core,3\n"
)
ID, OTHER = "0065g00000Rtc4GAAR", "0065g00000Rtc5GAAR"


@pytest.fixture
def take(tmp_path):
    """Takes files in, one export after the other: the book, and what was read last."""
    return Taking(tmp_path)


class Taking:
    def __init__(self, folder):
        self.folder, self.book, self.shares, self.reading = folder, None, (), None

    def __call__(self, **files):
        here = self.folder / "export"
        shutil.rmtree(here, ignore_errors=True)
        here.mkdir(parents=True)
        for name, words in files.items():
            file = name if "." in name else ".".join(name.rsplit("_", 1))
            (here / file).write_text(words)
        self.reading = read_folder(here, known=self.book, shares=self.shares)
        export = self.reading.book
        self.book = taken_in(self.book, export) if self.book else export
        self.shares = self.reading.shares
        return self.book


def test_a_row_that_cannot_be_read_stands_as_the_book_has_it_and_is_said(take):
    take(
        deals_csv=DEALS + ANN + BOB,
        needs_csv="deal,feature\nD1,F1\n",
        features_csv="id,name\nF1,x\n",
    )
    book = take(
        deals_csv=DEALS + ANN.replace(",10,", ",ten,") + BOB.replace("Lead", "Demo"),
        needs_csv="deal,feature\nBakery,F1\n",
    )
    assert book.deals.select("id", "stage", "amount").rows() == [
        ("D1", "Lead", 10),
        ("D2", "Demo", 20),
    ]
    assert book.needs.select("deal", "feature").rows() == [("D1", "F1")]
    assert [(one.table, one.count, one.why) for one in take.reading.book.left_out][-1] == (
        "deals", 1, "could not be read and stand as they were: D1",
    )  # fmt: skip
    assert [problem.value for problem in take.reading.problems] == ["ten"]


def test_a_record_that_no_file_holds_any_longer_is_gone(take):
    take(deals_csv=DEALS + ANN + BOB)
    assert take(deals_csv=DEALS + BOB).deals["id"].to_list() == ["D2"]


def test_a_row_that_cannot_be_read_and_that_the_book_lacks_is_left_out(take):
    take(deals_csv=DEALS + BOB)
    assert take(deals_csv=DEALS + ANN.replace(",10,", ",ten,") + BOB).deals["id"].to_list() == [
        "D2"
    ]


def test_a_deal_of_a_crm_stands_with_what_was_kept_beside_it(take):
    take(
        opportunity_csv=f"{CRM}{ID},Bakery,Qualify,2026-12-31,10,North\n{OTHER},Inn,Qualify,2026-12-31,5,\n"
    )
    book = take(
        opportunity_csv=f"{CRM}{ID},Bakery,Qualify,soon,10,North\n{OTHER},Inn,Propose,2026-12-31,5,\n"
    )
    assert book.deals.select("id", "stage").rows() == [(ID, "Qualify"), (OTHER, "Propose")]
    assert book.attributes.select("id", "value").rows() == [(ID, "North")]


def test_an_issue_that_cannot_be_read_stays_an_item(take):
    take(jira_csv=WORK)
    book = take(jira_csv=WORK.replace("Core,3", "Core,three"))
    assert book.items.select("id", "size").rows() == [("102", 3.0)]
    book = take(jira_csv=WORK.replace("Story,To Do", "Story,Done"))
    assert book.items.select("id", "done_on").rows() == [("102", None)]


def test_a_mapped_row_that_cannot_be_read_stands_as_the_book_has_it(take):
    mapping = '[[source]]\nfile = "sales.csv"\ntable = "deals"\n[source.columns]\nid = "nr"\namount = "sum"\n[source.constant]\noutcome = "open"\n'
    take(sales_csv="nr,sum\n1,10\n2,20\n", mapping_toml=mapping)
    book = take(sales_csv="nr,sum\n1,ten\n2,30\n", mapping_toml=mapping)
    assert book.deals.select("id", "amount").rows() == [("1", 10), ("2", 30)]


def test_a_row_of_several_keys_stands_too(take):
    both = {"deals_csv": DEALS + ANN + BOB}
    take(**both, evidence_csv="deal,rule,on,by\nBakery,budget,2026-11-01,Ann\n")
    steps = {"buyer_steps_csv": "deal,step,due\nInn,sign,2026-12-01\n"}
    take(**both, **steps)
    book = take(**both, buyer_steps_csv="deal,step,due\nInn,sign,soon\n")
    assert book.buyer_steps.select("deal", "step").rows() == [("D2", "sign")]
    assert book.evidence.height == 1


def test_what_a_file_gave_that_did_not_come_this_time_stays(take):
    take(jira_csv=WORK, releases_csv="id,due\nR1,2026-12-01\nR2,2027-03-01\n")
    book = take(jira_csv=WORK)
    assert [f"{due}" for due in book.releases["due"]] == ["2026-12-01", "2027-03-01"]
    book = take(releases_csv="id,due\nR1,2026-12-08\n")
    assert [(one, f"{due}") for one, due in book.releases.select("id", "due").rows()] == [
        ("R1", "2026-12-08")
    ]
    assert take(jira_csv=WORK.replace("R1", "R3")).releases["id"].to_list() == ["R1", "R3"]


def test_what_a_file_alone_gave_stays_beside_one_that_comes_later(take):
    take(releases_csv="id,due\nR2,2027-03-01\n")
    assert take(jira_csv=WORK).releases["id"].to_list() == ["R1", "R2"]
    assert take(jira_csv=WORK).releases["id"].to_list() == ["R1", "R2"]


def test_a_file_of_our_own_without_rows_takes_away_what_it_gave(take):
    take(jira_csv=WORK, releases_csv="id,due\nR2,2027-03-01\n")
    assert take(releases_csv="id,due\n").releases["id"].to_list() == ["R1"]


def test_targets_of_a_file_stay_beside_those_of_the_settings(take):
    company = 'name = "Acme"\n[targets]\n"2026-Q4" = 100\n'
    take(deals_csv=DEALS + ANN, company_toml=company)
    take(targets_csv="period,scope,amount\n2026-Q4,Ann,60\n")
    assert take(company_toml=company, deals_csv=DEALS + ANN).targets["scope"].to_list() == [
        "Ann",
        "company",
    ]


def test_a_history_under_another_name_is_the_same_history(take):
    log = "table,id,at,field,old,new\ndeals,D1,2026-10-01,stage,,Lead\n"
    before = take(deals_csv=DEALS + ANN, **{"log 1.csv": log}).changes
    assert take(deals_csv=DEALS + ANN, **{"log 2.csv": log}).changes.equals(before, null_equal=True)


FILES = {
    "deals.csv": (DEALS + ANN, DEALS + ANN.replace("Lead", "Demo") + BOB, DEALS + BOB),
    "jira.csv": (WORK, WORK.replace("R1", "R3"), WORK + "Pay,CORE-3,103,Story,To Do,,R2,Shop,1\n"),
    "releases.csv": ("id,due\nR1,2026-12-01\n", "id,due\nR2,2026-12-08\n", "id,due\n"),
    "teams.csv": ("name,people\nCore,4\n", "name,people\nCore,5\nShop,2\n"),
    "people.csv": ("name,side\nAnn,sales\n", "name,side\nBob,sales\n"),
}  # fmt: skip
EXPORT = st.fixed_dictionaries(
    {}, optional={n: st.integers(0, len(v) - 1) for n, v in FILES.items()}
)


@given(exports=st.lists(EXPORT.filter(bool), min_size=2, max_size=4))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_exports_taken_in_one_by_one_are_what_the_last_of_each_kind_are_together(tmp_path, exports):
    take, last = Taking(tmp_path), {}
    for export in exports:
        files = {name: FILES[name][which] for name, which in export.items()}
        take(**files)
        last |= files
    shutil.rmtree(tmp_path / "export")
    one_by_one, together = take.book, Taking(tmp_path)(**last)
    for name in (name for name in TABLES if name != "changes"):
        assert one_by_one.table(name).equals(together.table(name), null_equal=True), name
    assert isinstance(together, Book)
