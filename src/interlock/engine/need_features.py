"""What each feature is worth to the open deals that need it, and its tipping point."""

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import polars as pl

from interlock.engine import drops, exposure, whatif
from interlock.engine import joint as joining
from interlock.engine.delay_values import delay_values
from interlock.engine.exposure import Exposure
from interlock.engine.joint import World
from interlock.engine.need_estimates import spread_of
from interlock.engine.outlook import Outlook
from interlock.engine.shared_worth import shared_worth
from interlock.engine.tipping_point import MOST, Tip, chance_to_keep, tipping
from interlock.records.sales_tables import STRENGTHS
from interlock.records.whatif import Drop, WhatIf
from interlock.records.worth import FeatureWorth

GRID = np.array([0.0, 0.2, 0.5, 0.9, 1.4, 2.0, 2.8, MOST])
"""Worths at which the value of keeping is computed; between them it is a straight line."""

GRID_DRAWS = 256

Parts = dict[int, tuple[np.ndarray, np.ndarray]]
"""group -> its expected bookings along each draw, as forecast and without the feature"""


def features(now: Outlook) -> tuple[FeatureWorth, ...]:
    """Every unfinished feature that an open deal needs, most at risk first."""
    exposed, weighed = exposure.exposures(now), _weighed(now)
    with ThreadPoolExecutor() as side_by_side:
        found = list(side_by_side.map(lambda one: _feature(now, one, weighed), exposed.values()))
    return tuple(sorted(found, key=lambda one: (-one.at_risk.mean, one.feature)))


@dataclass(frozen=True)
class Weighed:
    """Of all features at once, by column: what a week later loses, a week sooner brings, and each
    one's fair share of what they bring together.
    """

    later: np.ndarray
    sooner: np.ndarray
    share: np.ndarray


def _weighed(now: Outlook) -> Weighed:
    values = now.joint.deals.join(now.open_deals.select("id", "at_close"), on="id", how="left")
    brings = values["at_close"].fill_null(0.0).to_numpy()
    count = len(now.ship.features)
    return Weighed(
        later=delay_values(now.joint, brings, weeks=1, features=count),
        sooner=delay_values(now.joint, brings, weeks=-1, features=count),
        share=shared_worth(now.joint, brings, features=count),
    )


def tip(now: Outlook, feature: str, freed: float, strength: int) -> Tip:
    """The psi of ``strength``, for the deals that need the feature, at which keeping it begins to
    beat dropping it.

        value(psi) = sum_d value_d (P_d(won | as forecast, psi) - P_d(won | never, psi)) - freed

    Other classes keep their worth; ``freed`` is what the freed time wins, in expected bookings.
    """
    at_psi = (at_risk(now, feature, now.joint.world.at(strength, psi)) for psi in GRID)
    lost = [max(0.0, float(one.mean())) for one in at_psi]
    return tipping(lambda psi: float(np.interp(psi, GRID, lost)) - max(0.0, freed))


def at_risk(
    now: Outlook, feature: str, world: World | None = None, *, draws: int = GRID_DRAWS
) -> np.ndarray:
    """What the expected bookings lose along each draw were the feature never to ship: (draws,)."""
    return _lost(_of_groups(now, feature, world, draws), draws)


def _feature(now: Outlook, exposed: Exposure, weighed: Weighed) -> FeatureWorth:
    feature, draws = exposed.feature, now.joint.draws
    parts = _of_groups(now, feature, None, draws)
    lost = _lost(parts, draws)
    dropped = whatif.supposed(now, WhatIf((Drop(feature),)))
    freed = spread_of(drops.freed(dropped, feature).gain)
    strength = _main(now, feature, parts)
    learnt = now.worth.learnt[strength]
    tipped = tip(now, feature, freed.mean, strength)
    row = now.book.features.row(by_predicate=pl.col("id") == feature, named=True)
    at = now.ship.features.index(feature)
    return FeatureWorth(
        feature=feature,
        name=row["name"] or row["key"] or feature,
        team=row["team"] or "",
        strength=STRENGTHS[strength],
        deals=len(exposed.deals),
        without_amount=exposed.without_amount,
        exposed=exposed.exposed,
        at_risk=spread_of(lost),
        anyway=spread_of(sum((after for _, after in parts.values()), np.zeros(draws))),
        freed=freed,
        week_later=float(weighed.later[at]),
        week_sooner=float(weighed.sooner[at]),
        share=float(weighed.share[at]),
        tips=tipped.verdict,
        tipping_psi=tipped.psi,
        chance=chance_to_keep(tipped, learnt.psi),
        source=learnt.source,
        count=learnt.count,
        of=learnt.of,
    )


def _of_groups(now: Outlook, feature: str, world: World | None, draws: int) -> Parts:
    """For each group that needs the feature its expected bookings along each draw, as forecast and
    were the feature never to ship.
    """
    columns = now.joint.hang_on(now.ship.features.index(feature))
    values = dict(now.open_deals.group_by("group").agg(pl.col("at_close").sum()).iter_rows())
    weeks = joining.weeks_until(now.joint.ends[-1:], now.as_of)
    chosen, ready = world or now.joint.world, now.joint.ready[:draws]
    found = {}
    for at, group in enumerate(now.joint.groups):
        if any(needed in columns for needed, _ in group.needs):
            both = (group, exposure.never(group, columns))
            before, after = (joining.along(one, chosen, ready, weeks)[:, 0] for one in both)
            found[at] = (values[at] * before, values[at] * after)
    return found


def _lost(parts: Parts, draws: int) -> np.ndarray:
    return sum((before - after for before, after in parts.values()), np.zeros(draws))


def _main(now: Outlook, feature: str, parts: Parts) -> int:
    """The class of need with most at risk."""
    columns = now.joint.hang_on(now.ship.features.index(feature))
    lost: dict[int, float] = defaultdict(float)
    for at, (before, after) in parts.items():
        strength = min(s for needed, s in now.joint.groups[at].needs if needed in columns)
        lost[strength] += float((before - after).mean())
    return max(sorted(lost), key=lambda strength: lost[strength])
