"""What each side is up against this week, told to the other in plain words and without blame."""

from collections.abc import Sequence
from datetime import date

from interlock.engine import other_development, other_sales
from interlock.records.book import Book
from interlock.records.report import (
    DealLine,
    FeatureLine,
    PromiseLine,
    QuarterSection,
    ReleaseLine,
    Told,
)

MOST_LINES = 6


def told(
    book: Book,
    *,
    as_of: date,
    deals: tuple[DealLine, ...],
    features: tuple[FeatureLine, ...],
    releases: tuple[ReleaseLine, ...],
    promises: tuple[PromiseLine, ...],
    quarter: QuarterSection | None,
) -> tuple[Told, ...]:
    """Two letters, of at most six lines: to development about sales, to sales about development.

    The last line of each says what would help. No line names an amount of money, none names a deal
    to sales (a rep may not see another's), and a side about which nothing is known gets no letter.
    """
    about_sales = other_sales.lines(
        book, as_of=as_of, deals=deals, features=features, promises=promises, quarter=quarter
    )
    about_development = other_development.lines(
        book, as_of=as_of, features=features, releases=releases, promises=promises
    )
    letters = (
        Told("development", "sales", _short(about_sales)),
        Told("sales", "development", _short(about_development)),
    )
    return tuple(letter for letter in letters if letter.lines)


def _short(lines: Sequence[str]) -> tuple[str, ...]:
    """The first lines, and always the last: what would help."""
    if len(lines) <= MOST_LINES:
        return tuple(lines)
    return (*lines[: MOST_LINES - 1], lines[-1])
