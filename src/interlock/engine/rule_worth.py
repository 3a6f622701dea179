"""Rules measured: what evidence is worth on the company's own deals, other things alike."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import polars as pl

from interlock.engine.deal_history import AtRisk
from interlock.engine.standing import FRESH, NO, NOT_ASKED, OLD
from interlock.records.book import Book
from interlock.records.rules_measured import Ratio, RuleWorth, Share

AHEAD_WEEKS = 13
AGES = (4, 13, 26)
MOST_OTHERS = 3
"""More pieces of other evidence than this count as so many."""

FEWEST = 10
"""Deals, and wins, that it takes on both sides."""

INERT = (0.8, 1.25)
"""A ratio whose whole interval lies within changes nothing that matters."""

GROUPS = 40
"""Groups of deals of which each is left out once."""

Z = 1.96


def measured(book: Book, risk: AtRisk) -> tuple[RuleWorth, ...]:
    """Each rule's worth: odds of being won within 13 weeks with its evidence against without.

        adjusted = sum over strata a d / n  divided by  sum b c / n     (Mantel and Haenszel 1959)

    with a, b the days with the evidence from which the deal was won and not, c, d those without, n
    all of the stratum: same stage, piece of age and number of other evidence. A deal has the
    evidence only from its day on. The interval comes from leaving out each of 40 groups of deals,
    so that a deal seen on many days is one witness. ``shrunk`` is the log ratio times
    t^2 / (t^2 + s^2), t^2 the mean over rules of log ratio^2 - s^2. A rule with several versions is
    measured by version too.
    It remains an association: better deals may give evidence sooner.
    """
    rows = _rows(risk)
    found = []
    for at, rule in enumerate(risk.scale.rules):
        versions = _versions(book, rule)
        mine = rows.with_columns(level=pl.col(f"rule {at}"))
        found.append(_worth(book, rule, mine, ""))
        if len(versions) > 1:
            spans = zip(versions, [*versions[1:], None], strict=True)
            for first, end in spans:
                inside = pl.col("day") >= first
                inside = inside & (pl.col("day") < end) if end else inside
                found.append(_worth(book, rule, mine.filter(inside), first.isoformat()))
    return _shrunk(found)


def _rows(risk: AtRisk) -> pl.DataFrame:
    """Days from which 13 weeks have passed, with whether the deal was won in them."""
    until = risk.as_of - timedelta(weeks=AHEAD_WEEKS)
    others = pl.col("evidence")
    return risk.stood.filter(pl.col("day") <= until).with_columns(
        won=((pl.col("ending") == 1) & (pl.col("exit") < AHEAD_WEEKS)).cast(pl.Float64),
        piece=pl.sum_horizontal((pl.col("age_weeks") >= edge).cast(pl.Int8) for edge in AGES),
        others=others,
        group=pl.col("id").rank("dense") % GROUPS,
    )


def _versions(book: Book, rule: str) -> list[date]:
    days = book.rules.filter(pl.col("id") == rule)["valid_from"].drop_nulls()
    return days.unique().sort().to_list()


def _worth(book: Book, rule: str, rows: pl.DataFrame, version: str) -> RuleWorth:
    with_it = rows.filter(pl.col("level").is_in([FRESH, OLD]))
    without = rows.filter(pl.col("level") == NO)
    shares = [_share(some) for some in (with_it, without)]
    enough = all(s.deals >= FEWEST and s.deals * (s.won or 0) >= FEWEST for s in shares)
    both = _sides(with_it.with_columns(pl.col("others") - 1), without)
    adjusted = _ratio(both, ("stage", "piece", "others")) if enough else None
    names = dict(book.rules.select("id", pl.coalesce("name", "id")).iter_rows())
    return RuleWorth(
        id=rule,
        name=names.get(rule, rule),
        version=version,
        with_it=shares[0],
        without=shares[1],
        unknown=_share(rows.filter(pl.col("level") == NOT_ASKED)),
        raw=_ratio(both, ()) if enough else None,
        adjusted=adjusted,
        shrunk=None,
        old=_age_effect(with_it),
        verdict=_verdict(adjusted),
    )


def _age_effect(with_it: pl.DataFrame) -> Ratio | None:
    """Odds with evidence of over eight weeks against fresh, in the same stage and age."""
    old, fresh = (with_it.filter(pl.col("level") == level) for level in (OLD, FRESH))
    shares = [_share(some) for some in (old, fresh)]
    if not all(s.deals >= FEWEST and s.deals * (s.won or 0) >= FEWEST for s in shares):
        return None
    return _ratio(_sides(old, fresh), ("stage", "piece", "others"))


def _sides(one: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    both = pl.concat([one.with_columns(side=pl.lit(1)), other.with_columns(side=pl.lit(0))])
    return both.with_columns(pl.col("others").clip(0, MOST_OTHERS))


def _share(rows: pl.DataFrame) -> Share:
    """Deals, and of the days on which they stood so the share from which they were won in time."""
    won = rows["won"].mean()
    return Share(rows["id"].n_unique(), None if won is None else float(won))  # type: ignore[arg-type]


def _ratio(rows: pl.DataFrame, strata: tuple[str, ...]) -> Ratio | None:
    """The ratio over strata, with the interval that leaving out groups of deals gives."""
    cells = rows.group_by(*strata, "group", "side").agg(pl.col("won").sum(), all=pl.len())
    place = np.zeros(cells.height, dtype=np.int64)
    if strata:
        place = cells.select(pl.struct(strata).rank("dense") - 1).to_series().to_numpy()
    group, side, won = (cells[name].to_numpy() for name in ("group", "side", "won"))
    counts = np.zeros((cells.height, GROUPS, 2, 2))
    counts[place, group, side, 0] = won
    counts[place, group, side, 1] = cells["all"].to_numpy() - won
    whole = counts.sum(axis=1)
    log = _log_ratio(whole)
    without = np.array([_log_ratio(whole - counts[:, left]) for left in range(GROUPS)])
    if not np.isfinite(log) or not np.isfinite(without).all():
        return None
    error = float(np.sqrt((GROUPS - 1) / GROUPS * ((without - without.mean()) ** 2).sum()))
    return Ratio(float(np.exp(log)), *(float(np.exp(log + z * error)) for z in (-Z, Z)))


def _log_ratio(counts: np.ndarray) -> float:
    """Mantel and Haenszel's log ratio of ``counts`` (strata, side, won or not)."""
    n = counts.sum(axis=(1, 2))
    some = n > 0
    a, b = counts[some, 1, 0], counts[some, 1, 1]
    c, d = counts[some, 0, 0], counts[some, 0, 1]
    up, down = (a * d / n[some]).sum(), (b * c / n[some]).sum()
    return float(np.log(up / down)) if up > 0 and down > 0 else float("nan")


def _verdict(ratio: Ratio | None) -> str:
    if ratio is None:
        return "not enough yet"
    if INERT[0] <= ratio.low and ratio.high <= INERT[1]:
        return "inert"
    return "helps" if ratio.low > 1 else "hurts" if ratio.high < 1 else "unsure"


def _shrunk(found: Iterable[RuleWorth]) -> tuple[RuleWorth, ...]:
    """Each log ratio drawn towards zero by how far the rules' ratios spread."""
    found = tuple(found)
    known = [_log_and_variance(one.adjusted) for one in found if one.adjusted and not one.version]
    spread = max(0.0, float(np.mean([log**2 - s2 for log, s2 in known]))) if known else 0.0
    return tuple(
        replace(one, shrunk=_drawn(one.adjusted, spread)) if one.adjusted else one for one in found
    )


def _drawn(ratio: Ratio, spread: float) -> float:
    log, variance = _log_and_variance(ratio)
    return float(np.exp(log * spread / (spread + variance))) if spread + variance else 1.0


def _log_and_variance(ratio: Ratio) -> tuple[float, float]:
    error = (np.log(ratio.high) - np.log(ratio.low)) / (2 * Z)
    return float(np.log(ratio.ratio)), float(error**2)
