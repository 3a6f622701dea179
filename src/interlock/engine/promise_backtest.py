"""Promised days held against what came of them, by the day, past ratios and our forecast."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
import polars as pl

from interlock import __version__
from interlock.engine import (
    met_odds,
    quantile_scores,
    reliability,
    scores,
    stated_baselines,
    stated_forecast,
)
from interlock.engine.met_odds import HORIZONS, Dues
from interlock.engine.quantile_scores import NAMES
from interlock.engine.stated_rows import Rows, monthly, rows
from interlock.engine.week_grid import GRID, chance_by, quantiles
from interlock.records.errors import NothingRead
from interlock.records.problems import LeftOut, Problem
from interlock.records.promise_backtest import Met, PromisesBacktest, PromiseScores
from interlock.records.stated_dates import StatedDates, WeeksBetween

METHOD = "promised days: stated dates and filtered odds of meeting them, mixed, version 1"

FEWEST_DONE = 20
"""Promises that must be done before a promised day is scored."""

GROWTH = 0.05
"""The dates' model is learnt anew when the statements have grown by this share."""

DAYS = 7.0
EPOCH = date(1970, 1, 1)
EDGE = 1e-6


@dataclass(frozen=True)
class Said:
    """What each of three says of the scored rows: ``quantiles`` of weeks until it is done (rows,
    19), and the chance ``met`` of being done by the promised day (rows,).
    """

    quantiles: np.ndarray
    met: np.ndarray


@dataclass(frozen=True)
class Scored:
    """The scored rows: whether each was ``met`` (1 or 0) and that is ``settled``, its ``weeks``
    until it was done (infinite where it is not), those ``left`` to the promised day, its promise as
    a number (``thing``), the ``base`` rate of its class and horizon, the number of its ``horizon``,
    and what is ``said`` by whom.
    """

    met: np.ndarray
    settled: np.ndarray
    weeks: np.ndarray
    left: np.ndarray
    thing: np.ndarray
    base: np.ndarray
    horizon: np.ndarray
    said: dict[str, Said]

    @property
    def done(self) -> np.ndarray:
        return np.isfinite(self.weeks)


def backtest(
    stated: StatedDates,
    *,
    first: date | None = None,
    seed: int = 1,
    progress: Callable[[str], None] = lambda _: None,
) -> PromisesBacktest:
    """Forecast each promised day from what was known before it was said, and score those (due from
    ``first`` on) that were said after 20 other promises were done: weeks where the day came that it
    was done, odds where the promised day has passed.

    A day is met when the thing is done by it; what is not done when it has passed is not met. The
    first statement of each month counts.
    """
    kept = monthly(stated.said)
    every = rows(kept)
    dues = _dues(every)
    scored, left_out = _places(stated.said, every, dues, first)
    if not scored.size:
        raise NothingRead((_nothing(stated.file, left_out),))
    cdf = stated_forecast.chances(every, progress, growth=GROWTH)
    chance = met_odds.rolled(dues, chance_by(cdf, np.maximum(every.left, 0.0)))
    ours = Said(quantiles(_agreeing(cdf, every.left, chance)[scored]), chance[scored])
    of = _of(every, dues, scored, ours)
    table = _table(kept[scored], of)
    return PromisesBacktest(
        version=__version__,
        method=METHOD,
        seed=seed,
        first=first,
        **{who: _scores(said, of) for who, said in of.said.items()},
        promises=np.unique(of.thing).size,
        met=_met("all", of, of.settled),
        by_kind=_by(of, table["kind"].fill_null("").to_numpy()),
        by_horizon=_by(of, np.array(_horizons())[of.horizon], order=_horizons()),
        calibration=scores.calibration(ours.met[of.settled], of.met[of.settled]),
        reliability=reliability.reliability(ours.met[of.settled], of.met[of.settled], seed=seed),
        brier_less_base=_less(*_missed(of), of.thing[of.settled], seed),
        crps_less_ratio=_less(*_crps(of), of.thing[of.done], seed),
        forecasts=table,
        left_out=(*stated.left_out, *left_out),
        notes=_notes(of),
    )


def _dues(every: Rows) -> Dues:
    """The same rows by the day that was promised; what lies beyond the last day that the file
    knows of is not settled.
    """
    due, done = every.day + every.left * DAYS, every.shipped
    last = max(every.day.max(initial=0.0), done[np.isfinite(done)].max(initial=0.0))
    settled = np.where(due < last, due + 1, np.inf)
    return Dues(every.day, due, (done <= due).astype(float), settled, every.team, every.kind)


def _places(
    said: pl.DataFrame, every: Rows, dues: Dues, first: date | None
) -> tuple[np.ndarray, tuple[LeftOut, ...]]:
    """Places of the rows that are scored, and how many are not and why."""
    late = said.filter(pl.col("said_on") >= pl.col("shipped_on")).height
    settled = np.isfinite(dues.known)
    done = np.sort(every.shipped[np.unique(every.thing, return_index=True)[1]])
    few = np.searchsorted(done, every.day) < FEWEST_DONE
    told = settled | np.isfinite(every.shipped)
    earlier = dues.due < (-np.inf if first is None else (first - EPOCH).days)
    counts = {
        "said on or after the day it was done": late,
        "not the first of its month": said.height - late - dues.day.size,
        "neither done nor past their day yet": int((~told).sum()),
        f"made before {FEWEST_DONE} promises were done": int((told & few).sum()),
        f"due before {first}": int((told & ~few & earlier).sum()),
    }
    left_out = tuple(LeftOut("promises", n, why) for why, n in counts.items() if n)
    return np.flatnonzero(told & ~few & ~earlier), left_out


