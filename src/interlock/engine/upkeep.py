"""Upkeep: the share of work that goes to bugs, security and support, as learnt or planned."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from interlock.engine.pace import Pace
from interlock.records.company import Company

ALL = "all"
"""Stands for every team that has no share of its own."""

SURE = 1e6
"""Items' worth of certainty of a share that somebody planned."""


def as_planned(learnt: Pace, company: Company) -> Pace:
    """The pace with upkeep as ``upkeep_share`` of the settings plans it, where it does.

    What is left goes to features; the plan is drawn as if it were known from a million items.
    """
    plan = company.upkeep_share
    shares = learnt.to_features.copy()
    for at, team in enumerate(learnt.teams):
        planned = plan.get(team, plan.get(ALL))
        if planned is not None:
            shares[at] = np.clip([1 - planned, planned], 1 / SURE, None) * SURE
    return replace(learnt, to_features=shares)


def words(learnt: Mapping[str, float], company: Company) -> str:
    """What upkeep took, and what is planned instead; empty where there was none and no plan."""
    took = ", ".join(f"{kind} {_percent(share)}" for kind, share in list(learnt.items())[:3])
    said = f"Upkeep took {_percent(sum(learnt.values()))} of finished items ({took})"
    plan = company.upkeep_share
    if plan:
        told = ", ".join(f"{team} {_percent(share)}" for team, share in plan.items())
        return f"{said}; planned ahead: {told}" if learnt else f"Upkeep planned ahead: {told}"
    return f"{said} and is set aside" if learnt else ""


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"
