"""The terms that may enter a deal's odds: their levels, how far each may go, and from when."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from interlock.engine.standing import (
    DATED_DAYS,
    MOST_EVIDENCE,
    MOST_PUSHES,
    QUIET,
    SIZES,
    WAITED,
    Scale,
)
from interlock.records.sales_tables import CATEGORIES

FEW, SOME, MANY = 30, 80, 400
"""Closed deals from which the own table stands alone with the calendar, what a deal is like enters,
and whose it is and how large.
"""

BANDS = (4, 9, 13, 18)
"""Weeks ahead at which the horizon's bands begin after the first: 0-3, 4-8, 9-12, 13-17, 18 and
more.
"""

BAND_COUNT = len(BANDS) + 1
QUARTER_WEEKS = 14
AGES = (1, 2, 3, 4, 6, 8, 10, 12, 14, 17, 20, 26, 39, 52)
"""Weeks since creation at which the pieces of age begin after the first."""

KNOWN = 0.9
"""Share of past rows of which a term's level must be known for the term to be tried."""

MOST_NAMES = 60
"""Owners, segments and kinds beyond these, with fewest deals, have no effect of their own."""

FEWEST_DEALS = 5
"""Deals with which a name gets an effect of its own."""


@dataclass(frozen=True)
class Term:
    """One block of effects, one for each level and cause.

    ``spread`` is the declared standard deviation of its effects; ``smooth``: neighbouring levels
    are alike; ``by_band``: its effects differ with the horizon. ``moves`` with the ``calendar``,
    the deal's ``age``, or both, through the weeks ahead; all else stays as on the day of the
    forecast. ``labels`` are the levels of a term of names; ``since`` the day on which the first
    level of a term of times began.
    """

    name: str
    words: str
    levels: int
    spread: float
    smooth: bool = False
    by_band: bool = False
    moves: str = ""
    labels: tuple[str, ...] = ()
    since: date | None = None

    @property
    def is_fixed(self) -> bool:
        """Whether it stays in the model without passing the gate."""
        return self.name == "level"


LEVEL = Term("level", "the general level", 1, 0.6, moves="calendar")
AHEAD = Term("ahead", "weeks ahead", 1, 0.5, by_band=True)
"""The table's bands count deals that nobody works on any more; beside a term that tells these
apart the others end sooner or later than the bands say.
"""
CALENDAR = {
    15: Term("quarter_week", "week of the quarter", QUARTER_WEEKS, 0.3, True, moves="calendar"),
    65: Term("year_end", "last quarter of the year", 2, 0.3, moves="calendar"),
}
"""Each with the weeks of history that it takes: its cycle once, and some of it again."""

TIME_WEEKS, TIME_LEVELS = 26, 3
"""Weeks of each level of time passing by, and how many of them there must be."""

AGE = Term("age", "age of the deal", len(AGES) + 1, 0.6, smooth=True, moves="age")
MONTHS = 3
SEASONED_WEEKS = 15
SEASONED_AGES = (2, 4, 8, 12, 17, 26)
"""Weeks since creation at which the pieces of age begin after the first, where they meet the month
of the quarter.
"""

SEASONED = Term(
    "age_month",
    "age of the deal by month of the quarter",
    (len(SEASONED_AGES) + 1) * MONTHS,
    0.5,
    moves="age and calendar",
)
LOGGED = (
    Term("waited", "time in its stage", len(WAITED) + 1, 0.3, smooth=True),
    Term("quiet", "time since the last change", len(QUIET) + 1, 0.3, smooth=True),
)
DATED = (
    Term("dated", "how far off the stated date is", len(DATED_DAYS) + 1, 0.5, by_band=True),
    Term("pushes", "how often the stated date was pushed", MOST_PUSHES + 1, 0.2, smooth=True),
)
CATEGORY = Term("category", "forecast category", len(CATEGORIES), 0.4)
EVIDENCE = Term("evidence", "how much evidence there is", MOST_EVIDENCE + 1, 0.3, smooth=True)
SIZE = Term("size", "amount within its segment", len(SIZES) + 1, 0.3, smooth=True)
NEEDS = Term("needs", "unmet needs", 0, 0.0)
"""Stands for the worths of needs, which have a declared prior of their own."""

