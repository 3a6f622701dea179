"""Forecasts and reports of the book are kept with their birth: made once, and never edited."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner

from interlock.actions import save_outcome
from interlock.actions.report import report
from interlock.cli.main import main
from interlock.records.errors import NothingKept, UnknownName
from interlock.records.forecasts import FORECASTS
from interlock.store import outcomes, read, typed, write
from tests import company
from tests.render import sample
from tests.store.books import book, deal
from tests.store.test_take_in import run


@pytest.fixture(scope="module")
def features():
    return company.forecast("features")


@pytest.fixture(scope="module")
def made_report():
    with company.kept_outlooks():
        return report(company.book(), reader="sales")


@pytest.mark.usefixtures("book_at")
def test_what_is_kept_comes_back_equal_and_is_made_once(made_report):
    write.book(book([deal("D1")]), by="", words="any")
    made = made_report
    assert save_outcome.made_once("report", {"reader": "sales"}, lambda _: made) == made
    again = save_outcome.made_once("report", {"reader": "sales"}, lambda _: pytest.fail("made"))
    assert again == made


@pytest.mark.usefixtures("book_at")
@pytest.mark.parametrize("what", FORECASTS)
def test_a_forecast_comes_back_to_the_bit(what):
    write.book(book([deal("D1")]), by="", words="any")
    made = company.forecast(what)
    assert made.rows.height
    save_outcome.made_once("forecast", {"what": what}, lambda _: made)
    _, found = save_outcome.load_outcome(1)
    assert found.rows.equals(made.rows, null_equal=True)
    assert found.rows.schema == made.rows.schema
    assert (found.birth, found.notes, found.name) == (made.birth, made.notes, what)


@pytest.mark.usefixtures("book_at")
def test_another_book_another_question_or_another_program_is_made_anew(features, monkeypatch):
    with pytest.raises(NothingKept):
        save_outcome.made_once("forecast", {"seed": 1}, lambda _: features)
    write.book(book([deal("D1")]), by="", words="first")
    for asked in ({"seed": 1}, {"seed": 1}, {"seed": 2}):
        save_outcome.made_once("forecast", asked, lambda _: features)
    typed.over("deals", ("D1",), {"stage": "Demo"}, by="Ann", seen=1)
    save_outcome.made_once("forecast", {"seed": 1}, lambda _: features)
    monkeypatch.setattr(outcomes, "code", lambda: "another")
    save_outcome.made_once("forecast", {"seed": 1}, lambda _: features)
    told = [(one.revision, dict(one.asked)) for one in save_outcome.load_kept()]
    assert told == [(2, {"seed": "1"}), (2, {"seed": "1"}), (1, {"seed": "2"}), (1, {"seed": "1"})]


@pytest.mark.usefixtures("book_at")
def test_of_two_made_at_once_the_first_stands(features):
    write.book(book([deal("D1")]), by="", words="first")
    other = replace(features, notes=("another",))
    outcomes.keep("forecast", {}, 1, features)
    assert outcomes.keep("forecast", {}, 1, other).notes == features.notes


@pytest.mark.usefixtures("book_at")
def test_what_is_kept_is_never_edited(features):
    write.book(book([deal("D1")]), by="", words="first")
    outcomes.keep("forecast", {}, 1, features)
    from interlock.store import models

    row = models.Outcome.objects.get()
    row.body = "other"
    with pytest.raises(TypeError, match="never edited"):
        row.save()
    assert (row.as_of, row.seed, row.version) == (company.book().seen_on, 1, "0.1.0")
    with pytest.raises(UnknownName):
        save_outcome.load_outcome(2)


@pytest.mark.usefixtures("book_at")
def test_the_command_line_keeps_what_it_makes_of_the_book_and_gives_it_back():
    assert "No forecast or report was made of the book yet" in run("kept")
    write.book(book([deal("D1", stage="Lead")]), by="Ann", words="one deal")
    then = run("forecast", "deals")
    assert run("kept", "1") == then == run("forecast", "deals")
    assert len(save_outcome.load_kept()) == 1
    assert "forecast: quarters 1, what deals; as of 2026-11-20, seed 1" in run("kept")


@pytest.mark.usefixtures("book_at")
def test_the_book_of_a_past_day_is_asked_for_by_its_day():
    write.book(book([deal("D1", stage="Lead")]), by="", words="first")
    write.book(book([deal("D2", stage="Lead")]), by="", words="second")
    from interlock.store import models

    then = datetime(2026, 11, 13, 12, tzinfo=UTC)
    models.Revision.objects.filter(number=1).update(at=then)
    assert read.revision(date(2026, 11, 13)) == 1
    told = CliRunner().invoke(main, ["forecast", "deals", "--book-on", "2026-11-13"])
    assert told.stdout.splitlines()[1].split(",")[1] == "D1"
    wrong = CliRunner().invoke(main, ["forecast", "deals", ".", "--book-on", "2026-11-13"])
    assert wrong.exit_code == 2
    assert "leave FOLDER out" in wrong.output
    early = CliRunner().invoke(main, ["forecast", "deals", "--book-on", "2026-11-01"])
    assert early.exit_code == 2
    assert "--book-on 2026-11-01 lies before the book was begun" in early.output


@pytest.mark.usefixtures("book_at")
def test_what_another_program_kept_in_another_form_is_waited_for_anew(monkeypatch):
    from interlock.store.models import Outcome

    write.book(book([deal("D1")]), by="", words="any")
    monkeypatch.setattr(outcomes, "_written", lambda _: '{"company": "of another form"}')
    monkeypatch.setattr(outcomes, "_read", lambda *_: None)
    save_outcome.made_once("report", {}, lambda _: sample.report())
    monkeypatch.undo()
    monkeypatch.setattr(outcomes, "code", lambda: "another")
    assert Outcome.objects.count() == 1
    assert save_outcome.load_standing("report", {}).made is None


@pytest.mark.usefixtures("book_at")
def test_what_this_program_cannot_read_any_more_is_said_with_who_wrote_it():
    from interlock.store.models import Outcome

    revision = write.book(book([deal("D1")]), by="", words="any")
    outcomes.keep("report", {}, revision, sample.report())
    Outcome.objects.update(body='{"company": "of another form"}', version="0.0.9")
    shown = CliRunner().invoke(main, ["kept", "1"])
    assert (shown.exit_code, "Read it with Interlock 0.0.9" in shown.output) == (1, True)


@pytest.mark.usefixtures("book_at")
def test_of_each_day_the_last_that_was_kept_is_given_oldest_first():
    from interlock.store.models import Outcome

    made = sample.report()
    days = [date(2026, 11, day) for day in (13, 20, 6, 20, 27)]
    for at, day in enumerate(days):
        revision = write.book(book([deal(f"D{at}")]), by="", words=str(at))
        kept = replace(made, company=str(at), birth=replace(made.birth, as_of=day))
        outcomes.keep("report", {}, revision, kept)
    Outcome.objects.filter(as_of=days[-1]).update(body='{"company": "of another form"}')
    assert [one.company for one in outcomes.by_day("report", {}, most=3)] == ["0", "3"]
    assert [one.company for one in outcomes.by_day("report", {}, most=9)] == ["2", "0", "3"]
