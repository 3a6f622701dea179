"""The report's what-ifs: what dropping or delaying a feature costs, frees, and what that wins."""

from collections.abc import Mapping

import polars as pl

from interlock.engine import named, telling, tool_waits, whatif, whatif_deals, whatif_features
from interlock.engine.need_estimates import spread_of
from interlock.engine.outlook import Outlook
from interlock.engine.whatif_deals import Changed
from interlock.records.report import DropLine, HurtDeal
from interlock.records.whatif import DealChange, Delay, Drop, FeatureChange, WhatIf

DELAY_WEEKS = 4
SHOWN = 6


def drop(now: Outlook, feature: str, promises: Mapping[str, tuple[str, ...]]) -> DropLine:
    """Both ways: which deals lose how much, which would close anyway, what time is freed and what
    that wins.

    The same luck runs with and without the feature, so the difference is the feature's alone.
    ``promises`` are, per feature, the standing promises about it in words.
    """
    row = named.feature(now.book, feature)
    dropped = whatif.supposed(now, WhatIf((Drop(feature),)))
    delayed = whatif.supposed(now, WhatIf((Delay(feature, DELAY_WEEKS),)))
    features = whatif_features.features(now, dropped.after)
    hurt, anyway, helped = whatif_deals.lines(dropped, features)
    broken = whatif_features.promises(now, dropped.after)
    at = now.ship.features.index(feature)
    return DropLine(
        feature=feature,
        feature_name=row["name"] or row["key"] or feature,
        team=row["team"] or "",
        costs=max(0.0, -_of(dropped, feature).expected),
        delay_costs=max(0.0, -_of(delayed, feature).expected),
        delay_weeks=DELAY_WEEKS,
        buys=freed(dropped, feature).expected,
        balance=spread_of(dropped.gain),
        hurt=_lines(hurt),
        close_anyway=_lines(anyway),
        frees_items=float(now.ship.work_items[at]),
        frees_weeks=float(now.ship.work_weeks[at]),
        sooner=_sooner(features),
        wins=_lines(tuple(filter(whatif_deals.is_noticeable, helped))),
        breaks=promises.get(feature, ()),
        tell=tuple(one.name for one in telling.tell(hurt, broken)),
    )


def freed(dropped: Changed, feature: str) -> Changed:
    """The deals that do not need the feature: what the freed time wins."""
    return dropped.where(~_needs(dropped, feature))


def _of(changed: Changed, feature: str) -> Changed:
    return changed.where(_needs(changed, feature))


def _needs(changed: Changed, feature: str) -> pl.Expr:
    """Deals that need it, or wait for a sales tool that shows it."""
    book = changed.before.book
    needs = book.needs.filter(pl.col("feature") == feature)["deal"]
    waits = [deal for deal, shown in tool_waits.shown_to(book).items() if feature in shown]
    return pl.col("id").is_in([*needs, *waits])


def _sooner(features: tuple[FeatureChange, ...]) -> tuple[tuple[str, int], ...]:
    """Features whose p50 comes sooner, most days first."""
    found = [(one.name, -one.days) for one in features if one.days is not None and one.days < 0]
    return tuple(found[:SHOWN])


def _lines(deals: tuple[DealChange, ...]) -> tuple[HurtDeal, ...]:
    return tuple(
        HurtDeal(one.id, one.name, one.amount, one.before, one.after) for one in deals[:SHOWN]
    )
