"""What a delay of each feature costs, or a gain brings, all features at once."""

import numpy as np

from interlock.engine import courses
from interlock.engine import joint as joining
from interlock.engine.joint import Joint


def delay_values(joint: Joint, values: np.ndarray, *, weeks: int, features: int) -> np.ndarray:
    """Expected bookings until the last end that are lost if a feature ships ``weeks`` later, or won
    if it ships sooner (below zero), for each column of ``features``: (features,), never below zero.

        sum over need-sets of |mean over draws of E[bookings | ready] - E[bookings | ready later]|

    Only the deals that need the feature are looked at, along the same draws; features that wait
    for it, and the time that a delay frees, are not (`whatif` asks for those). What does not ship
    within the horizon does not come sooner. ``values`` (deals,) in the order of ``joint.deals``.
    """

    def now_and_then(ready: np.ndarray, mine: list[np.ndarray]) -> np.ndarray:
        return np.stack([ready, *(_moved(ready, needs, weeks) for needs in mine)])

    found = np.zeros(features)
    for columns, (now, *then) in courses.expected(joint, values, now_and_then):
        found[columns] += now - np.array(then)
    return np.maximum(np.sign(weeks) * found, 0.0)


def _moved(ready: np.ndarray, needs: np.ndarray, weeks: int) -> np.ndarray:
    moved, mine = ready.copy(), ready[needs]
    later = np.clip(mine + weeks, 0, joining.WEEKS)
    moved[needs] = np.where(mine >= joining.WEEKS, joining.WEEKS, later)
    return moved
