"""A day as people type it where they look for a week: 2026-11-23, 23 November, 23.11., week 48."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
WEEK = 7
_DAY, _MONTH, _YEAR = r"(?P<day>\d{1,2})", r"(?P<month>\d{1,2})", r"(?P<year>\d{4})"
_DAY_SAID, _NAME = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?", r"(?P<name>[a-z]{3,9})\.?"
FORMS = [
    re.compile(form)
    for form in (
        rf"{_YEAR}-{_MONTH}-{_DAY}",
        rf"{_DAY}\. ?{_MONTH}(?:\.(?: ?{_YEAR})?)?",
        rf"{_DAY}/{_MONTH}/{_YEAR}",
        rf"{_MONTH}/{_DAY}/{_YEAR}",
        rf"{_DAY_SAID} (?:of )?{_NAME}(?:,? {_YEAR})?",
        rf"{_NAME} {_DAY_SAID}(?:,? {_YEAR})?",
        rf"{_NAME} {_YEAR}",
        rf"(?:week|cw|kw|w) ?(?P<week>\d{{1,2}})(?:,? {_YEAR})?",
        rf"{_YEAR}-w(?P<week>\d{{1,2}})",
    )
]
"""Where both a day and a month may stand first, either is meant."""


@dataclass(frozen=True)
class DayAsked:
    """A day, a month or a week; None of what was not said."""

    year: int | None
    month: int | None
    day: int | None
    week: int | None

    def fits(self, one: date) -> bool:
        """Whether a day is it, or lies in it; a week is ISO's."""
        if self.week is not None:
            year, week, _ = one.isocalendar()
            return week == self.week and self.year in (None, year)
        parts = ((self.year, one.year), (self.month, one.month), (self.day, one.day))
        return all(said in (None, held) for said, held in parts)

    def is_in_week(self, closed: date) -> bool:
        """Whether it is a day before that on which a week was closed, and after the one before."""
        return any(self.fits(closed - timedelta(days=back)) for back in range(1, WEEK))


def fitting(words: str, days: Iterable[date]) -> frozenset[date] | None:
    """Those of the days of closed weeks that the words mean: a day on which none was closed means
    the week in which it lay, closed at most six days later. None where the words are no day.
    """
    asked = list(_read(words))
    if not asked:
        return None
    known = list(days)
    found = frozenset(day for day in known if any(one.fits(day) for one in asked))
    exact = [one for one in asked if one.day is not None]
    return found or frozenset(day for day in known if any(one.is_in_week(day) for one in exact))


def _read(words: str) -> Iterator[DayAsked]:
    text = " ".join(words.casefold().split())
    for form in FORMS:
        if found := form.fullmatch(text):
            said = found.groupdict()
            month = _month(said["name"]) if "name" in said else _number(said, "month")
            if month is None and "week" not in said:
                continue
            yield DayAsked(
                _number(said, "year"), month, _number(said, "day"), _number(said, "week")
            )


def _number(said: dict[str, str | None], name: str) -> int | None:
    found = said.get(name)
    return int(found) if found else None


def _month(name: str | None) -> int | None:
    """The month whose name begins so: Nov, Sept."""
    found = [at for at, one in enumerate(MONTHS, 1) if name and one.startswith(name)]
    return found[0] if len(found) == 1 else None
