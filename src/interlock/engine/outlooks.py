"""The outlooks of a book, each worked out once however many ask for it."""

from collections import deque
from collections.abc import Callable
from datetime import date

from interlock.engine.outlook import Outlook, outlook
from interlock.records.book import Book

_KEPT = 2
"""Today's and last week's: what a report, the deals and the calls of one book look at."""

_held: deque[tuple[Book, date, int, Outlook]] = deque(maxlen=_KEPT)


def look(
    book: Book, *, as_of: date, seed: int, progress: Callable[[str], None] = lambda _: None
) -> Outlook:
    """The outlook of this very book as of a day: the one that is held, else worked out and held.

    A book and its outlook never change, so nobody can tell which of the two it was.
    """
    for whose, day, luck, made in _held:
        if whose is book and (day, luck) == (as_of, seed):
            return made
    made = outlook(book, as_of=as_of, seed=seed, progress=progress)
    _held.append((book, as_of, seed, made))
    return made
