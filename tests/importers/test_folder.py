from datetime import date

import pytest

from interlock.importers.folder import read_folder
from interlock.records.errors import NothingToRead
from tests.importers.made_files import DEALS, FEATURES, read, write

NEEDS = "deal,feature,strength\nAcme,CORE-1,must\n"


def test_a_folder_may_hold_any_mix_under_any_names(tmp_path):
    files = {"b.csv": DEALS, "a.tsv": FEATURES.replace(",", "\t"), "c.CSV": NEEDS}
    book = read(tmp_path, files).book
    assert (book.deals.height, book.features.height, book.needs.height) == (1, 2, 1)
    assert [source.file for source in book.sources] == ["a.tsv", "b.csv", "c.CSV"]


def test_files_that_nothing_knows_are_named_and_do_no_harm(tmp_path):
    files = {"deals.csv": DEALS, "odd.csv": "x,y\n1,2\n", "notes.txt": "hello", "empty.csv": ""}
    reading = read(tmp_path, files)
    assert reading.unrecognised == ("empty.csv", "odd.csv")
    assert reading.book.deals.height == 1


def test_one_file_is_read_as_a_folder_is(tmp_path):
    path = write(tmp_path, {"deals.csv": DEALS, "company.toml": 'currency = "EUR"\n'}) / "deals.csv"
    reading = read_folder(path)
    assert reading.book.deals.height == 1
    assert reading.book.company.currency == "USD"


def test_a_folder_without_anything_known_says_what_is_known(tmp_path):
    with pytest.raises(NothingToRead, match=r"it holds odd\.csv.*Salesforce.*Jira.*mapping file"):
        read(tmp_path, {"odd.csv": "x,y\n1,2\n"})
    with pytest.raises(NothingToRead, match="no file that we can open"):
        read(tmp_path / "other", {"notes.txt": "hello"})


def test_progress_names_every_file(tmp_path):
    said = []
    read_folder(write(tmp_path, {"deals.csv": DEALS, "needs.csv": "x"}), progress=said.append)
    assert said == ["reading deals.csv", "reading needs.csv", "putting the records together"]


def test_progress_says_how_many_rows_a_large_file_has(tmp_path):
    said = []
    rows = "".join(f"D{n},open\n" for n in range(12_000))
    read_folder(write(tmp_path, {"deals.csv": "id,outcome\n" + rows}), progress=said.append)
    assert "reading deals.csv, 12,000 rows" in said


def test_the_day_is_the_last_on_which_anything_happened(tmp_path):
    deals = (
        "id,outcome,created_on,expected_close_on,closed_on\n"
        "1,open,2026-01-05,2027-01-01,\n2,won,2026-01-06,,2026-03-04\n3,open,2026-01-06,,2026-12-31\n"
    )
    items = "id,title,created_on,done_on\nI,x,2026-01-01,2026-03-02\n"
    promises = "id,what,said_on,due\nP,x,2026-02-02,2026-11-11\n"
    files = {"deals.csv": deals, "items.csv": items, "promises.csv": promises}
    assert read(tmp_path, files).book.seen_on == date(2026, 3, 4)


def test_a_currency_without_a_rate_is_said_and_its_deals_are_kept(tmp_path):
    deals = (
        "id,outcome,amount,currency,created_on\n1,open,5,EUR,2026-01-05\n2,open,5,USD,2026-01-05\n"
    )
    reading = read(tmp_path, {"deals.csv": deals})
    (problem,) = reading.problems
    assert (problem.value, problem.row_left_out) == ("EUR", False)
    assert reading.book.deals.height == 2
    rate = '[[rates]]\ncurrency = "EUR"\non = 2025-01-01\nrate = 1.1\n'
    assert read(tmp_path, {"company.toml": rate}).problems == ()


def test_an_open_deal_in_a_stage_that_ends_deals_is_said(tmp_path):
    company = '[pipelines.Main]\nstages = ["Qualify", "Closed Won"]\n'
    files = {"deals.csv": DEALS.replace("Qualify", "Closed Won"), "company.toml": company}
    (problem,) = read(tmp_path, files).problems
    assert (problem.column, problem.value) == ("stage", "Closed Won")


def test_many_problems_of_one_kind_are_kept_to_a_thousand_and_all_rows_are_counted(tmp_path):
    rows = "".join(f"{at},open,lots\n" for at in range(1_500))
    reading = read(tmp_path, {"deals.csv": "id,outcome,amount\nx,open,1\n" + rows})
    assert len(reading.problems) == 1_001
    assert reading.problems[-1].what == "500 more of the same"
    assert [left.count for left in reading.book.left_out] == [1_500]


def test_problems_of_every_file_come_at_once(tmp_path):
    files = {
        "deals.csv": DEALS + "D2,B,maybe,,lots,\n,C,open,,,\n",
        "features.csv": FEATURES + "F3,CORE-3,x\n",
        "needs.csv": NEEDS + "Acmee,CORE-1,must\n",
        "company.toml": "wip_limit = 0\n",
        "rules.toml": "x = 1\n",
        "mapping.toml": "y = 1\n",
    }
    told = {(p.file, p.line, p.column) for p in read(tmp_path, files).problems}
    assert told == {
        ("deals.csv", 3, "outcome"),
        ("deals.csv", 3, "amount"),
        ("deals.csv", 4, "id"),
        ("needs.csv", 3, "deal"),
        ("company.toml", 1, "wip_limit"),
        ("rules.toml", None, "x"),
        ("mapping.toml", None, "y"),
    }
