"""Amounts in the company's currency: exact for what is closed, floating point for what is
forecast.
"""

from datetime import date
from decimal import Decimal

import polars as pl

from interlock.records.book import Book
from interlock.records.company import Company
from interlock.records.report import Closed


def with_value(deals: pl.DataFrame, company: Company, *, as_of: date) -> pl.DataFrame:
    """``deals`` with ``value``: the amount in the company's currency as a float, null without
    amount or rate.

    Closed deals are changed at the rate of their closing day, open ones at that of ``as_of``.
    """
    day = pl.col("closed_on").fill_null(as_of)
    pairs = deals.select(pl.col("currency").fill_null(company.currency), on=day).unique()
    rates = pl.DataFrame(
        [(currency, on, _float(company.rate(currency, on))) for currency, on in pairs.iter_rows()],
        schema={"_currency": pl.String, "_on": pl.Date, "_rate": pl.Float64},
        orient="row",
    )
    return (
        deals.with_columns(_currency=pl.col("currency").fill_null(company.currency), _on=day)
        .join(rates, on=["_currency", "_on"], how="left", maintain_order="left")
        .with_columns(value=pl.col("amount").cast(pl.Float64) * pl.col("_rate"))
        .drop("_currency", "_on", "_rate")
    )


def closed_between(book: Book, first: date, last: date) -> Closed:
    """What was won from ``first`` to ``last``: the exact sum, and the deals that could not be
    counted.
    """
    won = won_between(book.deals, first, last)
    total, differing = Decimal(0), []
    for deal in won.iter_rows(named=True):
        rate = book.company.rate(deal["currency"], deal["closed_on"])
        if deal["amount"] is None:
            differing.append((deal["id"], deal["name"] or deal["id"], "won without an amount"))
        elif rate is None:
            differing.append(
                (deal["id"], deal["name"] or deal["id"], f"no rate for {deal['currency']}")
            )
        else:
            total += deal["amount"] * rate
    return Closed(total=total, deals=won.height, differing=tuple(differing))


def won_between(deals: pl.DataFrame, first: date, last: date) -> pl.DataFrame:
    return deals.filter(
        pl.col("outcome") == "won", pl.col("closed_on").is_between(first, last)
    ).sort("closed_on", "id")


def _float(rate: Decimal | None) -> float | None:
    return None if rate is None else float(rate)
