"""Amount at close: what discounts and extensions usually make of the amount stated before."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import polars as pl

from interlock.engine import deal_history, shrunk_means
from interlock.engine.deal_log import followed, on_days
from interlock.engine.history import typed
from interlock.engine.standings import days_back, standings
from interlock.records.book import Book
from interlock.records.sales_tables import DEALS

STEP_DAYS, MOST = 28, 130
FEWEST, UNCHANGED = 5, 10
"""Deals won from which a change is learnt, and those that count as closed unchanged before them."""

MOST_CHANGE = float(np.log(5.0))
"""A change beyond five times either way is a typing error or a placeholder: it counts as five."""


@dataclass(frozen=True)
class Factor:
    """What an amount is multiplied by at close: its mean and sd over ``n`` deals won."""

    mean: float = 1.0
    sd: float = 0.0
    n: int = 0


@dataclass(frozen=True)
class CloseAmounts:
    """Factors by stage; ``company`` stands in for stages from which nothing was won yet."""

    company: Factor
    stages: Mapping[str, Factor] = field(default_factory=dict)
    says: str = ""

    def factor(self, stage: str | None) -> Factor:
        return self.stages.get(stage or "", self.company)

    def at_close(self, deals: pl.DataFrame) -> pl.Series:
        """What the ``value`` of each deal in its ``stage`` is expected to be at close."""
        means = {stage: self.factor(stage).mean for stage in deals["stage"].unique()}
        factors = deals["stage"].replace_strict(means, default=None, return_dtype=pl.Float64)
        return (deals["value"] * factors).alias("at_close")


def fit(book: Book, *, as_of: date) -> CloseAmounts:
    """How much amounts change from a day in a stage to the day the deal is won.

        x = log(amount won / amount then), one mean a deal and stage, within log 5 either way
        m = sum of x / (n + 10),  one x a deal: as if ten more had closed unchanged
        m_s, v_s: mean and variance by stage, shrunk towards m (shrunk_means)
        factor = exp(m_s + v_s / 2), sd = factor sqrt(exp(v_s) - 1)

    over the won deals that stood in stage s on days four weeks apart. The amount then is read from
    the log of changes, from the day on which it begins; a won deal that nobody repriced counts as
    unchanged. Without such a log, or with fewer than five deals, nothing is adjusted. ``book`` is
    as known on ``as_of``. Source: the log-normal's moments.
    """
    logs = changes(book, as_of=as_of)
    if logs is None:
        return CloseAmounts(Factor(), says="Amounts have no history, so they are not adjusted")
    if logs["id"].n_unique() < FEWEST:
        return CloseAmounts(
            Factor(), says=f"Fewer than {FEWEST} deals won with an amount before: not adjusted"
        )
    by_deal = logs.group_by("id").agg(pl.col("log").mean())["log"].to_numpy()
    stages = logs.group_by("stage").agg("log").sort("stage")
    groups = [np.asarray(values) for values in stages["log"]]
    mean = float(by_deal.sum() / (by_deal.size + UNCHANGED))
    means, variances = shrunk_means.shrunk(groups, centre=mean)
    found = [_factor(m, v, g.size) for m, v, g in zip(means, variances, groups, strict=True)]
    return CloseAmounts(
        company=_factor(mean, float(by_deal.var(ddof=1)), by_deal.size),
        stages=dict(zip(stages["stage"], found, strict=True)),
        says=_says(np.exp(mean), by_deal.size),
    )


def changes(book: Book, *, as_of: date) -> pl.DataFrame | None:
    """(id, stage, log): each won deal's mean log change from its days in each stage; None without a
    log of amounts.
    """
    log = _amount_log(book)
    if not log.height:
        return None
    deals, _ = deal_history.usable(book)
    won = deals.filter(pl.col("outcome") == "won", pl.col("amount") > 0)
    days = days_back(as_of, step_days=STEP_DAYS, window_days=0, most=MOST)
    begins = min(log["day"].to_list())
    days = [day for day in days if day >= begins]
    rows = standings(won.select("id", "entered_on", "closed_on", "amount"), days)
    rows = rows.with_columns(stage=_stage(rows, book), then=_amounts_then(rows, log))
    ratio = pl.col("amount").cast(pl.Float64) / pl.col("then")
    return (
        rows.filter(pl.col("then") > 0)
        .with_columns(log=ratio.log().clip(-MOST_CHANGE, MOST_CHANGE))
        .group_by("id", "stage")
        .agg(pl.col("log").mean())
        .sort("id", "stage")
    )


def _amount_log(book: Book) -> pl.DataFrame:
    log = book.changes.filter(pl.col("table") == "deals", pl.col("field") == "amount")
    dtype = DEALS.schema["amount"]
    return log.select(
        "id", "at", day=pl.col("at").dt.date(), old=typed("old", dtype), new=typed("new", dtype)
    ).sort("at")


def _amounts_then(rows: pl.DataFrame, log: pl.DataFrame) -> pl.Series:
    """What the last change by the day gave, else what the first one after it replaced, else the
    amount itself: nobody changed it.
    """
    asked = rows.select("id", "day", "amount").with_row_index("row").sort("day")
    last = log.unique(("id", "day"), keep="last", maintain_order=True).sort("day")
    first = log.group_by("id", maintain_order=True).agg(pl.col("old").first(), logged=pl.lit(True))
    found = asked.join_asof(
        last.select("id", "day", "new", changed=pl.lit(True)),
        on="day",
        by="id",
        strategy="backward",
        check_sortedness=False,
    ).join(first, on="id", how="left", maintain_order="left")
    value = pl.when("changed").then("new").when("logged").then("old").otherwise("amount")
    return found.sort("row").select(value.cast(pl.Float64))["new"]


def _stage(rows: pl.DataFrame, book: Book) -> pl.Series:
    if "stage" not in followed(book):
        return pl.Series("stage", [""] * rows.height, dtype=pl.String)
    return on_days(rows, book, "stage").fill_null("")


def _says(factor: float, n: int) -> str:
    return (
        f"Deals were won for {factor * 100:.0f} % of the amount stated before, as {n:,} of them "
        "show: expected bookings count that, stage by stage"
    )


def _factor(mean: float, variance: float, n: int) -> Factor:
    factor = float(np.exp(mean + variance / 2))
    return Factor(factor, factor * float(np.sqrt(np.expm1(variance))), n)
