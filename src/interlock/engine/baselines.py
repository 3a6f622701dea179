"""What a forecast is held against: simple rules and usual models, each as of the same day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import polars as pl

from interlock.engine import age_months, deal_history, lives
from interlock.engine.deal_odds import Curves
from interlock.engine.lives import Lives
from interlock.engine.quarter_place import quarter_place
from interlock.engine.standing import UNKNOWN

PSEUDO_DEALS = 10.0
"""Deals with which a stage's share begins at the share of all."""

ODOO_COUNT = 0.1
"""What every count of naive Bayes begins at, as in Odoo."""

FIELDS = ("stage", "owner", "segment", "kind")
LEARNERS = ("waited", "quiet", "dated", "pushes", "category", "evidence", "size")


@dataclass(frozen=True)
class Past:
    """What the baselines learn from at an origin: the deals open now (``now``, as `standing` has
    them), and past days with what became of each (``past``: as before, with ``outcome``,
    ``closed_on``), as known then. ``lives`` and ``months``: daily hazards by age, and weekly ones
    by age and month of the fiscal quarter.
    """

    curves: Curves
    now: pl.DataFrame
    past: pl.DataFrame
    lives: Lives
    months: np.ndarray


Baseline = Callable[[Past, int], np.ndarray | None]


def past_of(curves: Curves) -> Past:
    risk, book = curves.risk, curves.book
    now = deal_history.today(book, as_of=curves.as_of, scale=risk.scale, follows=risk.follows)
    order = pl.DataFrame({"id": curves.ids}, schema={"id": pl.String})
    ended = book.deals.select("id", "outcome", "closed_on")
    followed, _ = deal_history.usable(book)
    return Past(
        curves=curves,
        now=order.join(now, on="id", how="left", maintain_order="left"),
        past=risk.stood.join(ended, on="id", how="left", maintain_order="left"),
        lives=lives.fit(book),
        months=age_months.fit(followed, as_of=curves.as_of, fiscal=risk.fiscal),
    )


def constant(past: Past, days: int) -> np.ndarray:
    """The share of deals open on past days that were won within the horizon, where it had passed.

        (won + 1/2) / (deals on days + 1)

    so that no history is taken for sure. Where it never has, the mean of `aalen_johansen`.
    """
    elapsed = _elapsed(past, days)
    if not past.now.height:
        return np.zeros(0)
    if not elapsed.height:
        return np.full(past.now.height, aalen_johansen(past, days).mean())
    return np.full(past.now.height, (float(elapsed["won"].sum()) + 0.5) / (elapsed.height + 1))


def stage_percent(past: Past, days: int) -> np.ndarray | None:
    """The per cent that the CRM states for the stage at any horizon; steps where unstated."""
    company = past.curves.book.company
    stated = {
        stage.name: stage.percent / 100
        for pipeline in company.pipelines
        for stage in pipeline.stages
        if stage.percent is not None
    }
    order = past.curves.risk.stages
    steps = {stage: (at + 1) / (len(order) + 1) for at, stage in enumerate(order)}
    return _by_stage(past, steps | stated)


def own_win_rate_by_stage(past: Past, days: int) -> np.ndarray | None:
    """The share of the closed deals that were ever in the stage and were won in the end."""
    book = past.curves.book
    log = book.changes.filter(pl.col("table") == "deals", pl.col("field") == "stage")
    were = pl.concat([log.select("id", stage=value) for value in ("old", "new")])
    closed = book.deals.filter(pl.col("outcome").is_in(["won", "lost"]))
    rates = (
        were.drop_nulls()
        .unique()
        .join(closed.select("id", won=pl.col("outcome") == "won"), on="id")
        .group_by("stage")
        .agg(rate=(pl.col("won").sum() + 1) / (pl.len() + 2))
    )
    return _by_stage(
        past,
        dict(rates.iter_rows()),
        other=float((closed["outcome"] == "won").sum() + 1) / (closed.height + 2),
    )


def stage_horizon_table(past: Past, days: int) -> np.ndarray | None:
    """The share won within the horizon of deals that stood in the stage on past days, shrunk."""
    overall = float(constant(past, days)[0]) if past.now.height else 0.0
    counts = _elapsed(past, days).group_by("stage").agg(pl.col("won").sum(), pl.len())
    shares = {
        stage: (won + PSEUDO_DEALS * overall) / (count + PSEUDO_DEALS)
        for stage, won, count in counts.iter_rows()
    }
    return _by_stage(past, shares, other=overall)


def age_month_of_quarter(past: Past, days: int) -> np.ndarray:
    """Weekly hazards by age and month of the fiscal quarter, laid out over the weeks ahead."""
    return age_months.won_within(
        past.months,
        past.now["age_weeks"].to_numpy(),
        as_of=past.curves.as_of,
        days=days,
        fiscal=past.curves.risk.fiscal,
    )


