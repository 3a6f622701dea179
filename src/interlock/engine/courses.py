"""What deals would bring were their features ready at other times: need-set by need-set."""

from collections.abc import Callable

import numpy as np

from interlock.engine import joint as joining
from interlock.engine import set_sums, side_by_side
from interlock.engine.joint import Joint
from interlock.engine.waits import Waits

Columns = list[int]
"""The features that a need-set waits for, each once, by their columns in the ship dates."""

Suppose = Callable[[np.ndarray, list[np.ndarray]], np.ndarray]
"""(ready weeks (needs, draws), each column's needs) -> courses (courses, needs, draws)"""


def expected(
    joint: Joint, values: np.ndarray, suppose: Suppose
) -> list[tuple[Columns, np.ndarray]]:
    """For each need-set its columns, and what its deals are expected to bring until the last end
    under every course that ``suppose`` makes of their ready weeks: (courses,).

    ``values`` (deals,) in the order of ``joint.deals``. Dropped features are no columns; a sales
    tool goes with each of the features that it waits for.
    """
    amounts = joining.group_amounts(joint, values)
    ends = joining.weeks_until(joint.ends, joint.as_of)[-1:]
    shared, (ready, begins, _) = joint.world.until(ends), joint.by_world
    sets = [(waits, at) for waits, at in joining.by_needs(joint.groups).items() if waits[0]]

    def of_set(one: tuple[Waits, list[int]]) -> tuple[Columns, np.ndarray]:
        (needs, promises), at = one
        columns = sorted(joint.features_of(needs))
        mine = [
            np.array([n for n, need in enumerate(needs) if c in joint.features_of([need])])
            for c in columns
        ]
        if promises:
            of_needs = joining.need_set(one[0], joint.world, joint.ready)
            rates = [joint.world.rates(joint.groups[group].profile) for group in at]
            supposed = suppose(of_needs.ready.T, mine)
            return columns, of_needs.expected(rates, amounts[0, at], float(ends[0]), supposed)
        supposed = suppose(ready[[column for column, _ in needs]], mine)
        alone = tuple((place, strength) for place, (_, strength) in enumerate(needs))
        laid = set_sums.laid_out({alone: at}, joint.profile_of, amounts)
        count, _, draws = supposed.shape
        rows = supposed.swapaxes(0, 1).reshape(len(needs), -1)
        again = [begins[:-1] + draws * course for course in range(count)]
        stretches = np.concatenate([*again, [draws * count]])
        found = set_sums.sums(laid, shared, rows, stretches, 0, 1)[0, 0]
        return columns, found.reshape(count, draws).mean(axis=1)

    return side_by_side.each(of_set, sets)
