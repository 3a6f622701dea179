"""Deals as they stood, laid out for the likelihood: for each row and week which effects apply."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
import polars as pl

from interlock.engine.quarter_place import middle_of_week, quarter_place
from interlock.engine.standing import UNTIL
from interlock.engine.terms import (
    AGES,
    BAND_COUNT,
    BANDS,
    MONTHS,
    NEEDS,
    QUARTER_WEEKS,
    SEASONED_AGES,
    TIME_WEEKS,
    Term,
    levels_named,
)
from interlock.records.calendar import DAYS_PER_WEEK, FiscalCalendar
from interlock.records.sales_tables import STRENGTHS

NONE = -1
"""The place of no effect: the level is not known, or has none of its own."""

OPEN, WON, LOST = range(3)


@dataclass(frozen=True)
class Layout:
    """Which effect stands where: those of winning, as many of losing, then one worth for each
    strength of need.
    """

    terms: tuple[Term, ...]

    @cached_property
    def starts(self) -> dict[str, int]:
        sizes = [self.size(term) for term in self.terms]
        return {t.name: sum(sizes[:at]) for at, t in enumerate(self.terms)}

    @cached_property
    def effects(self) -> int:
        """Effects of one cause."""
        return sum(self.size(term) for term in self.terms)

    @property
    def width(self) -> int:
        return 2 * self.effects + len(STRENGTHS)

    @property
    def worths(self) -> slice:
        return slice(2 * self.effects, self.width)

    def places(self, term: Term, cause: int) -> slice:
        start = cause * self.effects + self.starts[term.name]
        return slice(start, start + self.size(term))

    def all_places(self, term: Term) -> np.ndarray:
        """Every place of a term, of both causes; those of the worths for the needs."""
        if term.name == NEEDS.name:
            return np.arange(2 * self.effects, self.width)
        return np.r_[self.places(term, 0), self.places(term, 1)]

    @staticmethod
    def size(term: Term) -> int:
        return term.levels * (BAND_COUNT if term.by_band else 1)


@dataclass(frozen=True)
class Rows:
    """One row a deal and day on which it was open.

    ``stage`` (rows,) place in the table of stages; ``still`` (rows, terms) first place of each
    term's effect, which stays, and ``by_band`` (terms,) whether the band is added to it; ``day_at``
    (rows,) place in ``calendar`` (days, weeks, terms), whose effects move with the weeks;
    ``age`` (rows,) weeks since creation and ``age_at`` (ages,) the effect of each, empty without;
    ``month_at`` (days, weeks) month of the quarter and ``season_at`` (ages, months) the effect of
    both, empty without; ``until`` (rows, needs that count) weeks in which they are met, as
    ``UNTIL``. What became of it: at risk in weeks 0 to ``last`` - 1, and in ``last`` too when it
    was won or lost in it (``ending``); each deal-week counts ``share`` (rows, weeks).
    """

    layout: Layout
    deal: np.ndarray
    day: np.ndarray
    stage: np.ndarray
    still: np.ndarray
    by_band: np.ndarray
    day_at: np.ndarray
    calendar: np.ndarray
    age: np.ndarray
    age_at: np.ndarray
    month_at: np.ndarray
    season_at: np.ndarray
    until: np.ndarray
    last: np.ndarray
    ending: np.ndarray
    share: np.ndarray

    def __len__(self) -> int:
        return self.day.size

    @property
    def bands(self) -> np.ndarray:
        """The band of each week ahead."""
        return band_of(self.calendar.shape[1])

    def take(self, chosen: np.ndarray) -> "Rows":
        """The ``chosen`` rows (a mask or places)."""
        of_row = (
            "deal",
            "day",
            "stage",
            "still",
            "day_at",
            "age",
            "until",
            "last",
            "ending",
            "share",
        )
        return replace(self, **{name: getattr(self, name)[chosen] for name in of_row})

    def until_day(self, day: int) -> "Rows":
        """What of them was known on ``day`` (days since 1970)."""
        weeks = (day - self.day) // DAYS_PER_WEEK
        rows = self.take(weeks > 0)
        weeks = weeks[weeks > 0]
        ending = np.where(rows.last < weeks, rows.ending, OPEN)
        last = np.minimum(rows.last, weeks)
        return replace(
            rows, last=last, ending=ending, share=shares(rows.deal, rows.day, last, ending)
        )


def band_of(weeks: int) -> np.ndarray:
    return np.searchsorted(BANDS, np.arange(weeks), side="right")


def rows(
    stood: pl.DataFrame,
    terms: tuple[Term, ...],
    stages: tuple[str, ...],
    *,
    weeks: int,
    fiscal: FiscalCalendar,
) -> Rows:
    """``stood`` (see `standing`), with exit and ending where it is past, laid out by ``terms``."""
    layout = Layout(terms)
    still = [term for term in terms if not term.moves]
    ages = [layout.starts[term.name] + _age_levels() for term in terms if term.moves == "age"]
    days = stood["day"].unique().sort()
    past = "exit" in stood.columns
    deal = stood["id"].rank("dense").to_numpy().astype(np.int64)
    day = stood["day"].to_physical().to_numpy().astype(np.int64)
    last = stood["exit"].to_numpy().astype(np.int64) if past else np.zeros(len(stood), np.int64)
    ending = stood["ending"].to_numpy().astype(np.int64) if past else np.zeros(len(stood), np.int64)
    return Rows(
        layout=layout,
        deal=deal,
        day=day,
        stage=index_of(stood["stage"], stages),
        still=_columns(stood, still, layout),
        by_band=np.array([term.by_band for term in still], dtype=np.bool_),
        day_at=days.search_sorted(stood["day"]).to_numpy().astype(np.int64),
        calendar=_calendar(days.to_list(), terms, layout, weeks, fiscal),
        age=stood["age_weeks"].to_numpy().astype(np.int64),
        age_at=ages[0] if ages else np.zeros(0, np.int64),
        month_at=_months(days.to_list(), weeks, fiscal),
        season_at=_seasons(terms, layout),
        until=stood.select(UNTIL).cast(pl.Int64).to_numpy(order="c", writable=True),
        last=last,
        ending=ending,
        share=shares(deal, day, last, ending) if past else np.zeros((len(stood), 0)),
    )


def index_of(stage: pl.Series, stages: tuple[str, ...]) -> np.ndarray:
    """Row of each stage; the row of any stage for one that is not in the table."""
    known = {name: at for at, name in enumerate(stages)}
    rows = stage.replace_strict(known, default=len(stages) - 1, return_dtype=pl.Int64)
    return rows.to_numpy(writable=True)


def shares(deal: np.ndarray, day: np.ndarray, last: np.ndarray, ending: np.ndarray) -> np.ndarray:
    """How much each deal-week counts, (rows, weeks): 1 / the number of rows in which it stands."""
    if not deal.size:
        return np.zeros((0, 1))
    followed = last + (ending != OPEN)
    weeks = np.arange(max(int(followed.max()), 1))
    at_risk = weeks < followed[:, None]
    week = (day - day.min()) // DAYS_PER_WEEK
    span = int(week.max()) + weeks.size + 1
    named = (deal[:, None] * span + week[:, None] + weeks)[at_risk]
    _, at, times = np.unique(named, return_inverse=True, return_counts=True)
    found = np.zeros(at_risk.shape)
    found[at_risk] = 1.0 / times[at]
    return found


def _columns(stood: pl.DataFrame, still: list[Term], layout: Layout) -> np.ndarray:
    places = np.full((len(stood), len(still)), NONE, np.int64)
    for column, term in enumerate(still):
        level = _levels(stood, term)
        first = layout.starts[term.name] + level * (layout.size(term) // term.levels)
        places[:, column] = np.where(level >= 0, first, NONE)
    return places


def _levels(stood: pl.DataFrame, term: Term) -> np.ndarray:
    if term.labels:
        known = {name: at for at, name in enumerate(term.labels)}
        named = levels_named(stood, term).replace_strict(known, default=None, return_dtype=pl.Int64)
        return named.fill_null(NONE).to_numpy()
    return stood[term.name].cast(pl.Int64).fill_null(NONE).to_numpy()


def _calendar(
    days: list[date], terms: tuple[Term, ...], layout: Layout, weeks: int, fiscal: FiscalCalendar
) -> np.ndarray:
    moving = [term for term in terms if term.moves == "calendar"]
    places = np.zeros((len(days), weeks, len(moving)), np.int64)
    for at, day in enumerate(days):
        for week in range(weeks):
            middle = middle_of_week(day, week)
            left, is_last = quarter_place(middle, fiscal)
            level = {"level": 0, "quarter_week": left, "year_end": int(is_last)}
            places[at, week] = [
                layout.starts[term.name]
                + (_period(term, middle) if term.since else level[term.name])
                for term in moving
            ]
    return places


def _period(term: Term, day: date) -> int:
    """The level of time in which ``day`` lies; the last one has no end."""
    passed = (day - (term.since or day)).days // (TIME_WEEKS * DAYS_PER_WEEK)
    return min(passed, term.levels - 1)


def _age_levels() -> np.ndarray:
    return np.searchsorted(AGES, np.arange(max(AGES) + 1), side="right")


def _months(days: list[date], weeks: int, fiscal: FiscalCalendar) -> np.ndarray:
    """The month of the quarter of each week after each day, the last one 0: (days, weeks)."""
    found = np.zeros((len(days), weeks), np.int64)
    for at, day in enumerate(days):
        for week in range(weeks):
            middle = middle_of_week(day, week)
            left, _ = quarter_place(middle, fiscal)
            found[at, week] = min(left * MONTHS // (QUARTER_WEEKS - 1), MONTHS - 1)
    return found


def _seasons(terms: tuple[Term, ...], layout: Layout) -> np.ndarray:
    start = [layout.starts[term.name] for term in terms if term.moves == "age and calendar"]
    if not start:
        return np.zeros((0, MONTHS), np.int64)
    piece = np.searchsorted(SEASONED_AGES, np.arange(max(SEASONED_AGES) + 1), side="right")
    found: np.ndarray = start[0] + piece[:, None] * MONTHS + np.arange(MONTHS)
    return found
