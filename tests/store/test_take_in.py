"""Exports into the book, week after week, by the command line, on both databases."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from interlock.actions import save_book
from interlock.actions.read_files import read_files
from interlock.cli.main import main
from interlock.records.errors import Conflict
from interlock.store import read, revisions, typed
from tests import company
from tests.store.books import NOW
from tests.store.databases import command, use

pytestmark = pytest.mark.usefixtures("book_at")
EXAMPLE = Path("examples/company")
COMPANY = 'name = "Weekly"\ncurrency = "EUR"\n'
DEALS = "id,name,stage,outcome,amount,created_on\n"
FEATURES = "id,name,team,created_on\nF1,Export,Core,2026-01-05\n"


def run(*words, status=0):
    done = CliRunner().invoke(main, [str(word) for word in words])
    assert done.exit_code == status, done.output + str(done.exception)
    return done.output


@pytest.fixture
def exports(tmp_path):
    """A folder of exports: text by file name; None takes the file away."""

    def made(**files):
        folder = tmp_path / "exports"
        folder.mkdir(exist_ok=True)
        for name, words in files.items():
            file = folder / (name if name == "company.toml" else f"{name}.csv")
            file.unlink(missing_ok=True) if words is None else file.write_text(words)
        return folder

    return made


def deals(*rows):
    return DEALS + "".join(f"{row}\n" for row in rows)


def week(count, *, stage="Lead"):
    return deals(
        *(f"D{n},Deal {n},{stage},open,{1000 + n},2026-01-0{n}" for n in range(1, count + 1))
    )


def test_the_example_company_is_forecast_to_the_byte_as_from_its_files(book_at):
    if book_at.startswith("sqlite"):
        pytest.skip("the report there says it")
    run("take-in", EXAMPLE)
    with company.kept_outlooks():  # they are given to a book that is equal, no other
        assert run("forecast", "deals") == run("forecast", "deals", EXAMPLE)


def test_the_example_company_is_reported_to_the_byte_as_from_its_files(tmp_path, book_at):
    if book_at.startswith("postgresql"):
        pytest.skip("the same book; one database is enough for the longest report")
    run("take-in", EXAMPLE)
    run("report", "--out", tmp_path / "book.html")
    run("kept", "1", "--out", tmp_path / "kept.html")
    _, from_files, _ = company.report()
    for name in ("book", "kept"):
        assert (tmp_path / f"{name}.html").read_text("utf-8") == from_files


def test_it_says_what_would_change_before_anything_does(exports):
    folder = exports(deals=week(2), features=FEATURES)
    assert "deals: 2 added" in run("take-in", folder, "--preview")
    assert revisions.latest() == 0
    assert "deals: 2 added" in run("take-in", folder)
    assert "Nothing differs from the book" in run("take-in", folder)
    exports(deals=deals("D1,Deal 1,Demo,open,1001,2026-01-01", "D7,New,Lead,open,5,2026-01-07"))
    told = run("take-in", folder, "--preview")
    assert told.splitlines()[:4] == [
        "deals: 1 added, 1 changed, 1 gone from source",
        "    added: D7 New",
        "    changed: D1 Deal 1: stage Lead -> Demo",
        "    gone from source: D2 Deal 2",
    ]


def test_files_of_one_side_leave_the_other_side_as_it_is(exports):
    run("take-in", exports(deals=week(2), features=FEATURES))
    folder = exports(features=None, deals=week(3))
    assert run("take-in", folder).startswith("deals: 1 added\n    added: D3 Deal 3\nTaken in")
    found = read.book()
    assert found.deals.height == 3
    assert found.features["id"].to_list() == ["F1"]


def test_what_was_typed_stays_apart_from_what_an_export_leaves_as_it_is(exports):
    run("take-in", exports(deals=week(1), features=FEATURES))
    number = typed.over("features", ("F1",), {"name": "Import"}, by="Ann", seen=1)
    run("take-in", exports(features=None, deals=week(2)))
    assert read.book().features["name"].to_list() == ["Import"]
    run("undo", number)
    assert read.book().features["name"].to_list() == ["Export"]


def test_of_two_who_take_exports_in_at_once_the_second_is_told(exports):
    known = save_book.known()
    first = save_book.prepare(read_files(exports(deals=week(2))), known, now=NOW)
    second = save_book.prepare(read_files(exports(deals=week(3))), known, now=NOW)
    save_book.apply(first, by="Ann", words="of Ann")
    with pytest.raises(Conflict, match="change 1 by Ann: of Ann"):
        save_book.apply(second, by="Bob", words="of Bob")
    assert read.book().deals.height == 2


def test_settings_stay_when_an_export_brings_none(exports):
    run("take-in", exports(deals=week(1), **{"company.toml": COMPANY}))
    run("take-in", exports(deals=week(2), **{"company.toml": None}))
    assert (read.book().company.name, read.book().company.currency) == ("Weekly", "EUR")


def test_when_many_records_are_gone_it_stops_until_somebody_says_yes(exports):
    run("take-in", exports(deals=week(9)))
    folder = exports(deals=week(3))
    told = run("take-in", folder, status=1)
    assert "deals: 6 gone from source" in told
    assert told.count("gone from source: D") == 5
    assert "gone from source: 1 more" in told
    assert run("take-in", folder, "--preview", "--all").count("gone from source: D") == 6
    assert read.book().deals.height == 9
    run("take-in", folder, "--yes")
    assert read.book().deals.height == 3
    assert "6 gone from source" in run("history", "2")
    assert run("history", "--gone").splitlines()[0] == "deals D4 Deal 4: gone since change 2"
    run("undo", "2")
    assert run("history", "--gone") == "No record is gone from its source.\n"


def test_when_a_column_is_lost_it_stops_until_somebody_says_yes(exports):
    run("take-in", exports(deals=week(9)))
    folder = exports(deals=week(9).replace("amount", "sum"))
    assert "9 of 9 deals would lose their amount" in run("take-in", folder, status=1)
    assert read.book().deals["amount"].null_count() == 0
    run("take-in", folder, "--yes")
    assert read.book().deals["amount"].null_count() == 9


def test_a_row_that_cannot_be_read_leaves_its_record_as_it_is_and_that_is_said(exports):
    run("take-in", exports(deals=week(2)))
    told = run("take-in", exports(deals=week(2, stage="Demo").replace("1001", "much")))
    assert "deals: 1 changed\n    changed: D2 Deal 2: stage Lead -> Demo\n" in told
    assert "deals (1): could not be read and stand as they were: D1" in told
    assert read.book().deals.select("id", "stage").rows() == [("D1", "Lead"), ("D2", "Demo")]


def test_where_a_row_without_an_id_may_be_the_one_that_is_gone_it_stops(exports):
    run("take-in", exports(deals=week(3)))
    folder = exports(deals=week(3).replace("D2,", ","))
    told = run("take-in", folder, status=1)
    assert "1 rows of deals could not be read at all, so that it is not known whether 1 are" in told
    assert read.book().deals.height == 3


def test_what_one_file_gave_stays_when_another_of_the_same_table_comes_alone(exports):
    teams, more = "name,people\nCore,4\n", "id,title,team\nI1,x,Core\n"
    jira = "Summary,Issue key,Issue id,Issue Type,Project name\nx,CORE-1,1,Story,Core\n"
    run("take-in", exports(teams=teams, jira=jira))
    assert "Nothing differs" in run("take-in", exports(teams=None))
    assert read.book().teams.select("name", "people").rows() == [("Core", 4.0)]
    run("take-in", exports(jira=None, teams=teams.replace("4", "5")))
    run("take-in", exports(jira=jira, teams=None, items=more))
    assert read.book().teams.select("name", "people").rows() == [("Core", 5.0)]
    run("undo", "2")
    assert read.book().teams.select("name", "people").rows() == [("Core", 4.0)]


def test_a_take_in_is_taken_back_as_a_whole(exports):
    run("take-in", exports(deals=week(2)))
    run("take-in", exports(deals=week(3, stage="Demo")))
    assert "Change 2 is taken back by change 3" in run("undo", "2", "--by", "Ann")
    assert read.book().deals.select("id", "stage").rows() == [("D1", "Lead"), ("D2", "Lead")]
    assert "taken back by 3" in run("history")


def test_an_undo_that_meets_later_changes_says_which(exports):
    run("take-in", exports(deals=week(2)))
    run("take-in", exports(deals=week(2, stage="Demo")))
    run(
        "take-in",
        exports(deals=week(1, stage="Offer") + week(2, stage="Demo").splitlines()[2] + "\n"),
    )
    assert "deals D1: changed later" in run("undo", "2", status=1)
    run("undo", "2", "--keep-later")
    assert read.book().deals["stage"].to_list() == ["Offer", "Lead"]


def test_a_file_with_mistakes_is_taken_in_without_the_wrong_rows_which_are_told(exports):
    folder = exports(deals=week(2) + "D3,Bad,Lead,open,much,2026-01-03\n")
    told = run("take-in", folder)
    assert "amount" in told
    assert "much" in told
    run("take-in", folder, "--strict", status=1)
    assert revisions.latest() == 1


def test_an_empty_book_says_how_to_begin():
    assert "interlock take-in FOLDER" in run("report", status=1)
    assert "Nothing was taken into the book yet" in run("history")


def test_a_place_that_cannot_be_used_is_named_with_what_to_do():
    use("sqlite:////dev/null/book.sqlite3")
    told = run("history", status=1)
    assert "The book at /dev/null/book.sqlite3 cannot be used: unable to open" in told
    assert "INTERLOCK_HOME" in told


def test_a_full_disk_is_said_and_the_book_is_as_it_was(exports, book_at):
    if book_at.startswith("postgresql"):
        pytest.skip("SQLite alone can be given a disk of so many pages")
    run("take-in", exports(deals=week(2)))
    command("PRAGMA max_page_count = 1")
    many = deals(*(f"X{n},{'long ' * 200},Lead,open,1,2026-01-01" for n in range(2_000)))
    assert "is full" in run("take-in", exports(deals=many), "--yes", status=1)
    assert revisions.latest() == 1
    assert read.book().deals["id"].to_list() == ["D1", "D2"]


MAPPED = """
[[source]]
file = "sales.csv"
headers = ["nr", "how", "much"]
table = "deals"
columns = { id = "nr", outcome = "how", amount = "much" }
"""


def test_a_mapping_that_says_its_headers_reads_later_exports_of_any_name(exports):
    folder = exports(sales="nr,how,much\n1,open,5\n")
    (folder / "mapping.toml").write_text(MAPPED)
    run("take-in", folder)
    (folder / "mapping.toml").unlink()
    assert "deals: 1 changed" in run("take-in", exports(sales=None, week2="nr,how,much\n1,won,5\n"))
    assert read.book().deals["outcome"].to_list() == ["won"]
    run("undo", 1, "--keep-later")
    run("take-in", exports(week2="nr,how,much\n1,lost,5\n"), status=2)


@pytest.mark.parametrize(
    ("day", "settings", "is_doubted"),
    [
        ("2026-11-30", "", False),
        ("2026-12-28", "", True),
        ("2026-12-28", "simulated = true\n", False),
        ("2026-12-01", 'time_zone = "Pacific/Auckland"\n', False),
    ],
)
def test_a_day_to_come_that_is_taken_for_one_that_was_is_doubted(
    exports, day, settings, is_doubted
):
    """On 30 November at noon UTC it is 1 December in Auckland; a simulated company has any day."""
    folder = exports(
        deals=f"id,outcome,created_on,closed_on\nD1,won,2026-01-02,{day}\n",
        **{"company.toml": COMPANY + settings},
    )
    reading = read_files(folder)
    assert reading.book.seen_on == date.fromisoformat(day)
    doubts = save_book.prepare(reading, save_book.known(), now=NOW).doubts
    expected = (
        "the newest day in it is 28 Dec 2026, a day to come: is a planned date taken for one on "
        "which something happened?"
    )
    assert doubts == ((expected,) if is_doubted else ())
