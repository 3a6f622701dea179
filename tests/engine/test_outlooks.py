"""The outlooks of a book: worked out once, and never another book's, day's or seed's."""

from datetime import timedelta

import pytest

from interlock.engine import outlooks
from tests.engine.books import AS_OF, book

WEEK = timedelta(days=7)


@pytest.fixture
def worked_out(monkeypatch):
    """What was worked out anew, in order."""
    asked = []

    def outlook(book, *, as_of, seed, progress):
        asked.append((book, as_of, seed))
        return object()

    monkeypatch.setattr(outlooks, "outlook", outlook)
    monkeypatch.setattr(outlooks, "_held", type(outlooks._held)(maxlen=outlooks._KEPT))
    return asked


def test_today_and_last_week_of_a_book_are_worked_out_once_for_all_who_ask(worked_out):
    one = book()
    first = [outlooks.look(one, as_of=day, seed=1) for day in (AS_OF, AS_OF - WEEK)]
    again = [outlooks.look(one, as_of=day, seed=1) for day in (AS_OF, AS_OF - WEEK)]
    assert [a is b for a, b in zip(first, again, strict=True)] == [True, True]
    assert len(worked_out) == 2


def test_another_book_seed_or_day_is_worked_out_anew(worked_out):
    one, other = book(), book()
    asked = [(one, AS_OF, 1), (other, AS_OF, 1), (other, AS_OF, 2), (other, AS_OF - WEEK, 2)]
    for whose, day, seed in asked:
        outlooks.look(whose, as_of=day, seed=seed)
    assert worked_out == asked


def test_no_more_are_held_than_one_book_needs(worked_out):
    books = [book() for _ in range(4)]
    for one in books:
        outlooks.look(one, as_of=AS_OF, seed=1)
    assert len(outlooks._held) == outlooks._KEPT
    outlooks.look(books[0], as_of=AS_OF, seed=1)
    assert len(worked_out) == len(books) + 1
