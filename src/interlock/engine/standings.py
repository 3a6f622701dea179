"""Which deals were open on which past days: the rows on which rules and categories are measured."""

from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl


def days_back(as_of: date, *, step_days: int, window_days: int, most: int) -> list[date]:
    """Days ``step_days`` apart, oldest first, the last of them a whole window before ``as_of``."""
    last = as_of - timedelta(days=window_days)
    return [last - timedelta(days=step_days * back) for back in range(most - 1, -1, -1)]


def standings(deals: pl.DataFrame, days: Sequence[date]) -> pl.DataFrame:
    """One row for each deal and each of ``days`` on which it was open: ``deals`` with ``day``.

    ``deals`` are those of ``deal_history.usable``: a deal is open from ``entered_on`` until the day
    before ``closed_on``. ``days`` rise.
    """
    when = pl.Series("day", days, dtype=pl.Date)
    first = when.search_sorted(deals["entered_on"], side="left")
    ended = deals["closed_on"].fill_null(date.max)
    last = when.search_sorted(ended, side="left")
    at = pl.int_ranges(pl.lit(first), pl.max_horizontal(pl.lit(first), pl.lit(last)))
    rows = deals.with_columns(_at=at).explode("_at", empty_as_null=False, keep_nulls=False)
    return rows.with_columns(day=when.gather(rows["_at"])).drop("_at")
