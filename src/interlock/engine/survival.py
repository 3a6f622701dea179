"""Deals that ended without a feature they had asked for: how many were won all the same."""

from collections.abc import Mapping, Sequence

import polars as pl

from interlock.engine.needs_worth import FEWEST
from interlock.engine.worth import needs_of_ended
from interlock.records.book import Book
from interlock.records.features_ahead import Survival
from interlock.records.sales_tables import STRENGTHS


def survivals(book: Book, waiting: Mapping[str, Sequence[str]]) -> dict[str, Survival]:
    """For each feature of ``waiting`` (feature -> strengths of its open needs) the ended deals that
    needed it, unmet when they ended; where these are fewer than ten, all deals that ended with a
    need unmet of the strength most asked of it.

    A need counts as in `worth.needs_of_ended`: written before the deal's last day, met where the
    feature had shipped by then. ``book`` is as known on the day.
    """
    unmet = needs_of_ended(book).filter(~pl.col("met"))
    own = unmet.partition_by("feature", as_dict=True)
    of_class = {s: _survival(s, unmet.filter(strength=s)) for s in STRENGTHS}
    found = {}
    for feature, strengths in waiting.items():
        mine = _survival("it", own.get((feature,), unmet.clear()))
        strength = _most_asked(strengths or [book.company.need_strength_default])
        found[feature] = mine if mine.is_enough else of_class[strength]
    return found


def _most_asked(strengths: Sequence[str]) -> str:
    """Of several asked as often, the strongest."""
    return max(STRENGTHS, key=lambda one: (strengths.count(one), -STRENGTHS.index(one)))


def _survival(of: str, needs: pl.DataFrame) -> Survival:
    """Each deal counts once, with the first way in which a need of it was met."""
    deals = needs.sort("deal", "met_by", nulls_last=True).unique("deal", keep="first")
    won = deals.filter(outcome="won")
    ways = won.filter(pl.col("met_by").is_not_null()).group_by("met_by").len()
    ordered = ways.sort(["len", "met_by"], descending=[True, False])
    return Survival(of, won.height, deals.height, tuple(ordered.iter_rows()), FEWEST)
