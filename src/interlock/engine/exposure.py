"""The money that rides on each feature: exposed, at risk, and what would close anyway."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from interlock.engine import joint as joining
from interlock.engine.joint import Group
from interlock.engine.outlook import Outlook


@dataclass(frozen=True)
class Exposure:
    """For one feature, over the open deals that need it or wait for a sales tool that shows it,
    until the end of the fourth quarter from here.

    ``exposed`` sums their amounts; ``at_risk`` is what their expected bookings would lose were the
    feature never shipped; ``closes_anyway`` is what they are expected to bring even so. ``deals``
    are their ids, ``without_amount`` counts those with no amount.
    """

    feature: str
    deals: frozenset[str]
    without_amount: int
    exposed: float
    at_risk: float
    closes_anyway: float


def exposures(outlook: Outlook) -> dict[str, Exposure]:
    """Exposure of every unfinished feature that an open deal needs.

    at_risk = sum_d value_d (P_d(won | dates as forecast) - P_d(won | this feature never ships))

    A tool that shows a feature which never ships is never ready.
    """
    deals = {
        group: frame
        for (group,), frame in outlook.open_deals.partition_by("group", as_dict=True).items()
    }
    last = len(outlook.joint.ends) - 1
    before = outlook.joint.mean_odds[:, last] if outlook.joint.groups else np.zeros(0)
    found: dict[str, list[tuple[pl.DataFrame, float, float]]] = defaultdict(list)
    for at, group in enumerate(outlook.joint.groups):
        for column in outlook.joint.features_of(group.needs):
            gone = never(group, outlook.joint.hang_on(column))
            after = odds_along(outlook, gone)[:, last].mean()
            found[outlook.ship.features[column]].append(
                (deals[at], float(before[at]), float(after))
            )
    return {feature: _exposure(feature, parts) for feature, parts in found.items()}


def never(group: Group, columns: Collection[int]) -> Group:
    """The same deals, were the features and tools in ``columns`` never to come."""
    needs = tuple((-1 if c in columns else c, s) for c, s in group.needs)
    return replace(group, needs=needs)


def odds_along(outlook: Outlook, group: Group) -> np.ndarray:
    """The group's odds of being won by each end, along every draw."""
    weeks = joining.weeks_until(outlook.joint.ends, outlook.as_of)
    return joining.along(group, outlook.joint.world, outlook.joint.ready, weeks)


def _exposure(feature: str, parts: list[tuple[pl.DataFrame, float, float]]) -> Exposure:
    values = [float(frame["at_close"].sum()) for frame, _, _ in parts]
    return Exposure(
        feature=feature,
        deals=frozenset(deal for frame, _, _ in parts for deal in frame["id"]),
        without_amount=sum(frame["value"].null_count() for frame, _, _ in parts),
        exposed=sum(float(frame["value"].sum()) for frame, _, _ in parts),
        at_risk=sum(v * (b - a) for v, (_, b, a) in zip(values, parts, strict=True)),
        closes_anyway=sum(v * a for v, (_, _, a) in zip(values, parts, strict=True)),
    )
