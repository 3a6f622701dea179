"""What differs between two weekly reports: quarter, bridge, deals, days and promises."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol

from interlock.engine.without_amounts import without_amounts
from interlock.records.report import (
    FeatureLine,
    PromiseLine,
    QuarterSection,
    ReleaseLine,
    WeeklyReport,
)
from interlock.records.weeks_apart import (
    DayApart,
    DealApart,
    Ended,
    PromiseApart,
    QuarterApart,
    QuarterThen,
    StepApart,
    WeeksApart,
)

LEAST = 0.005
"""Odds that differ by less are written alike."""

End = Mapping[tuple[str, str], Ended]
"""(kind, id) of a deal, a feature or a release -> what became of it"""


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


def weeks_apart(then: WeeklyReport, now: WeeklyReport, *, ended: End | None = None) -> WeeksApart:
    """What the later of two reports for the same reader says otherwise than the earlier one, which
    may be given in either order; ``ended`` is what records say became of things, of which only what
    had happened by the later report's day counts.

    Deals are ordered by how far their odds moved, features and releases by how many days, steps by
    how much money; what has no such change comes last, by name. What did not move is left out.
    Amounts in two currencies are not held against each other.
    """
    then, now = sorted((then, now), key=lambda one: one.birth.as_of)
    known = {key: one for key, one in (ended or {}).items() if one.on <= now.birth.as_of}
    currency_then, is_same_money = then.currency, then.currency == now.currency
    if not is_same_money:
        then = without_amounts(then)
    return WeeksApart(
        then=then.birth.as_of,
        now=now.birth.as_of,
        currency=now.currency,
        currency_then=currency_then,
        quarters=_quarters(then, now),
        bridge=_bridge(then.quarter, now.quarter) if is_same_money else (),
        deals=_deals(then, now, known),
        days=_days(then, now, known),
        promises=_promises(then, now),
    )


def _quarters(then: WeeklyReport, now: WeeklyReport) -> tuple[QuarterApart, ...]:
    """The quarter of either report: one where both lie in the same one."""
    labels = [one.quarter.label for one in (then, now) if one.quarter]
    return tuple(
        QuarterApart(label, _said(then.quarter, label), _said(now.quarter, label))
        for label in dict.fromkeys(labels)
    )


def _said(quarter: QuarterSection | None, label: str) -> QuarterThen | None:
    """What a report said of a quarter: its own one, or one to come."""
    if quarter is None:
        return None
    if quarter.label == label:
        closed = None if quarter.closed is None else float(quarter.closed.total)
        return QuarterThen(quarter.forecast, quarter.wins, closed, quarter.target, quarter.p_target)
    later = next((one for one in quarter.later if one.label == label), None)
    if later is None:
        return None
    return QuarterThen(later.forecast, later.wins, None, later.target, later.p_target)


def _bridge(then: QuarterSection | None, now: QuarterSection | None) -> tuple[StepApart, ...]:
    """Steps of the same quarter alone: those of two quarters are of other deals."""
    if then is None or now is None or then.label != now.label:
        return ()
    was = {one.label: one for one in then.bridge}
    steps = {one.label: one for one in now.bridge}
    both = [
        StepApart(
            label,
            was[label].amount if label in was else None,
            steps[label].amount if label in steps else None,
            (steps.get(label) or was[label]).is_total,
        )
        for label in dict.fromkeys((*steps, *was))
    ]
    moved = [one for one in both if one.then != one.now]
    return tuple(sorted(moved, key=lambda one: (-abs(one.change), one.label)))


def _deals(then: WeeklyReport, now: WeeklyReport, ended: End) -> tuple[DealApart, ...]:
    made = [
        DealApart(
            called.id,
            called.name,
            called.account,
            one.p_won if one else None,
            other.p_won if other else None,
            ended.get(("deal", called.id)),
            one.amount if one else None,
            other.amount if other else None,
        )
        for called, one, other in _paired(then.deals, now.deals)
    ]
    moved = [
        one for one in made if one.change is None or abs(one.change) >= LEAST or one.amount_change
    ]
    return tuple(sorted(moved, key=lambda one: (_far(one.change), one.name, one.id)))


def _days(then: WeeklyReport, now: WeeklyReport, ended: End) -> tuple[DayApart, ...]:
    features = _paired(then.features, now.features)
    releases = _paired(then.releases, now.releases)
    made = [
        *(_day("feature", *trio, ended.get(("feature", trio[0].id))) for trio in features),
        *(_day("release", *trio, ended.get(("release", trio[0].id))) for trio in releases),
    ]
    moved = [one for one in made if one.ended or one.in_one_alone or one.then != one.now]
    return tuple(sorted(moved, key=lambda one: (_far(one.days), one.name, one.id)))


def _day[Line: (FeatureLine, ReleaseLine)](
    kind: str, called: Line, then: Line | None, now: Line | None, ended: Ended | None
) -> DayApart:
    return DayApart(
        kind=kind,
        id=called.id,
        name=called.name,
        then=then.p50_on if then else None,
        now=now.p50_on if now else None,
        late_then=then.p80_on if then else None,
        late_now=now.p80_on if now else None,
        in_one_alone=then is None or now is None,
        ended=ended,
    )


def _promises(then: WeeklyReport, now: WeeklyReport) -> tuple[PromiseApart, ...]:
    """Those whose day or verdict differs, and those that only one report names: what was settled
    since first, latest first, then by how far its day moved.
    """
    made = [_promise(*trio) for trio in _paired(then.promises, now.promises)]
    moved = [
        one for one in made if (one.verdict_then, one.due_then) != (one.verdict_now, one.due_now)
    ]
    return tuple(sorted(moved, key=_promise_order))


def _promise(
    called: PromiseLine, then: PromiseLine | None, now: PromiseLine | None
) -> PromiseApart:
    return PromiseApart(
        id=called.id,
        what=called.what,
        maker=called.maker,
        to=called.to,
        verdict_then=then.verdict if then else "",
        verdict_now=now.verdict if now else "",
        due_then=then.due if then else None,
        due_now=now.due if now else None,
        settled_on=now.settled_on if now else None,
    )


def _promise_order(one: PromiseApart) -> tuple[bool, int, float, str]:
    was_settled = bool(one.verdict_then) and one.settled_on is not None
    on = one.settled_on if was_settled and one.settled_on else date.min
    return not was_settled, -on.toordinal(), _far(one.days), one.what


def _paired[Line: _HasId](
    some: Iterable[Line], others: Iterable[Line]
) -> list[tuple[Line, Line | None, Line | None]]:
    """Each thing as the later report that names it calls it, then its line in either; None where
    one does not name it.
    """
    was, now = {one.id: one for one in some}, {one.id: one for one in others}
    return [(one, was.get(own), now.get(own)) for own, one in (was | now).items()]


def _far(change: float | None) -> float:
    """Sorts what moved most first, and what has no change last."""
    return 1.0 if change is None else -abs(change)
