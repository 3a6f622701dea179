"""A what-if's answer cut to its reader: dates, odds and counts, and no amount of others."""

from collections.abc import Mapping
from dataclasses import replace

from interlock.engine import whatif_deals
from interlock.engine.outlook import Outlook
from interlock.engine.telling import tell
from interlock.engine.without_amounts import birth_without_amounts, money_in
from interlock.records.bands import bands
from interlock.records.both_ways import Column, Through
from interlock.records.errors import NotPossible
from interlock.records.whatif import (
    Amount,
    Answer,
    DealChange,
    FeatureChange,
    QuarterChange,
    WhatIf,
)

WORSE, BETTER = ("later", "dropped"), ("sooner", "added")
NOBODY: frozenset[str] = frozenset()


def may_ask(asked: WhatIf) -> None:
    """Raises ``NotPossible`` where a what-if names an amount: for who sees none."""
    if any(isinstance(change, Amount) for change in asked.changes):
        raise NotPossible("Another amount cannot be supposed by who sees no amounts")


def open_bands(now: Outlook) -> dict[str, str]:
    """The third of the open deals' amounts in which each deal's lies."""
    known = now.open_deals.select("id", "value").drop_nulls().iter_rows()
    return bands(dict(known))


def without_amounts(
    made: Answer, *, own: frozenset[str] = NOBODY, in_bands: Mapping[str, str] | None = None
) -> Answer:
    """``made`` with no amount but of the deals that are the reader's ``own`` (ids), nor an order or
    a choice that tells any: deals whose odds change most come first, then by id.

    Bookings go, and the deals expected to be won in each quarter stay; what changes cost and buy is
    told by deals and features, without money; nothing says where the two turn. ``in_bands``: the
    third in which each deal's amount lies, where it may be told.
    """
    may_ask(made.whatif)
    told = {one.id: one for one in (*made.hurt, *made.helped)}
    cut = [_deal(one, own, in_bands or {}) for one in told.values()]
    some = sorted(filter(whatif_deals.is_noticeable, cut), key=_most_first)
    hurt = tuple(one for one in some if one.after < one.before)
    helped = tuple(one for one in some if one.after > one.before)
    anyway = (_deal(one, own, in_bands or {}) for one in made.anyway if one.after <= one.before)
    return replace(
        made,
        quarters=tuple(map(_quarter, made.quarters)),
        whole=None,
        costs=_column(hurt, made.features, WORSE),
        buys=_column(helped, made.features, BETTER),
        turn=None,
        hurt=hurt,
        anyway=tuple(sorted(anyway, key=_most_first)),
        helped=helped,
        tell=tell(hurt, made.promises),
        birth=birth_without_amounts(made.birth, money_in(made.currency)),
    )


def _most_first(one: DealChange) -> tuple[float, str]:
    return -abs(one.after - one.before), one.id


def _deal(one: DealChange, own: frozenset[str], in_bands: Mapping[str, str]) -> DealChange:
    if one.id in own:
        return one
    return replace(one, amount=None, brings=None, band=in_bands.get(one.id, ""))


def _quarter(one: QuarterChange) -> QuarterChange:
    return replace(one, before=None, after=None, change=None)


def _column(
    deals: tuple[DealChange, ...], features: tuple[FeatureChange, ...], states: tuple[str, ...]
) -> Column:
    """The deals through each feature that moves that way."""
    lines = [
        Through(one.id, one.name, one.team, one.state, one.days, None, named)
        for one in features
        if one.state in states
        and (named := tuple(deal.name for deal in deals if one.name in deal.through))
    ]
    return Column(len(deals), None, tuple(lines))
