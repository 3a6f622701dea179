"""The ways in which a team's weeks to come are foretold, before they are pooled."""

from collections.abc import Callable

import numpy as np

from interlock.engine import drifting_pace, weeks_until
from interlock.engine.like_weeks import after_like_weeks
from interlock.engine.pace import Floats, Weeks
from interlock.engine.week_blocks import Redrawn, alone, in_stretches

REDRAWN: dict[str, Callable[[Floats], Redrawn]] = {
    "after like weeks, 2": lambda done: after_like_weeks(done, 2),
    "after like weeks, 4": lambda done: after_like_weeks(done, 4),
    "weeks of 26": lambda done: alone(done, 26),
    "weeks of 52": lambda done: alone(done, 52),
    "stretches of 52": lambda done: in_stretches(done, 52),
}
"""Members that draw past weeks anew, by name."""

DRIFTING = "drifting rate"
MEMBERS = (*REDRAWN, DRIFTING)

FEWEST_WEEKS = 26
"""Past weeks that a forecast needs."""

LONGEST, SLOWEST = 520, 8
"""Weeks ahead that are looked at: until the pace of the last 26 weeks, divided by eight, is
through with all items and half a year more, ten years at most."""


def chances(done: Floats, items: Weeks) -> Floats:
    """Each member's chance that so many items are done by each week: (members, items, weeks).

    ``done`` (weeks,) are the items of at least 26 past weeks, the latest last, not all nothing.
    """
    weeks = weeks_ahead(done, int(items.max()))
    redrawn = [weeks_until.by_week(made(done), items, weeks) for made in REDRAWN.values()]
    drifting = drifting_pace.by_week(drifting_pace.fit(done), items, weeks)
    return np.stack([*redrawn, drifting])


def weeks_ahead(done: Floats, items: int) -> int:
    """Weeks ahead after which hardly any member has not finished ``items``."""
    pace = float(done[-FEWEST_WEEKS:].mean())
    return min(LONGEST, FEWEST_WEEKS + int(SLOWEST * items / max(pace, 1e-9)))
