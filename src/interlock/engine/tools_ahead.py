"""Every sales tool that is not ready: when it will be, and the money behind it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from interlock.engine.exposure import never, odds_along
from interlock.engine.outlook import Outlook
from interlock.engine.weekly_features import day_at
from interlock.records.features_ahead import ToolAhead


@dataclass(frozen=True)
class Behind:
    """For one tool, over the open deals that wait for it, until the end of the fourth quarter from
    here: their ids, their amounts, and what their expected bookings would lose were it never ready.
    """

    deals: frozenset[str]
    exposed: float
    at_risk: float


def tools_ahead(now: Outlook) -> tuple[ToolAhead, ...]:
    """Tools that are neither ready nor retired, those with most money at risk first."""
    behind = now.once(money_behind)
    lines = [_line(now, at, behind) for at in range(len(now.tools.tools))]
    return tuple(sorted(lines, key=lambda one: (-(one.at_risk or 0.0), -one.deals, one.name)))


def money_behind(now: Outlook) -> Mapping[str, Behind]:
    """Of every tool that an open deal waits for.

    at_risk = sum_d value_d (P_d(won | dates as forecast) - P_d(won | this tool is never ready))
    """
    first, last = len(now.ship.features), len(now.joint.ends) - 1
    of_group = now.open_deals.partition_by("group", as_dict=True)
    found: dict[str, list[tuple[pl.DataFrame, float]]] = defaultdict(list)
    for at, group in enumerate(now.joint.groups):
        for column in {column for column, _ in group.needs if column >= first}:
            after = odds_along(now, never(group, (column,)))[:, last].mean()
            loses = float(now.joint.mean_odds[at, last] - after)
            found[now.tools.tools[column - first]].append((of_group[at,], loses))
    return {tool: _behind(parts) for tool, parts in found.items()}


def _behind(parts: list[tuple[pl.DataFrame, float]]) -> Behind:
    return Behind(
        deals=frozenset(deal for deals, _ in parts for deal in deals["id"]),
        exposed=sum(float(deals["value"].sum()) for deals, _ in parts),
        at_risk=sum(float(deals["at_close"].sum()) * loses for deals, loses in parts),
    )


def _line(now: Outlook, at: int, behind: Mapping[str, Behind]) -> ToolAhead:
    name, days = now.tools.tools[at], now.tools.days_of(at)
    money = behind.get(name)
    return ToolAhead(
        name=name,
        p50_on=day_at(days, 0.5, now.as_of),
        p80_on=day_at(days, 0.8, now.as_of),
        basis=now.tools.basis[at],
        waits_for=now.tools.waits_for[at],
        deals=len(money.deals) if money else 0,
        exposed=money.exposed if money else None,
        at_risk=money.at_risk if money else None,
        waiting=tuple(sorted(money.deals)) if money else (),
    )
