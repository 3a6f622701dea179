"""Exports into the book, week after week, by the command line, on both databases."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from interlock.actions import save_book
from interlock.actions.read_files import read_files
from interlock.cli.main import main
from interlock.records.errors import Conflict
from interlock.store import read, revisions, typed
from tests import company
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


@pytest.fixture(scope="module")
def forecast_from_files():
    return run("forecast", "deals", EXAMPLE)


def test_the_example_company_is_forecast_to_the_byte_as_from_its_files(forecast_from_files):
    run("take-in", EXAMPLE)
    assert run("forecast", "deals") == forecast_from_files


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
    assert "deals: 1 added, 1 changed, 1 gone from source (D2)" in told


def test_files_of_one_side_leave_the_other_side_as_it_is(exports):
    run("take-in", exports(deals=week(2), features=FEATURES))
    folder = exports(features=None, deals=week(3))
    assert run("take-in", folder).startswith("deals: 1 added\nTaken in")
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
    first = save_book.prepare(read_files(exports(deals=week(2))).book, known)
    second = save_book.prepare(read_files(exports(deals=week(3))).book, known)
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
    assert "6 gone from source (D4, D5, D6, D7, D8, ...)" in run("take-in", folder, status=1)
    assert read.book().deals.height == 9
    run("take-in", folder, "--yes")
    assert read.book().deals.height == 3
    assert "6 gone from source" in run("history", "2")


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
