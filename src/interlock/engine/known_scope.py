"""Ship dates as most tools draw them today, which the forecast is held against."""

from dataclasses import replace

import numpy as np

from interlock.engine import luck, releases, team_history
from interlock.engine.capacity import Capacity
from interlock.engine.releases import Delivery
from interlock.engine.team_history import Throughput
from interlock.engine.trains import Days

WINDOW = 26
"""Past weeks that are drawn anew."""


def days(delivery: Delivery) -> Days:
    """Days until each feature ships: (draws, features), infinite beyond the horizon.

    Each week to come is one of the team's last 26, drawn independently; a feature is the items
    known of it (without any, the usual size), one feature after the other in the queue, waiting for
    none. Trains are those of the forecast.
    """
    history = team_history.throughput(delivery.book, as_of=delivery.as_of)
    todo, growth = delivery.todo, delivery.growth
    alone = replace(todo.waiting_for_nothing(), wip_limit=np.ones_like(todo.wip_limit))
    known = np.where(todo.known > 0, todo.known - todo.done, np.exp(growth.size_mean))
    left = np.tile(np.maximum(known, 0.0), (delivery.draws, 1))
    redrawn = replace(delivery, capacity=_redrawn(history, delivery))
    return releases.shipped(alone, releases.done_days(alone, left, redrawn), redrawn)


def _redrawn(history: Throughput, delivery: Delivery) -> Capacity:
    """Past weeks' items of features, drawn anew: (draws, weeks, teams)."""
    past = history.feature_items[:, -WINDOW:]
    made = np.zeros_like(delivery.capacity)
    for at, team in enumerate(history.teams):
        if past.shape[1]:
            drawn = luck.source(seed=delivery.seed, purpose="bootstrap", entity=team)
            made[:, :, at] = past[at, drawn.integers(past.shape[1], size=made.shape[:2])]
    return made
