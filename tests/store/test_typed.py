"""What somebody types: records of their own, values given back, and what exports leave alone."""

from datetime import date

import pytest
from click.testing import CliRunner

from interlock.cli.main import main
from interlock.records.errors import BadValues, Conflict, NotPossible, UndoneBefore, UnknownName
from interlock.records.revision import RowChange
from interlock.store import merged, read, typed, write
from tests.store.books import book, deal, same

pytestmark = pytest.mark.usefixtures("book_at")
ANN = {"by": "Ann"}


@pytest.fixture(autouse=True)
def held(book_at):
    write.book(HELD, by="Ann", words="an export")


HELD = book([deal("D1", stage="Lead"), deal("D2")], features=[{"id": "F1"}])


def run(*words, status=0):
    done = CliRunner().invoke(main, [str(word) for word in words])
    assert done.exit_code == status, done.output + str(done.exception)
    return done.output


def test_a_record_that_was_typed_stands_beside_every_export():
    typed.add("deals", {"id": "D9", "outcome": "open", "amount": "12.5"}, **ANN)
    typed.add("needs", {"deal": "D9", "feature": "F1", "on": "2026-11-20"}, **ANN)
    write.book(book([deal("D1")], features=[{"id": "F1"}]), by="Ann", words="the next export")
    found = read.book()
    assert found.deals["id"].to_list() == ["D1", "D9"]
    assert found.needs.select("deal", "feature", "on").rows() == [("D9", "F1", date(2026, 11, 20))]


def test_a_source_that_comes_to_hold_a_typed_record_fills_what_was_not_typed():
    typed.add("deals", {"id": "D9", "outcome": "open", "stage": "Demo"}, **ANN)
    write.book(book([deal("D9", stage="Lead", owner="Bob")]), by="Ann", words="later")
    assert read.book().deals.select("id", "stage", "owner").rows() == [("D9", "Demo", "Bob")]


def test_a_typed_record_is_typed_over_merged_and_taken_back_like_any_other():
    number = typed.add("deals", {"id": "D9", "outcome": "open", "owner": "Ann"}, **ANN)
    typed.over("deals", ("D9",), {"stage": "Demo"}, seen=number, **ANN)
    merged.merge("deals", "D9", "D1", **ANN)
    assert read.book().deals.select("id", "stage", "owner").rows()[0] == ("D1", "Lead", "Ann")
    merged.part("deals", "D9", **ANN)
    write.undo(number, **ANN)
    assert same(read.book(), HELD)


def test_values_given_back_are_the_sources_again():
    typed.over("deals", ("D1",), {"stage": "Demo", "owner": "Bob"}, seen=1, **ANN)
    typed.give_back("deals", ("D1",), ["stage"], **ANN)
    assert read.book().deals.select("stage", "owner").rows()[0] == ("Lead", "Bob")
    typed.give_back("deals", ("D1",), [], **ANN)
    assert same(read.book(), HELD)
    with pytest.raises(UnknownName, match="No value typed over deals D1"):
        typed.give_back("deals", ("D1",), [], **ANN)


def test_a_typed_record_given_back_is_no_more_and_cannot_be_without_what_it_needs():
    typed.add("deals", {"id": "D9", "outcome": "open"}, **ANN)
    with pytest.raises(NotPossible, match="deals D9 cannot be without outcome"):
        typed.give_back("deals", ("D9",), ["outcome"], **ANN)
    typed.give_back("deals", ("D9",), [], **ANN)
    assert same(read.book(), HELD)


def test_of_two_who_type_the_same_record_one_is_told():
    typed.add("deals", {"id": "D9", "outcome": "open"}, **ANN)
    with pytest.raises(NotPossible, match="deals D9 is in the book already"):
        typed.add("deals", {"id": "D9", "outcome": "won"}, by="Bob")
    with pytest.raises(NotPossible, match="deals D1 is in the book already"):
        typed.add("deals", {"id": "D1", "outcome": "won"}, by="Bob")


def test_everything_wrong_with_a_typed_record_is_told_at_once():
    with pytest.raises(BadValues) as told:
        typed.add("promises", {"id": "P1", "kind": "maybe", "due": "soon"}, **ANN)
    wrong = {problem.column: problem.what for problem in told.value.problems}
    assert sorted(wrong) == ["due", "kind", "said_on", "what"]
    assert wrong["what"] == "a value is required"


