"""What came of one person's own days, and the record without what others keep to themselves."""

from collections.abc import Collection, Mapping
from dataclasses import replace

import polars as pl

from interlock.engine import day_lines, said_days, stated_confidence
from interlock.engine.people import plain_name
from interlock.engine.without_amounts import birth_without_amounts, money_in
from interlock.records.day_record import DayLine, DayRecord, OwnRecord

FEWEST = 30
"""Things of a kind that must be settled before anything is said of one person's."""

OF_GROUPS = (said_days.FEATURE, said_days.RELEASE)
"""Kinds whose makers are teams and trains."""


def own(made: DayRecord, name: str, levels: Mapping[str, float]) -> OwnRecord | None:
    """What came of the days that one person said, by the rules of all; None where they said none.

    The odds are those of the whole record.
    """
    groups = _groups(made)
    mine = made.days.filter(_called(made, [name])) if plain_name(name) not in groups else None
    if mine is None or mine.is_empty():
        return None
    settled = mine.filter(pl.col("met").is_not_null())
    return OwnRecord(
        name,
        day_lines.lines(settled, "side", "kind", fewest=FEWEST),
        stated_confidence.lines(mine, levels, fewest=FEWEST),
        FEWEST,
    )


def shared(made: DayRecord, names: Collection[str]) -> tuple[DayLine, ...]:
    """A line of each person's settled days by kind, in the order of the names; ``side`` is the
    person. Who has none has a line without a kind.
    """
    settled = made.days.filter(_called(made, names), pl.col("met").is_not_null())
    found = day_lines.lines(settled, "maker", "kind", fewest=FEWEST)
    told = {plain_name(one.side) for one in found}
    none = [DayLine(name, "", 0, 0) for name in names if plain_name(name) not in told]
    return tuple(sorted((*found, *none), key=lambda one: (plain_name(one.side), one.kind)))


def persons(made: DayRecord) -> tuple[str, ...]:
    """Everybody who said a day themselves, by name."""
    groups = _groups(made)
    makers = made.days["maker"].drop_nulls().unique()
    return tuple(sorted((one for one in makers if plain_name(one) not in groups), key=str.casefold))


def without_persons(made: DayRecord, kept: Collection[str]) -> DayRecord:
    """``made`` without the name of any person who is not ``kept``."""
    named = _called(made, [*kept, *_groups(made)])
    days = made.days.with_columns(maker=pl.when(named).then("maker"))
    return replace(made, days=days)


def without_amounts(made: DayRecord, *, currency: str) -> DayRecord:
    """``made`` with no amount among the settings it rests on."""
    return replace(made, birth=birth_without_amounts(made.birth, money_in(currency)))


def _groups(made: DayRecord) -> frozenset[str]:
    of_groups = made.days.filter(pl.col("kind").is_in(OF_GROUPS))["maker"].drop_nulls()
    return frozenset(plain_name(one) for one in of_groups.unique())


def _called(made: DayRecord, names: Collection[str]) -> pl.Expr:
    """Whether a day was said by one of these, however they are written."""
    plain = {plain_name(one) for one in names}
    makers = made.days["maker"].drop_nulls().unique()
    return pl.col("maker").is_in([one for one in makers if plain_name(one) in plain])
