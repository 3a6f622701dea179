"""Deals between two days: which players touch each one, and its amount on either day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

import numpy as np
import polars as pl

from interlock.engine import tool_waits
from interlock.engine.arrays import Flags
from interlock.engine.moved_players import (
    DECISIONS,
    DELIVERY,
    EDITS,
    OUTCOMES,
    RATES,
    REFIT,
    STAGES,
    TIME,
    Masks,
)  # fmt: skip
from interlock.engine.outlook import Outlook
from interlock.records.book import Book
from interlock.records.calendar import Quarter
from interlock.records.company import Company

EDITED = ("amount", "currency", "expected_close_on")
STOOD = ("stage", "category", "owner", "segment", "kind", "pipeline")

Column = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Deals:
    """The deals that bring something this quarter on either day, one place each.

    ``touched``: the players that can change what a deal brings. ``opened`` (2, deals): open without
    and with the player of ``switch``, OUTCOMES (EDITS where a deal closed before both days was
    edited); ``closed`` (2, deals) is what it brought where it is not open. ``said`` (2, 2, deals):
    its amount by EDITS and RATES, 0 where that is unknown. ``then``, ``now``: its fields on either
    day; of a deal open on one day alone, those of that day twice.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    touched: Masks
    switch: Masks
    opened: Flags
    closed: Column
    said: Column
    then: pl.DataFrame
    now: pl.DataFrame

    @classmethod
    def between(
        cls,
        last: Outlook,
        now: Outlook,
        *,
        quarter: Quarter,
        owner: str | None,
        decided: bool,
        refitted: bool,
    ) -> Self:
        """A deal that entered, ended or was opened again takes all its fields with it: they are
        OUTCOMES' alone. A deal of one ``owner`` handed over to or by another entered or left.
        """
        sides = _sides(last.book, now.book, owner)
        opened = np.array([(sides[f"outcome{day}"] == "open").fill_null(False) for day in _DAYS])
        closed = np.array([_closed(sides, d, now.book.company, quarter) for d in _DAYS])
        sides = _one_day_alone(sides, opened)
        then, later = (_fields(sides, day) for day in _DAYS)
        days = (last.as_of, now.as_of)
        said = np.array(
            [[_amounts(fields, now.book.company, d) for d in days] for fields in (then, later)]
        )
        ended = _ended(sides)
        touched, switch = _touched(sides, opened, closed, ended, said)
        open_once = opened.any(axis=0)
        moves = TIME * (last.as_of != now.as_of) | REFIT * refitted
        touched = touched | np.where(open_once, moves, 0)
        touched |= np.where(open_once, _shipping(sides, last, now, decided, opened), 0)
        touched |= np.where(opened.all(axis=0), _logged(sides, now.book, last.as_of), 0)
        return cls(
            ids=tuple(sides["id"]),
            names=tuple(sides["name"]),
            touched=touched,
            switch=switch,
            opened=opened,
            closed=closed,
            said=said,
            then=then,
            now=later,
        )


_DAYS = ("_then", "_now")


def _sides(last: Book, now: Book, owner: str | None) -> pl.DataFrame:
    """One row a deal of either day, each column twice."""
    frames = []
    for book, day in zip((last, now), _DAYS, strict=True):
        deals = book.deals if owner is None else book.deals.filter(pl.col("owner") == owner)
        frames.append(deals.rename({c: f"{c}{day}" for c in deals.columns if c != "id"}))
    joined = frames[1].join(frames[0], on="id", how="full", coalesce=True, maintain_order="left")
    return joined.with_columns(name=pl.coalesce("name_now", "name_then", "id")).sort("id")


def _one_day_alone(sides: pl.DataFrame, opened: Flags) -> pl.DataFrame:
    """Deals open on one day alone have that day's fields on both."""
    fields = [*EDITED, *STOOD, "created_on"]
    then, now = (pl.Series(f"_open{day}", flags) for day, flags in zip(_DAYS, opened, strict=True))
    only_now, only_then = pl.lit(now & ~then), pl.lit(then & ~now)
    return sides.with_columns(
        *(
            pl.when(only_now).then(f"{f}_now").otherwise(f"{f}_then").alias(f"{f}_then")
            for f in fields
        ),
        *(
            pl.when(only_then).then(f"{f}_then").otherwise(f"{f}_now").alias(f"{f}_now")
            for f in fields
        ),
    )


def _fields(sides: pl.DataFrame, day: str) -> pl.DataFrame:
    fields = [*EDITED, *STOOD, "created_on"]
    return sides.select("id", "name", *(pl.col(f"{f}{day}").alias(f) for f in fields))


def _amounts(fields: pl.DataFrame, company: Company, day: date) -> Column:
    """Amounts in the company's currency at the rates of a day."""
    return _converted(fields["amount"], fields["currency"], [day] * fields.height, company)


