"""Who moves a forecast: the eight players, each as one bit of a coalition's number."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from interlock.records.moved import REFIT as REFIT_NAME

(
    TIME, OUTCOMES, EDITS, STAGES, DELIVERY, DECISIONS, REFIT, RATES,
) = PLAYERS = tuple(1 << place for place in range(8))  # fmt: skip

NAMES = (
    "time passing",
    "outcomes and new deals",
    "amount and date edits",
    "stage and evidence",
    "delivery re-forecast",
    "scope and staffing decisions",
    REFIT_NAME,
    "exchange rates",
)
"""In the order of ``PLAYERS``."""

Masks = np.ndarray[Any, np.dtype[np.int64]]
"""Sets of players as numbers: (...)."""


def places(mask: int) -> list[int]:
    """Places among ``PLAYERS`` of the players in ``mask``, ascending."""
    return [at for at, player in enumerate(PLAYERS) if mask & player]


def coalitions(mask: int) -> Iterator[int]:
    """All sets of players of ``mask``, as ``shapley`` numbers them: nobody first, all last."""
    members = [PLAYERS[at] for at in places(mask)]
    for number in range(1 << len(members)):
        yield sum(member for bit, member in enumerate(members) if number >> bit & 1)
