"""Weeks of teams' time that work takes, at the pace that is usual for them."""

import numpy as np

from interlock.engine.pace import Floats, Pace
from interlock.engine.work import Work

SLOWEST = 1e-9


def of_parts(todo: Work, items: Floats, paces: Pace) -> Floats:
    """Of each part its own team's time: items * share / (usual rate * part that goes to features).
    ``items`` (features,); (parts,).
    """
    rate = np.maximum(paces.rate * paces.share, SLOWEST)
    weeks: Floats = items[todo.part_feature] * todo.part_share / rate[todo.part_team]
    return weeks


def of_features(todo: Work, items: Floats, paces: Pace) -> Floats:
    """Of each feature, all its teams added: (features,)."""
    weeks = np.zeros(len(todo.features))
    np.add.at(weeks, todo.part_feature, of_parts(todo, items, paces))
    return weeks
