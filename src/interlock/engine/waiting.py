"""Which open deals wait for which unshipped features."""

from dataclasses import dataclass

import polars as pl

from interlock.records.book import Book


@dataclass(frozen=True)
class Wait:
    """A feature not shipped yet, and how many open deals need it.

    ``unsure`` counts those needs that are not confirmed or have no strength.
    """

    feature: str
    name: str
    deals: int
    dealbreakers: int
    unsure: int


def waits(book: Book) -> tuple[Wait, ...]:
    """Features that open deals wait for, most deals first."""
    waiting = (
        _unmet(book)
        .group_by("feature", "name")
        .agg(
            deals=pl.col("deal").n_unique(),
            dealbreakers=pl.col("deal").filter(pl.col("strength") == "dealbreaker").n_unique(),
            unsure=_unsure().sum(),
        )
        .sort("deals", "dealbreakers", "feature", descending=[True, True, False])
    )
    return tuple(
        Wait(**row)
        for row in waiting.select("feature", "name", "deals", "dealbreakers", "unsure").iter_rows(
            named=True
        )
    )


def waiting_deals(book: Book) -> int:
    """How many open deals wait for at least one feature."""
    return _unmet(book)["deal"].n_unique()


def _unmet(book: Book) -> pl.DataFrame:
    open_deals = book.deals.filter(pl.col("outcome") == "open").select(deal="id")
    name = pl.coalesce("name", "key", "id")
    unshipped = book.features.filter(
        pl.col("shipped_on").is_null(), pl.col("dropped_on").is_null()
    ).select(name.alias("name"), feature="id")
    return book.needs.join(open_deals, on="deal").join(unshipped, on="feature")


def _unsure() -> pl.Expr:
    return pl.col("strength").is_null() | pl.col("confirmed").eq_missing(other=False)
