"""The ways in which a team's weeks to come are foretold, before they are pooled."""

from collections.abc import Callable

import numpy as np

from interlock.engine import drifting_pace, weeks_until
from interlock.engine.like_weeks import after_like_weeks
from interlock.engine.pace import Floats, Weeks
from interlock.engine.week_blocks import Blocks, Redrawn, alone, in_stretches

THEN: dict[str, Callable[[Floats], Blocks]] = {
    "weeks of 26": lambda done: alone(done, 26),
    "weeks of 52": lambda done: alone(done, 52),
    "stretches of 104": lambda done: in_stretches(done, 104),
}
"""Members that draw past weeks anew: what followed weeks like the last ones, and then these."""

DRIFTING = "drifting rate"
MEMBERS = (*THEN, DRIFTING)

FEWEST_WEEKS = 26
"""Past weeks that a forecast needs."""

LONGEST, SLOWEST = 520, 8
"""Weeks ahead that are looked at: until the pace of the last 26 weeks, divided by eight, is
through with all items and half a year more, ten years at most."""


def redrawn(done: Floats) -> list[Redrawn]:
    """The members that draw past weeks anew, in the order of their names."""
    first = after_like_weeks(done)
    return [Redrawn(first, then(done)) for then in THEN.values()]


def chances(done: Floats, items: Weeks) -> Floats:
    """Each member's chance that so many items are done by each week: (members, items, weeks).

    ``done`` (weeks,) are the items of at least 26 past weeks, the latest last, not all nothing.
    """
    weeks = weeks_ahead(done, int(items.max()))
    drawn = [weeks_until.by_week(member, items, weeks) for member in redrawn(done)]
    drifting = drifting_pace.by_week(drifting_pace.fit(done), items, weeks)
    return np.stack([*drawn, drifting])


def bootstrap(done: Floats, items: Weeks) -> Floats:
    """What the usual bootstrap of the last 26 weeks says, which forecasts are held against:
    (items, weeks).
    """
    weeks = weeks_ahead(done, int(items.max()))
    single = alone(done, FEWEST_WEEKS)
    return weeks_until.by_week(Redrawn(single, single), items, weeks)


def weeks_ahead(done: Floats, items: int) -> int:
    """Weeks ahead after which hardly any member has not finished ``items``."""
    pace = float(done[-FEWEST_WEEKS:].mean())
    return min(LONGEST, FEWEST_WEEKS + int(SLOWEST * items / max(pace, 1e-9)))
