"""A book made again what it was, and what was begun and never ended."""

from datetime import UTC, date, datetime

from interlock.actions import save_demo, save_outcome, save_typed
from interlock.actions.load_weeks import load_weeks
from interlock.records.cast import CAST
from interlock.records.rights import Viewer
from interlock.store import members, outcomes, read, revisions, weeks, work, write
from tests import closed_weeks
from tests.render import sample
from tests.store.books import EVERYTHING, book, deal, same

ASKED = {"reader": "management"}


def begun(folder):
    """A book with everything in it, its cast, and the file that holds them."""
    write.book(EVERYTHING, by="Ann", words="first")
    save_demo.begin(CAST.values(), folder / "beginning.zip")
    return folder / "beginning.zip"


def test_whatever_was_changed_the_book_and_its_people_are_as_at_the_beginning(book_at, tmp_path):
    beginning = begun(tmp_path)
    save_typed.type_over("deals", ["D1"], {"stage": "Won"}, by="Ann")
    write.book(book([deal("D9")]), by="Ann", words="other exports")
    members.make("eve@acme.example", None, role="owner", known_as="Eve", by="Ann")
    (theo, *_) = members.listed()
    members.change(theo.user, role="viewer", amounts="none", known_as="", by="Eve")
    save_demo.start_afresh(beginning)
    assert same(read.book(), EVERYTHING)
    assert [(one.role, one.known_as, one.amounts) for one in members.listed()] == [
        (one.role, one.name, "") for one in CAST.values()
    ]
    assert [one.words for one in revisions.listed(9)] == ["first"]


def test_outcomes_of_the_beginning_stay_and_those_of_later_changes_go(book_at, tmp_path):
    beginning = begun(tmp_path)
    outcomes.keep("report", ASKED, 1, sample.report())
    later = save_typed.type_over("deals", ["D1"], {"stage": "Won"}, by="Ann")
    outcomes.keep("report", ASKED, later, sample.report())
    save_demo.start_afresh(beginning)
    assert [one.revision for one in outcomes.listed()] == [1]
    assert save_outcome.load_standing("report", ASKED).is_current


def test_a_change_after_it_has_a_number_that_none_had_before(book_at, tmp_path):
    beginning = begun(tmp_path)
    before = save_typed.type_over("deals", ["D1"], {"stage": "Won"}, by="Ann")
    save_demo.start_afresh(beginning)
    after = save_typed.type_over("deals", ["D1"], {"stage": "Lead"}, by="Ann")
    assert after > before
    assert read.book().deals.filter(id="D1")["stage"].to_list() == ["Lead"]


def test_a_beginning_that_was_broken_off_is_made_whole(book_at, tmp_path):
    write.book(EVERYTHING, by="Ann", words="first")
    members.make(CAST["owner"].email, None, role="owner", known_as="Theo Marsh", by="Ann")
    save_demo.begin(CAST.values(), tmp_path / "beginning.zip")
    assert [one.role for one in members.listed()] == list(CAST)


def test_what_a_stopped_program_was_at_is_begun_anew(book_at):
    write.book(EVERYTHING, by="Ann", words="first")
    assert save_outcome.begin_work("report", ASKED)
    assert not save_outcome.begin_work("report", ASKED)
    save_demo.go_on()
    assert save_outcome.begin_work("report", ASKED)
    assert work.of(outcomes.fingerprint("report", outcomes.text(ASKED), 1, outcomes.code()))


def test_a_week_that_a_stopped_program_was_at_is_anybodys(book_at):
    write.book(EVERYTHING, by="Ann", words="first")
    day, now = date(2026, 11, 23), datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert weeks.claim(day, 1, now=now) == 1
    assert weeks.claim(day, 1, now=now) is None
    save_demo.go_on()
    assert weeks.claim(day, 1, now=now) == 1


def test_the_weeks_that_were_worked_out_meanwhile_go_with_the_rest(book_at, tmp_path):
    beginning = begun(tmp_path)
    closed_weeks.close_all(2)
    save_demo.start_afresh(beginning)
    assert load_weeks(Viewer("Mo", "manager")) == ()
    closed_weeks.close_all(2)
    assert len(load_weeks(Viewer("Mo", "manager"))) == 2