def _converted(
    amounts: pl.Series, currencies: pl.Series, days: list[date | None], company: Company
) -> Column:
    pairs = list(zip(currencies, days, strict=True))
    rates = {pair: company.rate(pair[0], pair[1] or date.min) for pair in set(pairs)}
    worth = [float(rates[pair] or 0) for pair in pairs]
    found: Column = amounts.cast(pl.Float64).fill_null(0.0).to_numpy() * np.array(worth)
    return found


def _closed(sides: pl.DataFrame, day: str, company: Company, quarter: Quarter) -> Column:
    """What a deal won this quarter brought, as known on a day, at the rate of its closing."""
    on = sides[f"closed_on{day}"]
    won = (sides[f"outcome{day}"] == "won") & on.is_between(quarter.first, quarter.last)
    brought = _converted(sides[f"amount{day}"], sides[f"currency{day}"], on.to_list(), company)
    return np.where(won.fill_null(False).to_numpy(), brought, 0.0)


def _ended(sides: pl.DataFrame) -> Flags:
    """Whether how or when a deal ended differs between the days."""
    then, now = ([f"{f}{day}" for f in ("outcome", "closed_on")] for day in _DAYS)
    same = [pl.col(a).eq_missing(pl.col(b)) for a, b in zip(then, now, strict=True)]
    found: Flags = sides.select(~pl.all_horizontal(same)).to_series().to_numpy()
    return found


def _touched(
    sides: pl.DataFrame, opened: Flags, closed: Column, ended: Flags, said: Column
) -> tuple[Masks, Masks]:
    """(players that touch each deal by what it was or brought, the player that closes it)."""
    never_open = ~opened.any(axis=0)
    brought_other = closed[0] != closed[1]
    by_edit = never_open & ~ended
    switch = np.where(by_edit, EDITS, OUTCOMES)
    switched = np.where(never_open, brought_other, opened[0] != opened[1])
    touched = np.where(switched, switch, 0)
    both = opened.all(axis=0)
    touched |= np.where(both & _differ(sides, EDITED), EDITS, 0)
    touched |= np.where(both & _differ(sides, STOOD), STAGES, 0)
    rated = (said[:, 0] != said[:, 1]).any(axis=0)
    touched |= np.where(~never_open & rated, RATES, 0)
    return touched, switch


def _differ(sides: pl.DataFrame, fields: tuple[str, ...]) -> Flags:
    same = [pl.col(f"{f}_then").eq_missing(pl.col(f"{f}_now")) for f in fields]
    found: Flags = sides.select(~pl.all_horizontal(same)).to_series().to_numpy()
    return found


def _logged(sides: pl.DataFrame, now: Book, then: date) -> Masks:
    """EDITS and STAGES where the log or the evidence since the earlier day says so."""
    log = now.changes.filter(pl.col("table") == "deals", pl.col("at").dt.date() > then)
    edit = pl.col("field").is_in(EDITED)
    evidence = now.evidence.filter(pl.col("on") > then)["deal"]
    edited = set(log.filter(edit)["id"])
    staged = set(log.filter(~edit)["id"]) | set(evidence)
    return np.array(
        [EDITS * (d in edited) | STAGES * (d in staged) for d in sides["id"]], dtype=np.int64
    )


def _shipping(
    sides: pl.DataFrame, last: Outlook, now: Outlook, decided: bool, opened: Flags
) -> Masks:
    """DELIVERY and DECISIONS where a deal needs a feature or what it needs was decided anew."""
    then, later = _needs(last), _needs(now)
    delivered = DELIVERY * (last.ship is not now.ship)
    found = []
    for deal, was_open, is_open in zip(sides["id"], *opened, strict=True):
        before, after = then.get(deal), later.get(deal)
        kept = after if is_open and not was_open else before
        needed = (before or after) if was_open and is_open else kept
        asked = was_open and is_open and before != after
        found.append((delivered if needed else 0) | DECISIONS * bool((needed and decided) or asked))
    return np.array(found, dtype=np.int64)


def _needs(of: Outlook) -> Mapping[str, frozenset[tuple[object, ...]]]:
    """Each deal's needs, what was promised to it of them, and the tools for which it waits."""
    book = of.book
    found: dict[str, set[tuple[object, ...]]] = {}
    for deal, *need in book.needs.select("deal", "feature", "strength", "wanted_by").iter_rows():
        found.setdefault(deal, set()).add(tuple(need))
    given = book.promises.drop_nulls("feature")
    asked = book.needs.select("feature", needing="deal")
    to_one = pl.col("deal").is_null() | (pl.col("deal") == pl.col("needing"))
    fields = ("needing", "feature", "id", "due", "done_on", "kind", "form", "maker")
    for deal, *promise in given.join(asked, on="feature").filter(to_one).select(fields).iter_rows():
        found[deal].add(tuple(promise))
    for (deal, tool), (_, strength) in tool_waits.waits(book, of.tools).items():
        found.setdefault(deal, set()).add((tool, strength))
    return {deal: frozenset(needs) for deal, needs in found.items()}