def _nothing(file: str, left_out: tuple[LeftOut, ...]) -> Problem:
    why = ", ".join(f"{one.count:,} {one.why}" for one in left_out) or "the file is empty"
    return Problem(
        file,
        f"no promised day can be scored: {why}",
        allowed=f"days promised after {FEWEST_DONE} other promises were done",
        remedy="give a longer history, or an earlier --from",
    )


def _agreeing(cdf: np.ndarray, left: np.ndarray, chance: np.ndarray) -> np.ndarray:
    """The same days, stretched in chance so that they agree with the odds of being met.

    F'(t) = F(t) p / F(due) until the promised day,  1 - (1 - F(t)) (1 - p) / (1 - F(due)) after
    """
    by_due = np.clip(chance_by(cdf, np.maximum(left, 0.0)), EDGE, 1 - EDGE)[:, None]
    p = chance[:, None]
    after = np.maximum(left, 0.0)[:, None] < GRID
    made: np.ndarray = np.where(after, 1 - (1 - cdf) * (1 - p) / (1 - by_due), cdf * p / by_due)
    return np.minimum(made, 1.0)


def _of(every: Rows, dues: Dues, scored: np.ndarray, ours: Said) -> Scored:
    new = every.where(scored)
    raw = Said(stated_baselines.stated(new), np.ones(scored.size))
    ratio = stated_baselines.reference_class(every, scored)
    return Scored(
        met=dues.met[scored],
        settled=np.isfinite(dues.known[scored]),
        weeks=new.weeks,
        left=new.left,
        thing=new.thing,
        base=met_odds.base_rate(dues)[scored],
        horizon=dues.horizon[scored],
        said={"raw": raw, "ratio": Said(ratio, _below(ratio, new.left)), "ours": ours},
    )


def _below(said: np.ndarray, left: np.ndarray) -> np.ndarray:
    """The chance of being done by the promised day, by said quantiles: straight between them, and
    half a step beyond the ends.
    """
    edge = quantile_scores.LEVELS[0] / 2
    pairs = zip(left, said, strict=True)
    return np.array(
        [np.interp(week, row, quantile_scores.LEVELS, edge, 1 - edge) for week, row in pairs]
    )


def _scores(said: Said, of: Scored) -> PromiseScores:
    done, quoted = of.done, said.quantiles[of.done]
    weeks = of.weeks[done]
    named = said.quantiles[:, quantile_scores.LEVELS.size // 2]
    hits = of.met if said is of.said["raw"] else of.weeks <= named
    return PromiseScores(
        n=int(done.sum()),
        crps_weeks=float(quantile_scores.crps(quoted, weeks).mean()),
        cover80=float(quantile_scores.covered(quoted, weeks, 80).mean()),
        cover90=float(quantile_scores.covered(quoted, weeks, 90).mean()),
        hit_rate=float(hits[of.settled].mean()),
        brier=scores.brier(said.met[of.settled], of.met[of.settled]),
    )


def _met(called: str, of: Scored, some: np.ndarray) -> Met:
    met, ours, base = of.met[some], of.said["ours"].met[some], of.base[some]
    low, high = scores.wilson(int(met.sum()), met.size)
    return Met(
        called, met.size, float(met.mean()), low, high, float(ours.mean()), scores.brier(ours, met),
        scores.brier(base, met),
    )  # fmt: skip


def _by(of: Scored, word: np.ndarray, *, order: list[str] | None = None) -> tuple[Met, ...]:
    found = set(word.tolist())
    names = sorted(found) if order is None else [one for one in order if one in found]
    parts = [(name, of.settled & (word == name)) for name in names]
    return tuple(_met(name, of, some) for name, some in parts if some.any() and len(parts) > 1)


def _horizons() -> list[str]:
    ends = [f"{int(end)}" for end in HORIZONS]
    between = [f"{low} to {high} weeks" for low, high in pairwise(ends[1:])]
    return ["that day or past", "up to 1 week", *between, f"over {ends[-1]} weeks"]


def _crps(of: Scored) -> tuple[np.ndarray, np.ndarray]:
    """Ours, and that of past ratios, of each row that was done."""
    done = of.done
    ours, ratio = (of.said[who].quantiles[done] for who in ("ours", "ratio"))
    return quantile_scores.crps(ours, of.weeks[done]), quantile_scores.crps(ratio, of.weeks[done])


def _missed(of: Scored) -> tuple[np.ndarray, np.ndarray]:
    """(p - met)^2 of ours, and of the base rate, of each settled row."""
    met, ours, base = (one[of.settled] for one in (of.met, of.said["ours"].met, of.base))
    return (ours - met) ** 2, (base - met) ** 2


def _less(one: np.ndarray, other: np.ndarray, thing: np.ndarray, seed: int) -> WeeksBetween:
    found = scores.difference(one, other, thing, seed=seed)
    return WeeksBetween(found.mean, found.low, found.high)


def _table(kept: pl.DataFrame, of: Scored) -> pl.DataFrame:
    said = pl.DataFrame(of.said["ours"].quantiles, schema=list(NAMES), orient="row")
    met = pl.Series(np.where(of.settled, of.met, np.nan)).fill_nan(None).cast(pl.Int8)
    return kept.select(
        "what",
        maker="team",
        kind="kind",
        said_on="said_on",
        due="date_said",
        done_on="shipped_on",
        met=met,
        p_met=pl.Series(of.said["ours"].met),
        base_rate=pl.Series(of.base),
        **{name: said[name] for name in NAMES},
        actual_weeks=pl.Series(of.weeks).replace(np.inf, None),
    )


def _notes(of: Scored) -> tuple[str, ...]:
    things = np.unique(of.thing).size
    few = (f"Only {things} promises to score: the scores are mostly luck",)
    return few if things < 30 else ()