def aalen_johansen(past: Past, days: int) -> np.ndarray:
    """The chance of being won within the horizon, given the age, from all deals' lives."""
    return lives.ahead(past.lives, age_days(past), days)[0][:, -1]


def naive_bayes(past: Past, days: int) -> np.ndarray:
    """Odoo's predictive score: won in the end, by stage, owner, segment and kind as independent.

    odds = (won / lost) x product over fields of P(value | won) / P(value | lost)
    """
    closed = past.past.filter(pl.col("outcome").is_in(["won", "lost"])).with_columns(
        won=pl.col("outcome") == "won"
    )
    deals = closed.unique("id").group_by("won").len()
    totals = {won: float(count) for won, count in deals.iter_rows()}
    odds = np.full(past.now.height, _share(totals, True) / _share(totals, False))
    for field in FIELDS:
        seen = closed.unique(("id", field)).group_by(field, "won").len()
        counts = {(value, won): count for value, won, count in seen.iter_rows()}
        for at, value in enumerate(past.now[field].to_list()):
            if (value is not None and (value, True) in counts) or (value, False) in counts:
                given = [
                    (counts.get((value, won), 0) + ODOO_COUNT) / _share(totals, won)
                    for won in (True, False)
                ]
                odds[at] *= given[0] / given[1]
    return odds / (1 + odds)


def boosting(past: Past, days: int) -> np.ndarray | None:
    """Gradient-boosted trees on how deals stood, when scikit-learn is installed."""
    try:
        from sklearn.ensemble import HistGradientBoostingClassifier
    except ImportError:
        return None
    elapsed = _elapsed(past, days)
    if elapsed.height < PSEUDO_DEALS or elapsed["won"].n_unique() < 2:
        return constant(past, days)
    model = HistGradientBoostingClassifier(max_depth=4, learning_rate=0.05, random_state=1)
    learnt = _features(past, elapsed)
    told = ~np.isnan(learnt).all(axis=0)
    model.fit(learnt[:, told], elapsed["won"].to_numpy())
    found: np.ndarray = model.predict_proba(_features(past, past.now)[:, told])[:, 1]
    return found


BASELINES: Mapping[str, Baseline] = {
    "constant": constant,
    "stage_percent": stage_percent,
    "own_win_rate_by_stage": own_win_rate_by_stage,
    "stage_horizon_table": stage_horizon_table,
    "age_month_of_quarter": age_month_of_quarter,
    "aalen_johansen": aalen_johansen,
    "naive_bayes": naive_bayes,
    "boosting": boosting,
}


def _elapsed(past: Past, days: int) -> pl.DataFrame:
    """Past days from which the horizon had passed, with whether the deal was won within it."""
    end = pl.col("day") + timedelta(days=days)
    won = (pl.col("outcome") == "won") & (pl.col("closed_on") <= end)
    rows = past.past.filter(end <= past.curves.as_of)
    return rows.with_columns(won=won.fill_null(value=False).cast(pl.Float64))


def _by_stage(
    past: Past, odds: Mapping[str, float], other: float | None = None
) -> np.ndarray | None:
    """Odds of each open deal's stage; None where stages of past days are not known."""
    if "stage" not in past.curves.risk.follows:
        return None
    known = [value for stage, value in odds.items() if stage != UNKNOWN]
    rest = other if other is not None else float(np.mean(known)) if known else 0.0
    stage = past.now["stage"].replace_strict(odds, default=rest, return_dtype=pl.Float64)
    return stage.to_numpy()


def age_days(past: Past) -> np.ndarray:
    return (past.now["day"] - past.now["created_on"]).dt.total_days().to_numpy()


def _share(totals: Mapping[bool, float], won: bool) -> float:
    return totals.get(won, 0.0) + ODOO_COUNT


def _features(past: Past, rows: pl.DataFrame) -> np.ndarray:
    stages = {stage: at for at, stage in enumerate(past.curves.risk.stages)}
    stage = pl.col("stage").replace_strict(stages, default=-1, return_dtype=pl.Float64)
    owners = {name: at for at, name in enumerate(sorted(set(past.past["owner"].drop_nulls())))}
    owner = pl.col("owner").replace_strict(owners, default=-1, return_dtype=pl.Float64)
    left = [quarter_place(day, past.curves.risk.fiscal)[0] for day in rows["day"].to_list()]
    rules = pl.col("^rule .*$").cast(pl.Float64)
    levels = [pl.col(name).cast(pl.Float64) for name in LEARNERS]
    found = rows.select(stage, owner.alias("_owner"), "age_weeks", *levels, rules)
    return np.column_stack([found.to_numpy(), np.array(left, dtype=float)])
