"""A plan worked out: the joint forecast under it, and each team's queue with its dates."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from interlock.engine import decisions, rejoined, suppose, team_queues, whatif, whatif_features
from interlock.engine.outlook import Outlook
from interlock.engine.whatif_features import Days
from interlock.records.feature_file import InQueue
from interlock.records.plan import Card, Given, Plan, PlannedQueue
from interlock.records.whatif import PromiseChange, WhatIf

BEYOND: Days = (None, None)


def plan(now: Outlook, asked: WhatIf) -> Plan:
    """What the changes do as a plan. Raises ``NotPossible`` with every change that cannot be."""
    made = suppose.suppose(now.delivery, asked)
    then = rejoined.outlook(now, made)
    answer = whatif.told(now, then, made, asked)
    return Plan(
        answer=answer,
        queues=_queues(now, then),
        promises=tuple(_given(one, then) for one in answer.promises if one.before is not None),
        decisions=decisions.decisions(now.delivery, asked),
    )


def _queues(now: Outlook, then: Outlook) -> tuple[PlannedQueue, ...]:
    """The queues of all teams, by name; features that are dropped end that of their team."""
    before = {queue.team: queue.features for queue in team_queues.queues(now.book)}
    after = {queue.team: queue.features for queue in team_queues.queues(then.book)}
    days = whatif_features.days(now), whatif_features.days(then)
    open_needs = now.book.needs.join(now.open_deals, left_on="deal", right_on="id", how="semi")
    waits = Counter(open_needs["feature"])
    return tuple(
        PlannedQueue(team, _cards(before.get(team, ()), after.get(team, ()), days, waits))
        for team in sorted({*before, *after})
    )


def _cards(
    before: tuple[InQueue, ...],
    after: tuple[InQueue, ...],
    days: tuple[Mapping[str, Days], Mapping[str, Days]],
    waits: Mapping[str, int],
) -> tuple[Card, ...]:
    was = {one.id: place for place, one in enumerate(before, 1)}
    places = {one.id: place for place, one in enumerate(after, 1)}
    gone = [one for one in before if one.id not in places]
    then, now = days
    return tuple(
        Card(
            id=one.id,
            name=one.name,
            place=places.get(one.id),
            was=was.get(one.id),
            p50=now.get(one.id, BEYOND)[0],
            p80=now.get(one.id, BEYOND)[1],
            p50_before=then.get(one.id, BEYOND)[0],
            deals=waits.get(one.id, 0),
        )
        for one in (*after, *gone)
    )


def _given(one: PromiseChange, then: Outlook) -> Given:
    return Given(
        one.id, one.what, one.maker, one.to, one.due, one.before, one.after, _offered(one.id, then)
    )


def _offered(promise: str, then: Outlook) -> date | None:
    """The day by which the feature of a promise has shipped in 8 of 10 cases."""
    features = then.book.promises.filter(id=promise)["feature"].to_list()
    return whatif_features.days(then).get(features[0], BEYOND)[1] if features else None
