"""What each promise is worth: the odds that its day is met, where they beat its side's record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl

from interlock.engine import (
    day_lines,
    gate,
    horizons,
    met_odds,
    promise_trust,
    said_days,
    said_odds,
    verdicts,
)
from interlock.engine.horizons import HORIZONS
from interlock.engine.promise_trust import PRIOR_KEPT, PRIOR_PROMISES
from interlock.engine.said_days import FEATURE, OWN_ACT
from interlock.records.book import Book
from interlock.records.calendar import DAYS_PER_WEEK, day_after
from interlock.records.promise_check import PromiseCheck
from interlock.records.report import PromiseLine

Floats = np.ndarray[Any, np.dtype[np.float64]]

FEWEST = 20
"""Promises that must be settled before odds may count: declared."""

YEAR_WEEKS = 52

ABOUT = ("feature", "release", "tool", "deal")
"""The classes of own acts, by what they name; what names several is of the first."""


@dataclass(frozen=True)
class PromiseWorth:
    """The chance that a promise is kept: ``said``, the odds of the day that stands, by its id, and
    ``ahead``, those of one given today, by maker and number of the horizon; ``trust`` by maker
    where these do not count. ``check`` says which does, and is None without any promise.
    """

    trust: Mapping[str, float] = field(default_factory=dict)
    said: Mapping[str, float] = field(default_factory=dict)
    ahead: Mapping[tuple[str, int], float] = field(default_factory=dict)
    check: PromiseCheck | None = None

    def of(self, line: PromiseLine) -> float:
        """The chance that one is kept; one that is only supposed counts as given today."""
        share = self.trust.get(line.maker, PRIOR_KEPT / PRIOR_PROMISES)
        if line.id in self.said:
            return self.said[line.id]
        return self.ahead.get((line.maker, _horizon(line.said_on, line.due)), share)


def weighed(book: Book) -> PromiseWorth:
    """What the promises of a book, as known on its day, are worth.

    The odds are `met_odds.rolled` of own acts by maker, class (``ABOUT``, or nothing named) and
    horizon, mixed with those that all days said of anything give them, stated dates too, as far as
    these foretold own acts. They count where at least ``FEWEST`` promises are settled and

        z = sum of gains / sqrt(sum of (gain - mean gain)^2) >= 1.28
        gain of a promise = mean over its days of (trust - met)^2 - (odds - met)^2

    both by what was known before a day was said; else `promise_trust` stands.
    """
    if book.promises.is_empty():
        return PromiseWorth()
    judged = verdicts.judge(book, as_of=book.seen_on)
    trust = promise_trust.by_maker(judged)
    settled = len(promise_trust.settled(judged))
    if settled < FEWEST:
        return PromiseWorth(trust, check=PromiseCheck(False, settled, FEWEST))
    own = _with_odds(book)
    check = _check(own.filter(pl.col("met").is_not_null()), judged)
    if not check.passes:
        return PromiseWorth(trust, check=check)
    return PromiseWorth(trust, _standing(own, book), _given_today(own), check)


def trusted(judged: Sequence[PromiseLine], side: Sequence[str], said_on: Sequence[date]) -> Floats:
    """What `promise_trust` said of each side before each day: (days,).

    A promise that was not kept is known to be so from the day after its own, or since it was done
    late or taken back.
    """
    found = np.zeros(len(side))
    sides, days = np.array(side), np.array(said_on, "datetime64[D]")
    settled = promise_trust.settled(judged)
    for one in set(side):
        of = sorted(
            (_known_on(line), line.verdict == "kept") for line in settled if line.side == one
        )
        known = np.array([day for day, _ in of], "datetime64[D]")
        kept = np.cumsum([0.0, *(was for _, was in of)])
        here = sides == one
        count = np.searchsorted(known, days[here])
        found[here] = promise_trust.chance(kept[count], count.astype(float))
    return found


def _known_on(line: PromiseLine) -> date:
    """The day from which a settled promise is known to be kept, or not to be."""
    on = line.settled_on or date.max
    days = [day for day in (line.first_due, line.due) if day is not None]
    return min(on, day_after(max(days))) if line.verdict == "late" else on


def _with_odds(book: Book) -> pl.DataFrame:
    """Every day of an own act with its odds ``p_met``; below them, without ``what``, those that
    would be said today, of a feature, by each maker at each horizon.
    """
    rows = said_odds.judged(said_days.said(book), as_of=book.seen_on)
    every = pl.concat([rows, _today(rows, book.seen_on)])
    every = every.with_columns(p=met_odds.rolled(said_odds.dues(every)))
    about = [pl.when(pl.col(one).is_not_null()).then(pl.lit(one)) for one in ABOUT]
    classes = book.promises.select(what="id", kind=pl.coalesce(*about, pl.lit(OWN_ACT)))
    own = every.filter(pl.col("form") == OWN_ACT).drop("kind")
    own = own.join(classes, on="what", how="left", maintain_order="left")
    own = own.with_columns(pl.col("kind").fill_null(ABOUT[0]))
    return own.with_columns(p_met=met_odds.rolled(said_odds.dues(own), own["p"].to_numpy()))


def _today(rows: pl.DataFrame, today: date) -> pl.DataFrame:
    own = (pl.col("form") == OWN_ACT) | (pl.col("kind") == FEATURE)
    makers = rows.filter(own).select("side", "maker").unique(maintain_order=True)
    weeks = [*map(int, HORIZONS[1:]), YEAR_WEEKS + 1]
    due = pl.DataFrame({"due": [today + timedelta(days=DAYS_PER_WEEK * week) for week in weeks]})
    said = makers.join(due, how="cross").with_columns(
        form=pl.lit(OWN_ACT), kind=pl.lit(OWN_ACT), said_on=pl.lit(today)
    )
    return said.select(
        (pl.col(name) if name in said.columns else pl.lit(None)).cast(dtype).alias(name)
        for name, dtype in rows.schema.items()
    )


def _check(settled: pl.DataFrame, judged: Sequence[PromiseLine]) -> PromiseCheck:
    """Odds beside trust on the days of settled promises."""
    things = settled["what"].n_unique()
    if things < FEWEST:
        return PromiseCheck(False, things, FEWEST)
    weight = day_lines.votes(settled)
    met, odds = (settled[name].cast(pl.Float64).to_numpy() for name in ("met", "p_met"))
    share = trusted(judged, settled["side"].to_list(), settled["said_on"].to_list())
    ours, theirs = (weight * (one - met) ** 2 for one in (odds, share))
    z = gate.over(theirs - ours, settled["what"].to_numpy())
    return PromiseCheck(
        z >= gate.SURE, things, FEWEST, float(ours.sum()) / things, float(theirs.sum()) / things, z
    )


def _standing(own: pl.DataFrame, book: Book) -> Mapping[str, float]:
    """The odds of each promise's day that stands, by what was known before it was said."""
    due = book.promises.select("due", what="id")
    stands = own.filter(pl.col("moved_on").is_null()).join(
        due, on=["what", "due"], how="semi", maintain_order="left"
    )
    return dict(stands.unique("what", keep="first").select("what", "p_met").iter_rows())


def _given_today(own: pl.DataFrame) -> Mapping[tuple[str, int], float]:
    today = own.filter(pl.col("what").is_null())
    horizon = said_odds.dues(today).horizon.tolist()
    makers = today["maker"].fill_null("").to_list()
    return dict(zip(zip(makers, horizon, strict=True), today["p_met"].to_list(), strict=True))


def _horizon(said_on: date, due: date | None) -> int:
    return horizons.of_weeks(((due or said_on) - said_on).days / DAYS_PER_WEEK)
