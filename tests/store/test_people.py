"""What is held of a person, and a person made anonymous for good."""

import json
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from interlock.actions import save_book, save_outcome
from interlock.cli.main import main
from interlock.records.birth import Birth
from interlock.records.errors import NotPossible, UnknownName
from interlock.records.forecasts import BOOKINGS_FORECAST, Forecast
from interlock.records.reading import Reading, Share
from interlock.store import connect, dump, people, read, revisions, typed, write
from interlock.store.name_finder import finder
from tests.store.books import NOW, book, deal

NAMES = ("Ann Roe", "ann.roe@acme.example")
HELD = book(
    [
        deal("D1", owner="Ann Roe", name="Roe, Ann: the bakery"),
        deal("D2", owner="Bob", name="“ANN ROE”’s inn, write to <ann.roe@acme.example>"),
        deal("D3", owner="Ann Roeder", name="Joann Roe"),
    ],
    people=[{"name": "Ann Roe", "side": "sales"}, {"name": "Bob", "reports_to": "Ann Roe"}],
)  # fmt: skip


@pytest.fixture
def kept(book_at):
    """A book with a past in which the person stands everywhere, and an outcome of it."""
    write.book(HELD, by="Ann Roe", words="exports of Ann Roe")
    typed.over("people", ("Ann Roe", None, None), {"department": "of Ann Roe"}, by="Bob", seen=1)
    write.book(book([deal("D1", owner="Bob")]), by="Bob", words="second")
    birth = Birth(HELD.seen_on, 1, "told by Ann Roe", "0", 8)
    row = dict.fromkeys(BOOKINGS_FORECAST.names) | {"part": "Ann Roe", "mean": 0.1 + 0.2}
    rows = pl.DataFrame([row], schema=BOOKINGS_FORECAST.schema)
    made = Forecast("bookings", rows, birth, ("Ann Roe\nsaid so",))
    save_outcome.made_once("forecast", {"by": "Ann Roe"}, lambda _: made)
    return made


def everything():
    return "\n".join(
        frame.write_csv()
        for model in dump.models_kept()
        if (frame := dump.everything(model)).height
    )


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("Ann Roe", "X"),
        ("met ANN ROE, and left", "met X, and left"),
        ("Roe, Ann", "X"),
        ("Ann Roe's deal", "X's deal"),
        ("mailto:ann.roe@acme.example?x", "mailto:X?x"),
        ('["Ann Roe","\\nAnn Roe"]', '["X","\\nX"]'),
        ("Ann Roeder and Joann Roe", "Ann Roeder and Joann Roe"),
        ("Ann", "Ann"),
        ('"Ann Roe" said', '"X" said'),
        ("[1, 2]", "[1, 2]"),
        ("", ""),
    ],
)
def test_a_name_is_found_as_people_write_it_and_nothing_else_is(text, without):
    seek = finder(b"key", dict.fromkeys(NAMES, "X"))
    assert seek.replaced(text) == without


@pytest.mark.usefixtures("kept")
def test_everything_held_of_a_person_is_told_with_the_time_it_stood():
    found = people.held(NAMES)
    assert {name: len(rows) for name, rows in found.items()} == {
        "store_revision": 2, "book_deals": 2, "book_people": 2, "book_overrides": 1,
        "store_outcome": 1,
    }  # fmt: skip
    assert all(row["until"] > row["since"] for row in found["book_deals"])


@pytest.mark.usefixtures("kept")
def test_a_person_made_anonymous_stands_nowhere_any_more_and_it_is_told_that_it_was_done():
    alias, rows = people.forget(NAMES, by="Bob")
    assert (alias, rows) == ("Person 1", 8)
    told = everything()
    assert "Ann Roe," not in told.replace("Ann Roeder", "")
    assert not people.held(NAMES)
    assert read.book(1).deals["owner"].to_list() == ["Person 1", "Bob", "Ann Roeder"]
    assert read.book(1).deals["name"][0] == "Person 1: the bakery"
    assert revisions.named(4).words == "a person was made anonymous as Person 1"
    assert (revisions.named(4).origin, revisions.named(4).by) == ("anonymised", "Bob")


def test_a_kept_outcome_is_the_same_but_for_the_name(kept):
    people.forget(NAMES, by="Bob")
    told, found = save_outcome.load_outcome(1)
    assert told.asked == {"by": "Person 1"}
    assert found.rows["part"].to_list() == ["Person 1"]
    assert found.rows.drop("part").equals(kept.rows.drop("part"), null_equal=True)
    assert (found.birth.method, found.notes) == ("told by Person 1", ("Person 1\nsaid so",))


@pytest.mark.usefixtures("kept")
def test_the_next_export_does_not_bring_a_person_back():
    people.forget(NAMES, by="Bob")
    now = save_book.known()
    given = (Share("Jira issues", "people", HELD.people),)
    export = Reading(HELD, shares=given)
    save_book.apply(save_book.prepare(export, now, now=NOW), by="Bob", words="third")
    assert save_book.known().shares[0].rows["name"].to_list() == ["Bob", "Person 1"]
    assert read.book().deals["owner"].to_list() == ["Person 1", "Bob", "Ann Roeder"]
    assert save_book.prepare(Reading(HELD), save_book.known(), now=NOW).changes == ()


@pytest.mark.usefixtures("kept")
def test_no_file_of_the_database_holds_the_name(book_at):
    if book_at.startswith("postgresql"):
        pytest.skip("its files are the server's")
    people.forget(NAMES, by="Bob")
    for file in Path(connect.where()).parent.glob("book.sqlite3*"):
        assert b"Ann Roe" not in file.read_bytes().replace(b"Ann Roeder", b"")


@pytest.mark.usefixtures("kept")
def test_a_second_person_has_another_alias_and_the_first_stays_out():
    people.forget(NAMES, by="Ann")
    assert people.forget(["Bob"], by="Ann")[0] == "Person 2"
    now = save_book.known()
    save_book.apply(save_book.prepare(Reading(HELD), now, now=NOW), by="Ann", words="third")
    assert read.book().deals["owner"].to_list() == ["Person 1", "Person 2", "Ann Roeder"]


@pytest.mark.usefixtures("kept")
def test_who_is_not_there_is_said_to_be_so_and_nothing_is_done():
    with pytest.raises(UnknownName, match="No person is called 'Nobody'"):
        people.forget(["Nobody"], by="Bob")
    assert revisions.latest() == 3


@pytest.mark.usefixtures("kept")
def test_it_cannot_be_undone():
    people.forget(NAMES, by="Bob")
    with pytest.raises(NotPossible, match="for good"):
        write.undo(4, by="Bob")


@pytest.mark.usefixtures("kept")
def test_the_command_line_tells_what_is_held_and_asks_before_it_is_gone():
    told = CliRunner().invoke(main, ["person", *NAMES])
    assert len(json.loads(told.stdout)["book_deals"]) == 2
    asked = CliRunner().invoke(main, ["anonymise", *NAMES], input="n\n")
    assert asked.exit_code == 1
    assert people.held(NAMES)
    done = CliRunner().invoke(main, ["anonymise", *NAMES, "--yes", "--by", "Bob"])
    assert "Now called Person 1, in 8 rows" in done.output
    assert not people.held(NAMES)
