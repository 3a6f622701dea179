"""Save: an outcome of the book, made once and kept with its birth."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from interlock.records.book import Book
from interlock.records.forecasts import Forecast
from interlock.records.outcome import Kept
from interlock.records.report import WeeklyReport
from interlock.store import connect, outcomes, read


def made_once[Made: (WeeklyReport, Forecast)](
    kind: str, asked: Mapping[str, Any], make: Callable[[Book], Made], *, on: date | None = None
) -> Made:
    """The outcome of the book, as it is or as the end of day ``on`` knew it: the one that is kept,
    else ``make`` of it, kept from now on.

    ``kind`` is report or forecast; ``asked`` is all that the outcome depends on besides the book.
    Raises ``NothingKept`` and ``DayOutside``.
    """
    connect.open_book()
    revision = read.revision(on)
    found: Any = outcomes.find(kind, asked, revision)
    if found is None:
        found = outcomes.keep(kind, asked, revision, make(read.book(revision)))
    return found


def load_kept(*, most: int = 50) -> tuple[Kept, ...]:
    """The last outcomes that are kept, newest first."""
    connect.open_book()
    return outcomes.listed(most)


def load_outcome(number: int) -> tuple[Kept, WeeklyReport | Forecast]:
    """An outcome as it was made. Raises ``UnknownName`` when there is none of this number."""
    connect.open_book()
    return outcomes.named(number)
