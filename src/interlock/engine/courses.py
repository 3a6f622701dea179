"""What deals would bring were their features ready at other times: need-set by need-set."""

from collections.abc import Callable

import numpy as np

from interlock.engine import joint as joining
from interlock.engine import side_by_side
from interlock.engine.joint import Joint, Waits

Columns = list[int]
"""The features that a need-set waits for, each once, by their columns in the ship dates."""

Suppose = Callable[[np.ndarray, list[np.ndarray]], np.ndarray]
"""(ready weeks (draws, needs), each column's needs) -> courses (courses, draws, needs)"""


def expected(
    joint: Joint, values: np.ndarray, suppose: Suppose
) -> list[tuple[Columns, np.ndarray]]:
    """For each need-set its columns, and what its deals are expected to bring until the last end
    under every course that ``suppose`` makes of their ready weeks: (courses,).

    ``values`` (deals,) in the order of ``joint.deals``. Dropped features are no columns.
    """
    amounts = np.zeros(len(joint.groups))
    np.add.at(amounts, joint.deals["group"].to_numpy(), values)
    end = float(joining.weeks_until(joint.ends, joint.as_of)[-1])
    sets = [(waits, at) for waits, at in joining.by_needs(joint.groups).items() if waits[0]]

    def of_set(one: tuple[Waits, list[int]]) -> tuple[Columns, np.ndarray]:
        waits, at = one
        needs, _ = waits
        columns = sorted({need[0] for need in needs if need[0] >= 0})
        of_needs = joining.need_set(waits, joint.world, joint.ready)
        mine = [np.array([n for n, need in enumerate(needs) if need[0] == c]) for c in columns]
        rates = [joint.world.rates(joint.groups[group].profile) for group in at]
        return columns, of_needs.expected(rates, amounts[at], end, suppose(of_needs.ready, mine))

    return side_by_side.each(of_set, sets)