RENEWAL, OTHER = "renewal", "other"
OF_RENEWALS = Term("renewal_stage", "stages of renewals, apart", 0, 0.5)
"""Stands for the table of renewals: an effect for each stage of renewals, and for each of all other
deals. Tried from 30 closed renewals with both endings on.
"""

NAMED = (("segment", "segment", 0.15), ("kind", "kind", 0.15), ("owner", "rep", 0.15))


def candidates(
    stood: pl.DataFrame, scale: Scale, *, follows: frozenset[str], closed: int, weeks: int
) -> tuple[Term, ...]:
    """The terms to try, by what of the past is known, in ``weeks`` of it, and how many deals ended.

    Under 30 closed deals none but the level; under 80 the calendar and age; under 400 also how a
    deal stands; from 400 on whose it is and how large.
    """
    if closed < FEW:
        return (LEVEL,)
    found = [LEVEL, *(term for needed, term in CALENDAR.items() if weeks >= needed), AGE]
    if closed >= SOME:
        found += [AHEAD, *_time(stood, weeks)]
        found += _standing(scale, follows)
        found += _of_renewals(stood, follows)
    if closed >= MANY:
        found += [SEASONED] if weeks >= SEASONED_WEEKS else []
        found += [SIZE] if "amount" in follows else []
        deals = stood.unique("id")
        found += [
            term for name, words, spread in NAMED if (term := _named(deals, name, words, spread))
        ]
    return tuple(term for term in found if _is_known(stood, term))


def _is_known(stood: pl.DataFrame, term: Term) -> bool:
    """Whether a level is known of nearly every row; else knowing it may tell what came later."""
    if term.moves or term.labels or not stood.height:
        return True
    return stood[term.name].null_count() <= (1 - KNOWN) * stood.height


def _time(stood: pl.DataFrame, weeks: int) -> list[Term]:
    """How winning and losing changed over the years; what comes is as the last half-year was."""
    levels = weeks // TIME_WEEKS
    if levels < TIME_LEVELS:
        return []
    first = stood.select(pl.col("day").min()).item()
    words = "time passing, by half-years"
    return [Term("time", words, levels, 0.2, smooth=True, moves="calendar", since=first)]


def _standing(scale: Scale, follows: frozenset[str]) -> list[Term]:
    found = [*LOGGED] if "stage" in follows else [LOGGED[1]] if follows else []
    found += [*DATED] if "dated" in follows else []
    found += [CATEGORY] if "category" in follows else []
    found += [EVIDENCE] if scale.rules else []
    rules = enumerate(scale.rules)
    return found + [Term(f"rule {at}", f"evidence of {rule}", 4, 0.1) for at, rule in rules]


def levels_named(stood: pl.DataFrame, term: Term) -> pl.Series:
    """The level of a term of names that each row has; null for a deal whose kind nobody states."""
    if term.name != OF_RENEWALS.name:
        return stood[term.name]
    kind = pl.when(pl.col("kind") == RENEWAL).then(pl.lit(RENEWAL)).otherwise(pl.lit(OTHER))
    level = pl.when(pl.col("kind").is_not_null()).then(pl.format("{} in {}", kind, "stage"))
    return stood.select(level.alias(term.name)).to_series()


def _of_renewals(stood: pl.DataFrame, follows: frozenset[str]) -> list[Term]:
    """The table of renewals, where enough of them ended, some won and some lost."""
    ended = stood.filter(pl.col("kind") == RENEWAL, pl.col("ending") > 0).unique("id")
    if "stage" not in follows or ended.height < FEW or ended["ending"].n_unique() < 2:
        return []
    named = stood.with_columns(levels_named(stood, OF_RENEWALS))
    passed = named.unique(["id", OF_RENEWALS.name])
    found = _named(passed, OF_RENEWALS.name, OF_RENEWALS.words, OF_RENEWALS.spread)
    return [found] if found else []


def _named(rows: pl.DataFrame, name: str, words: str, spread: float) -> Term | None:
    """A term with a level for each name that enough ``rows`` have, one of each deal, and none for
    the others.

    What is not stated has no effect either: it may have been filled in on closing.
    """
    deals = rows.group_by(name).len().drop_nulls().filter(pl.col("len") >= FEWEST_DEALS)
    names = deals.sort(["len", name], descending=[True, False]).head(MOST_NAMES)[name].to_list()
    if len(names) < 2:
        return None
    return Term(name, words, len(names), spread, labels=tuple(names))
