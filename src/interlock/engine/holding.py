"""What a feature's date is made of: its scope, other teams, the queue, waiting, its train."""

from collections.abc import Mapping

import numpy as np
from numba import njit

from interlock.engine import plain, releases, team_history
from interlock.engine.arrays import Places
from interlock.engine.pace import DECLARED, Floats
from interlock.engine.releases import Delivery
from interlock.engine.work import Work
from interlock.records.calendar import DAYS_PER_WEEK

DRAWS = 256
Steps = tuple[tuple[str, int], ...]
"""(what, days that it adds), most days first"""


def held_by(delivery: Delivery) -> dict[str, Steps]:
    """feature -> what its date is made of, as medians one after the other that add up to its p50.

    1. its own team on it alone, with what is known to be left of it
    2. with the parts of other teams
    3. with the scope that is not known yet
    4. in the queues, beside everything else
    5. with what it waits for
    6. with its train, or the rest of its release

    What others wait for changes the queue of one that waits for nothing, and counts there.
    A step that adds less than a day is left out, and so is a feature that no team's pace dates.
    """
    if DECLARED in delivery.paces.basis:
        return {}
    few = delivery.first(DRAWS)
    todo = few.todo
    known = np.broadcast_to((todo.known - todo.done) * todo.weight, few.left.shape)
    done = releases.done_days(todo, few.left, few)
    stages = [
        _alone_days(few, known, own=True),
        _alone_days(few, known, own=False),
        _alone_days(few, few.left, own=False),
        releases.done_days(todo.waiting_for_nothing(), few.left, few),
        done,
        releases.shipped(todo, done, few),
    ]
    horizon = few.weeks * DAYS_PER_WEEK
    medians = np.array([np.median(np.minimum(days, horizon), axis=0) for days in stages])
    added = np.diff(medians, axis=0, prepend=0.0).round().astype(int)
    words = _words(few)
    return {feature: _steps(words[at], added[:, at]) for at, feature in enumerate(todo.features)}


def _steps(words: tuple[str, ...], added: np.ndarray) -> Steps:
    days: dict[str, int] = {}
    for what, more in zip(words, added, strict=True):
        days[what] = days.get(what, 0) + int(more)
    return tuple(sorted((step for step in days.items() if step[1] >= 1), key=lambda step: -step[1]))


def _alone_days(delivery: Delivery, left: Floats, *, own: bool) -> Floats:
    """Days until each feature is done if its teams (or its own team alone) did nothing else."""
    todo, teams = delivery.todo, delivery.todo.part_team
    counted = np.ones(teams.size, dtype=np.bool_)
    if own:
        mine = np.array([delivery.paces.teams.index(team) for team in todo.team], dtype=np.int64)
        counted = teams == mine[todo.part_feature]
    weeks = _alone(
        delivery.capacity.astype(np.float64).cumsum(axis=1),
        left[:, todo.part_feature[counted]] * todo.part_share[counted],
        teams[counted],
        todo.part_feature[counted],
        len(todo.features),
    )
    return np.ceil(weeks * DAYS_PER_WEEK)


@njit(cache=True, nogil=True)
def _alone(finished: Floats, need: Floats, team: Places, feature: Places, features: int) -> Floats:
    """Weeks until each feature's last part is done; ``finished`` (draws, weeks, teams) adds up."""
    draws, weeks, _ = finished.shape
    found = np.zeros((draws, features))
    for d in range(draws):
        for part in range(team.size):
            week, before = 0, 0.0
            while week < weeks and finished[d, week, team[part]] < need[d, part]:
                before = finished[d, week, team[part]]
                week += 1
            made = finished[d, week, team[part]] - before if week < weeks else 0.0
            within = (need[d, part] - before) / made if made > 0.0 else 0.0
            found[d, feature[part]] = max(found[d, feature[part]], week + within)
    return found


def _named(places: Places, todo: Work, names: Mapping[str, str]) -> str:
    return plain.listed([names[todo.features[at]] for at in places])


def _words(delivery: Delivery) -> list[tuple[str, ...]]:
    """What each step is called, for every feature."""
    todo, teams = delivery.todo, delivery.todo.part_team
    names = team_history.feature_names(delivery.book)
    called = dict(delivery.book.releases.select("id", "name").iter_rows())
    found: list[tuple[str, ...]] = []
    for at, team in enumerate(todo.team):
        others = {delivery.paces.teams[t] for t in teams[todo.part_feature == at]} - {team}
        waits = todo.waits_for[todo.waits_start[at] : todo.waits_start[at + 1]]
        queue = f"the queue of {team}" if team else "the queue"
        release = called.get(todo.release[at], todo.release[at]) or "its release"
        found.append(
            (
                "what is known to be left of it",
                f"the part of {plain.listed(sorted(others))}",
                "scope not known yet",
                queue,
                f"waiting for {_named(waits, todo, names)}" if waits.size else queue,
                f"the train {release}" if todo.train[at] is not None else f"the rest of {release}",
            )
        )
    return found