def test_a_number_that_its_column_cannot_hold_is_told_and_the_book_stays_readable():
    typed.add("teams", {"name": "Core"}, **ANN)
    for table, key, column, value in (
        ("features", "F1", "order", 2**31),
        ("features", "F1", "order", "9" * 30),
        ("deals", "D1", "amount", "9" * 40),
        ("deals", "D1", "amount", "1e400"),
        ("deals", "D1", "amount", "nan"),
        ("teams", "Core", "people", "inf"),
        ("teams", "Core", "people", "nan"),
    ):
        with pytest.raises(BadValues) as told:
            typed.over(table, (key,), {column: value}, **ANN, seen=read.latest())
        assert [one.column for one in told.value.problems] == [column]
    assert read.book().features["order"].to_list() == [None]


@pytest.mark.parametrize(
    ("table", "values", "why"),
    [
        (
            "needs",
            {"deal": "D1", "feature": "F11"},
            "No feature is called 'F11'. Did you mean 'F1'",
        ),
        ("needs", {"deal": "D7", "feature": "F1"}, "No deal is called 'D7'"),
        ("deals", {"id": "D9", "outcome": "open", "stag": "x"}, "Did you mean 'stage'"),
        ("deal", {"id": "D9"}, "Did you mean 'deals'"),
        ("changes", {"id": "D9"}, "No table to type in is called 'changes'"),
    ],
)
def test_a_typed_record_names_what_the_book_holds(table, values, why):
    with pytest.raises(UnknownName, match=why):
        typed.add(table, values, **ANN)
    assert same(read.book(), HELD)


def test_an_export_that_says_otherwise_is_told_what_stays():
    typed.over("deals", ("D1",), {"stage": "Demo", "owner": "Bob"}, seen=1, **ANN)
    later = book([deal("D1", stage="Offer", owner="Bob"), deal("D2")], features=[{"id": "F1"}])
    (change,) = write.preview(later)
    assert change.stay == (RowChange("D1", {"stage": ("Demo", "Offer")}),)


def test_the_history_says_what_was_typed_from_what_to_what():
    typed.over("deals", ("D1",), {"stage": "Demo"}, seen=1, **ANN)
    typed.over("deals", ("D1",), {"stage": None}, seen=2, **ANN)
    typed.give_back("deals", ("D1",), [], **ANN)
    typed.add("deals", {"id": "D9", "outcome": "open"}, **ANN)
    told = [read.changes(number)[0].changed_such_as for number in (2, 3, 4, 5)]
    assert [one.values for one in told[0]] == [{"stage": ("Lead", "Demo")}]
    assert [one.values for one in told[1]] == [{"stage": ("Demo", None)}]
    assert [one.values for one in told[2]] == [{"stage": (None, "Lead")}]
    assert [one.record for one in told[3]] == ["deals D9", "deals D9"]
    assert told[3][0].values == {"the record": (None, "typed")}


def test_the_command_line_types_and_gives_back():
    assert "Done by change 2" in run("edit", "deals", "D1", "stage=Demo", "amount=")
    assert read.book().deals.select("stage", "amount").rows()[0] == ("Demo", None)
    assert "deals D1: stage Lead -> Demo" in run("history", "2")
    run("add", "people", "name=Ann Roe", "deal=D1", "side=buyer")
    run("edit", "people", "Ann Roe", "D1", "", "met_on=2026-11-20")
    assert read.book().people["met_on"].to_list() == [date(2026, 11, 20)]
    run("give-back", "people", "Ann Roe", "D1", "")
    run("give-back", "deals", "D1")
    assert same(read.book(), HELD)


def test_the_command_line_says_what_cannot_be_typed():
    told = run("edit", "deals", "D1", "closed_on=soon", "amount=much", status=1)
    assert "column closed_on" in told
    assert "column amount" in told
    assert told.endswith("2 problems.\nNothing was changed.\n")
    assert "A record of needs is named by deal, feature" in run(
        "edit", "needs", "D1", "on=", status=2
    )
    assert "Say at least one COLUMN=VALUE" in run("edit", "deals", "D1", status=2)
    assert "'D1' is no COLUMN=VALUE" in run("edit", "deals", "stage=x", "D1", status=2)


def test_nobody_types_over_what_somebody_else_typed_since_it_was_read():
    typed.add("deals", {"id": "D9", "outcome": "open"}, **ANN)
    typed.over("deals", ("D9",), {"outcome": "won"}, seen=2, **ANN)
    with pytest.raises(Conflict, match='theirs "won", yours lost'):
        typed.over("deals", ("D9",), {"outcome": "lost"}, by="Bob", seen=2)


def test_a_record_is_taken_back_once():
    number = typed.add("deals", {"id": "D9", "outcome": "open"}, **ANN)
    write.undo(number, **ANN)
    with pytest.raises(UndoneBefore):
        write.undo(number, **ANN)
