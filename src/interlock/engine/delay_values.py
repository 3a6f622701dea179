"""What a delay of each feature costs, all features at once."""

import numpy as np

from interlock.engine import joint as joining
from interlock.engine import side_by_side
from interlock.engine.joint import Joint, Need


def delay_values(joint: Joint, values: np.ndarray, *, weeks: int, features: int) -> np.ndarray:
    """Expected bookings until the last end that are lost if a feature ships ``weeks`` later, for
    each column of ``features``: (features,), never below zero.

        sum over need-sets of the mean over draws of E[bookings | ready] - E[bookings | ready later]

    Only the deals that need the feature are looked at, along the same draws; features that wait
    for it, and the time that a delay frees, are not (``drops`` asks for those). ``values`` (deals,)
    in the order of ``joint.deals``.
    """
    amounts = np.zeros(len(joint.groups))
    np.add.at(amounts, joint.deals["group"].to_numpy(), values)
    end = float(joining.weeks_until(joint.ends, joint.as_of)[-1])
    sets = [(needs, at) for needs, at in joining.by_needs(joint.groups).items() if needs]

    def lost(one: tuple[tuple[Need, ...], list[int]]) -> list[tuple[int, float]]:
        needs, at = one
        columns = sorted({column for column, _ in needs if column >= 0})
        waits = joining.need_set(needs, joint.world, joint.ready)
        courses = np.stack([waits.ready, *(_later(waits.ready, needs, c, weeks) for c in columns)])
        rates = [joint.world.rates(joint.groups[group].profile) for group in at]
        now, *then = waits.expected(rates, amounts[at], end, courses)
        return [(column, now - later) for column, later in zip(columns, then, strict=True)]

    found = np.zeros(features)
    for parts in side_by_side.each(lost, sets):
        for column, part in parts:
            found[column] += part
    return np.maximum(found, 0.0)


def _later(ready: np.ndarray, needs: tuple[Need, ...], column: int, weeks: int) -> np.ndarray:
    moved = ready.copy()
    mine = [at for at, (one, _) in enumerate(needs) if one == column]
    moved[:, mine] = np.minimum(moved[:, mine] + weeks, joining.WEEKS)
    return moved
