"""What one person moved from a team to another would add to a plan."""

from dataclasses import replace

import numpy as np

from interlock.engine import plan_gap, presence, suppose
from interlock.engine.arrays import Places
from interlock.engine.outlook import Outlook
from interlock.engine.plan_worlds import Worlds
from interlock.records.planning import PersonMoved
from interlock.records.whatif import MovePeople, WhatIf

LEAST_PEOPLE = 2.0
"""A team of fewer gives nobody away."""


def moves(now: Outlook, worlds: Worlds, order: Places, *, most: int) -> tuple[PersonMoved, ...]:
    """The most promising moves of one person under the order, by what they add on the scenarios of
    ``worlds``, best first; none that is expected to take something.

    Promising are pairs of teams by what a share 1 / people of capacity more and less would do, in a
    few scenarios; each of the first is then worked out as the what-if would (learning and handing
    over counted), with the same luck. Teams of whom nobody said how many people they have take no
    part.
    """
    if not most:
        return ()
    people = presence.people_of(now.book)
    teams = [team for team in now.delivery.paces.teams if people.get(team, 0.0) > 0]
    few = Worlds(worlds.of.first(plan_gap.FEW), like=worlds)
    plain = few.try_order(order)[0].mean()
    more, less = (
        {team: _scaled(few, order, team, 1 + sign / people[team]) - plain for team in teams}
        for sign in (1.0, -1.0)
    )
    pairs = sorted(
        (
            (more[to] + less[team], team, to)
            for team in teams
            for to in teams
            if team != to and people[team] >= LEAST_PEOPLE
        ),
        key=lambda pair: (-pair[0], pair[1:]),
    )[:most]
    before = worlds.try_order(order)[0].copy()
    found = []
    for _, team, to in pairs:
        made = suppose.suppose(worlds.of.delivery, WhatIf((MovePeople(team, to, 1.0),)))
        then = Worlds(replace(worlds.of, delivery=made.delivery), like=worlds)
        adds = plan_gap.difference(then.try_order(order)[0] - before)
        found.append(PersonMoved(team, to, adds))
    helping = [one for one in found if one.adds.mean > 0]
    return tuple(sorted(helping, key=lambda one: -one.adds.mean))


def _scaled(few: Worlds, order: Places, team: str, factor: float) -> float:
    """Bookings with so many times a team's capacity."""
    delivery = few.of.delivery
    capacity = np.array(delivery.capacity)
    capacity[:, :, delivery.paces.teams.index(team)] *= max(factor, 0.0)
    then = Worlds(replace(few.of, delivery=replace(delivery, capacity=capacity)), like=few)
    return float(then.try_order(order)[0].mean())
