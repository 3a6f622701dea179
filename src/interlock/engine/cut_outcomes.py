"""Forecasts without money: for a reader who may not see all amounts."""

from dataclasses import replace

import polars as pl

from interlock.engine.without_amounts import birth_without_amounts, money_in, unless
from interlock.records.forecasts import Forecast

MONEY = {
    "deals": ("expected_amount",),
    "bookings": (
        "closed", "from_open", "from_new", "mean", "p05", "p10", "p25", "p50", "p75", "p90", "p95",
        "target", "p_target",
    ),
}  # fmt: skip
"""forecast -> its columns of money, and of odds of reaching some"""


def forecast_without_amounts(
    made: Forecast, *, currency: str, own: frozenset[str] = frozenset()
) -> Forecast:
    """``made`` with no amount but those of the deals that are the reader's ``own`` (ids); no sums
    at all.
    """
    says_money, columns = money_in(currency), MONEY.get(made.name, ())
    mine = pl.col("id").is_in(list(own)) if made.name == "deals" else pl.lit(value=False)
    return replace(
        made,
        rows=made.rows.with_columns(pl.when(mine).then(one).alias(one) for one in columns),
        notes=unless(says_money, made.notes),
        birth=birth_without_amounts(made.birth, says_money),
    )
