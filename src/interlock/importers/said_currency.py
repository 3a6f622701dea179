"""The currency that stands in the amounts themselves: € 12,500 or 12500 USD."""

import polars as pl

from interlock.importers.cells import LINE
from interlock.importers.table import Rows

SIGNS = {"€": "EUR", "£": "GBP", "₹": "INR"}
"""Signs that mean one currency; $ and ¥ mean several."""

CODE = r"^([A-Z]{3})[\s\u00a0\u202f]*[-(\d]|[\d)][\s\u00a0\u202f]*([A-Z]{3})$"


def with_said_currency(deals: pl.DataFrame, rows: Rows, *amounts: str) -> pl.DataFrame:
    """``deals`` with the currency of each amount, where no column says it but the amount does;
    ``amounts`` are the headers that the amount may stand under.
    """
    column = rows.column(*amounts)
    if column is None or "amount" not in deals.columns:
        return deals
    said = pl.DataFrame([rows.lines, currencies(column).alias("_said")]).drop_nulls()
    if not said.height:
        return deals
    stated = [pl.col("currency")] if "currency" in deals.columns else []
    joined = deals.join(said, on=LINE, how="left", maintain_order="left")
    return joined.with_columns(currency=pl.coalesce(*stated, "_said")).drop("_said")


def currencies(amounts: pl.Series) -> pl.Series:
    """The code of each amount's currency, where a sign or code beside it tells one."""
    text = pl.col("v").str.strip_chars()
    code = pl.coalesce(text.str.extract(CODE, 1), text.str.extract(CODE, 2))
    signs = [pl.when(text.str.contains(s, literal=True)).then(pl.lit(c)) for s, c in SIGNS.items()]
    return amounts.to_frame("v").select(pl.coalesce(*signs, code)).to_series()
