"""Settings that somebody sets between exports: what later exports do with them, and back again."""

import pytest

from interlock.actions import save_book, save_outcome, save_settings
from interlock.actions.read_files import read_files
from interlock.records.company import Company
from interlock.records.errors import BadValues, Conflict, NothingKept
from interlock.render import company_toml
from interlock.store import read, revisions, write
from tests.store.books import NOW, book, deal, same
from tests.store.test_take_in import COMPANY, exports, run, week

__all__ = ["exports"]
pytestmark = pytest.mark.usefixtures("book_at")


def set_here(**values):
    return save_settings.apply(save_settings.prepare(values), by="Ann")


def settings():
    return save_settings.known()[0]


def prepared(folder):
    known = save_book.known()
    return save_book.prepare(
        read_files(folder, known=known.book, shares=known.shares), known, now=NOW
    )


def test_settings_are_set_one_by_one_and_go_back_to_their_defaults():
    set_here(currency="EUR", fiscal_year_start=4)
    set_here(wip_limit=2, fiscal_year_start=None)
    assert settings() == Company(
        currency="EUR", wip_limit=2, given=frozenset({"currency", "wip_limit"})
    )
    assert set_here(wip_limit=2) is None
    told = [(one.origin, one.by, one.words) for one in revisions.listed()]
    assert told[0] == ("typed", "Ann", "settings: fiscal_year_start, wip_limit")


def test_everything_wrong_is_told_and_nothing_is_set():
    found = save_settings.prepare({"currency": "eur", "wip_limit": 0, "name": "Acme"})
    assert [one.column for one in found.problems] == ["currency", "wip_limit"]
    with pytest.raises(BadValues):
        save_settings.apply(found, by="Ann")
    assert revisions.latest() == 0


def test_a_whole_file_takes_the_place_of_all_that_was_set():
    set_here(currency="EUR", wip_limit=2)
    found = save_settings.prepare_file(b'currency = "USD"\n[targets]\n"2026-Q4" = 5\n')
    assert (found.changes, found.targets) == (("currency", "wip_limit"), 1)
    save_settings.apply(found, by="Ann")
    assert company_toml.written(settings()) == 'currency = "USD"\n'


def test_settings_of_a_new_company_count_in_its_first_exports_as_if_they_had_come_with_them(
    exports,
):
    set_here(name="Weekly", currency="EUR")
    with pytest.raises(NothingKept):
        read.revision()
    run("take-in", exports(deals=week(3)))
    first = read.book()
    write.undo(2, by="Ann")
    with pytest.raises(NothingKept):
        read.revision()
    run("take-in", exports(**{"company.toml": COMPANY}), "--yes")
    assert same(read.book(), first)


def test_exports_without_settings_leave_those_that_were_set(exports):
    run("take-in", exports(deals=week(2)))
    set_here(currency="EUR", name="Weekly")
    run("take-in", exports(deals=week(3)))
    assert (settings().currency, read.book().deals.height) == ("EUR", 3)


def test_a_company_toml_that_comes_along_takes_their_place_once_somebody_looked(exports):
    run("take-in", exports(deals=week(2), **{"company.toml": COMPANY}))
    assert prepared(exports()).doubts == ()
    set_here(currency="USD", wip_limit=2)
    doubt = "company.toml takes away what was set by hand: currency, wip_limit"
    assert prepared(exports()).doubts == (doubt,)
    save_book.apply(prepared(exports()), by="Bob", words="exports")
    assert (settings().currency, settings().wip_limit) == ("EUR", 3)
    assert prepared(exports(**{"company.toml": 'name = "New"\n'})).doubts == ()


def test_what_was_prepared_before_somebody_set_something_is_not_taken_in(exports):
    run("take-in", exports(deals=week(2)))
    waiting = prepared(exports(deals=week(3)))
    set_here(currency="EUR")
    with pytest.raises(Conflict, match="settings: currency"):
        save_book.apply(waiting, by="Bob", words="exports")
    assert settings().currency == "EUR"


def test_of_two_who_set_the_same_at_once_one_is_told():
    set_here(currency="EUR")
    late = save_settings.prepare({"currency": "CHF"}, seen=0)
    with pytest.raises(Conflict, match="settings: currency"):
        save_settings.apply(late, by="Bob")
    save_settings.apply(save_settings.prepare({"wip_limit": 2}, seen=0), by="Bob")
    assert (settings().currency, settings().wip_limit) == ("EUR", 2)


def test_of_two_who_save_in_one_moment_neither_takes_away_what_the_other_set():
    mine = save_settings.prepare({"wip_limit": 2})
    set_here(currency="EUR")
    with pytest.raises(Conflict, match="settings: currency"):
        save_settings.apply(mine, by="Bob")


def test_what_was_set_is_taken_back_unless_it_was_set_again():
    write.book(book([deal("D1")]), by="Ann", words="an export")
    before = read.book()
    number = set_here(currency="USD")
    set_here(wip_limit=2)
    with pytest.raises(Conflict, match="about company: changed later"):
        write.undo(number, by="Ann")
    write.undo(number + 1, by="Ann")
    assert settings().wip_limit == before.company.wip_limit
    assert settings().currency == "USD"


def test_settings_taken_back_are_those_before():
    write.book(book([deal("D1")]), by="Ann", words="an export")
    before = read.book()
    write.undo(set_here(currency="USD", closures=[]), by="Ann")
    assert same(read.book(), before)


def test_forecasts_are_worked_out_anew_once_something_was_set():
    write.book(book([deal("D1")]), by="Ann", words="an export")
    assert save_outcome.begin_work("deals", {"seed": 1})
    assert not save_outcome.begin_work("deals", {"seed": 1})
    set_here(fiscal_calendar="4-4-5")
    assert save_outcome.begin_work("deals", {"seed": 1})
    assert read.book().company.fiscal.form == "4-4-5"


def test_a_currency_that_nobody_said_is_that_of_most_deals():
    some = [deal(f"D{n}", currency="CHF") for n in range(2)]
    write.book(book([*some, deal("D9", currency="EUR")]), by="Ann", words="an export")
    set_here(currency=None)
    assert settings().currency == "CHF"
    assert save_settings.prepare_file(b'name = "x"').made.currency == "CHF"
