"""A choice held against what was asked, from the records alone: nothing of how it was found."""

from collections.abc import Iterator

import numpy as np

from interlock.engine.selection import NEVER, Chosen, Selection


def faults(of: Selection, chosen: Chosen) -> tuple[str, ...]:
    """Whatever of a choice breaks what was asked or is not as it says; none of a sound one."""
    return tuple(_faults(of, chosen))


def periods_of_sets(of: Selection, features: np.ndarray) -> np.ndarray:
    """The first period by whose end all features of each set are in: (sets,)."""
    found = [[features[one] for one in need] for need in of.needs]
    return np.array([NEVER if NEVER in need else max(need, default=0) for need in found], dtype=int)


def value(of: Selection, sets: np.ndarray) -> int:
    """What sets in by these periods are worth."""
    return sum(int(of.worth[at, period]) for at, period in enumerate(sets) if period != NEVER)


def used(of: Selection, features: np.ndarray) -> np.ndarray:
    """Work in by the end of each period: (periods, teams)."""
    return np.array([
        of.sizes[(features != NEVER) & (features <= period)].sum(axis=0)
        for period in range(len(of.capacity))
    ])  # fmt: skip


def _faults(of: Selection, chosen: Chosen) -> Iterator[str]:
    yield from _wishes_broken(of, chosen.features)
    work = used(of, chosen.features)
    if (work > of.capacity).any():
        yield "more work than there is capacity"
    if not np.array_equal(work, chosen.used):
        yield "work is not what its features take"
    if not np.array_equal(periods_of_sets(of, chosen.features), chosen.sets):
        yield "sets are not in when their features are"
    if value(of, chosen.sets) != chosen.value:
        yield f"worth {value(of, chosen.sets)}, not {chosen.value}"
    if chosen.value > chosen.bound:
        yield f"worth {chosen.value}, above the bound {chosen.bound}"


def _wishes_broken(of: Selection, when: np.ndarray) -> Iterator[str]:
    is_in = {int(one) for one in np.flatnonzero(when != NEVER)}
    for feature, first in of.waits:
        if feature in is_in and not (first in is_in and when[first] <= when[feature]):
            yield f"feature {feature} is in before {first}, for which it waits"
    for group in of.together:
        if len({int(when[one]) for one in group}) > 1:
            yield f"features {group} are not in together"
    for group in of.either:
        if len(is_in.intersection(group)) > 1:
            yield f"more than one of {group} is in"
    if of.must - is_in:
        yield f"features {sorted(of.must - is_in)} are not in"
    if of.without & is_in:
        yield f"features {sorted(of.without & is_in)} are in"
