"""Made-up companies whose features slip by lot, and in which the worth of a need is known."""

from datetime import timedelta

import numpy as np

from interlock.engine.need_classes import LOSS_SHARE
from interlock.records.book import Book
from tests.engine.books import AS_OF, book
from tests.engine.deal_worlds import PIPELINE, change

WEEKS, FEATURES, LATE_WEEKS = 150, 60, 16
WON, LOST = 0.04, 0.03


def slipping(*, seed: int, psi: float, harder: float = 0.0, deals: int = 1200) -> Book:
    """Half of the deals need a feature, as a dealbreaker; half of the features come 16 weeks late.

    ``harder`` is taken from the weekly log odds of winning of the deals with a need, whatever
    becomes of their feature.
    """
    rng = np.random.default_rng(seed)
    stated = rng.integers(15, WEEKS + 15, FEATURES)
    ships = stated + LATE_WEEKS * (rng.random(FEATURES) < 0.5)
    feature = rng.integers(0, FEATURES, deals)
    asks = rng.random(deals) < 0.5
    created = np.maximum(0, stated[feature] - rng.integers(1, 26, deals))
    ended, won = _lives(rng, created, np.where(asks, ships[feature], 0), psi, harder * asks)
    start = AS_OF - timedelta(weeks=WEEKS)
    rows, changes, needs = [], [], []
    for at in np.flatnonzero(created < WEEKS):
        name, first = f"D{at:05}", start + timedelta(weeks=int(created[at]))
        row = {"id": name, "created_on": first, "outcome": "open", "stage": "Qualify"}
        row |= {"amount": 1000, "owner": f"rep {at % 3}"}
        if ended[at] < WEEKS:
            closed = start + timedelta(weeks=int(ended[at]), days=3)
            row |= {"outcome": "won" if won[at] else "lost", "closed_on": closed}
        rows.append(row)
        changes.append(change(name, first, "stage", "Qualify"))
        if asks[at]:
            need = {"deal": name, "feature": f"F{feature[at]:02}", "strength": "dealbreaker"}
            needs.append(need | {"on": first})
    return book(
        company=PIPELINE, deals=rows, changes=changes, needs=needs,
        features=[_feature(at, start, stated[at], ships[at]) for at in range(FEATURES)],
    )  # fmt: skip


def _lives(
    rng: np.random.Generator, created: np.ndarray, until: np.ndarray, psi: float, harder: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The week in which each deal ends, ``WEEKS`` while open, and whether it is won."""
    ended, won = np.full(created.size, WEEKS), np.zeros(created.size, bool)
    for week in range(WEEKS):
        live = (created < week) & (ended == WEEKS)
        unmet = psi * (week < until)
        to_win, to_lose = WON * np.exp(-unmet - harder), LOST * np.exp(LOSS_SHARE * unmet)
        luck, whole = rng.random(created.size), 1 + to_win + to_lose
        ends = live & (luck < (to_win + to_lose) / whole)
        won[ends & (luck < to_win / whole)] = True
        ended[ends] = week
    return ended, won


def _feature(at: int, start, stated: int, ships: int) -> dict:
    row = {"id": f"F{at:02}", "name": f"Feature {at}", "team": "Core", "order": at + 1}
    row |= {"created_on": start, "wanted_by": start + timedelta(weeks=int(stated))}
    return row | ({"shipped_on": start + timedelta(weeks=int(ships))} if ships < WEEKS else {})
