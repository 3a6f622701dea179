"""What each team can do and has before it: pace, people, and the weeks of work in its queue."""

import numpy as np

from interlock.engine import work_weeks
from interlock.engine.burn_up import range_of
from interlock.engine.outlook import Outlook
from interlock.records.features_ahead import TeamLoad

PACE_WEEKS = 13
"""The pace is that of the next quarter's weeks, holidays and drift counted."""


def team_loads(now: Outlook) -> tuple[TeamLoad, ...]:
    """Every team by name.

    pace: in each draw the mean of the items that it finishes for features in the next 13 weeks;
    weeks of work: sum over its parts of E[items left] * share / usual rate for features.
    """
    delivery = now.delivery
    todo, paces = delivery.todo, delivery.paces
    weeks = work_weeks.of_parts(todo, delivery.left.mean(axis=0), paces)
    left = (todo.known - todo.done)[todo.part_feature] * todo.part_share
    people = dict(now.book.teams.select("name", "people").iter_rows())
    paced = delivery.capacity[:, :PACE_WEEKS].mean(axis=1, dtype=np.float64)
    return tuple(
        TeamLoad(
            name=team,
            people=people.get(team),
            wip_limit=int(todo.wip_limit[at]),
            pace=range_of(paced[:, at]),
            basis=paces.basis[at],
            features=todo.team.count(team),
            items_left=float(left[todo.part_team == at].sum()),
            work_weeks=float(weeks[todo.part_team == at].sum()),
        )
        for at, team in enumerate(paces.teams)
    )
