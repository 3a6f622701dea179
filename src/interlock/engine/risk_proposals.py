"""Risks that Interlock proposes to name: what holds a deal, or a feature's date."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from interlock.engine import plain
from interlock.records.deal_file import RuleState
from interlock.records.mutual_plan import OVERDUE, PlanLine
from interlock.records.report import DealLine, DealsAhead, FeatureAhead
from interlock.records.risks import Proposal

MOST = 6
SURE = 0.95
"""What ships in time in more cases is no risk worth a name."""

HOLDING = 3
"""Parts of a feature's date that are proposed."""


def of_deal(
    deal: DealLine,
    made: DealsAhead,
    *,
    rules: Sequence[RuleState],
    plan: Sequence[PlanLine],
    needs: Sequence[tuple[str, str]],
    missing: Sequence[str],
    today: date,
    named: Iterable[str],
) -> tuple[Proposal, ...]:
    """The few most worth a name, those that move the odds most first; none that is ``named``.

    ``needs``: (feature, how much hangs on it); ``missing``: people, in words.
    """
    moves = {one.what: one.points for one in deal.drivers}
    found = [
        *_waits(deal, made, needs),
        *_rules(rules, moves),
        *(Proposal(f"{who[:1].upper()}{who[1:]}", "people who should be in it") for who in missing),
        *_late(plan, today),
        *_quiet(deal, today),
    ]
    return _fresh(found, named)


def of_feature(feature: FeatureAhead, *, today: date, named: Iterable[str]) -> tuple[Proposal, ...]:
    """What makes its stated date doubtful, and what its forecast date is made of."""
    return _fresh([*_date(feature, today), *_held(feature)], named)


def _waits(deal: DealLine, made: DealsAhead, needs: Iterable[tuple[str, str]]) -> list[Proposal]:
    ahead, found = {one.id: one for one in made.features}, []
    end = plain.day(made.quarter_last, as_of=made.birth.as_of)
    for feature, strength in needs:
        one = ahead.get(feature)
        if one is None or strength == "none" or (one.p_by_quarter_end or 0.0) > SURE:
            continue
        odds = one.p_by_quarter_end
        why = "it has no forecast date" if odds is None else (
            f"shipped by {end} in {plain.odds(odds)} of cases"
        )  # fmt: skip
        found.append((odds or 0.0, Proposal(f"{one.name} may come too late", f"{strength}; {why}")))
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def _rules(rules: Iterable[RuleState], moves: dict[str, float]) -> list[Proposal]:
    missing = [one for one in rules if one.asked and one.state == "missing"]
    missing.sort(key=lambda one: -moves.get(one.name, 0.0))
    return [
        Proposal(f"{one.name} is missing", _worth(moves.get(one.name), one.stage))
        for one in missing
    ]


def _worth(points: float | None, stage: str) -> str:
    if points is not None:
        return f"{points:+.0f} points of probability if it were there"
    return f"asked for to leave {stage}" if stage else "asked for at any stage"


def _late(plan: Iterable[PlanLine], today: date) -> Iterator[Proposal]:
    for one in plan:
        if one.kind == "step" and one.state == OVERDUE and one.due:
            why = f"the buyer's own day for it was {plain.day(one.due, as_of=today)}"
            yield Proposal(f"“{one.what}” is late", why)


def _quiet(deal: DealLine, today: date) -> Iterator[Proposal]:
    expected = deal.expected_close_on
    if expected is not None and expected < today:
        why = f"it was {plain.day(expected, as_of=today)}"
        yield Proposal("Its date in the CRM has passed", why)
    if deal.is_stale:
        why = next((one for one in deal.holds if one.startswith("no change")), "")
        yield Proposal("Nothing moves in it", why or "no change for long")


def _date(feature: FeatureAhead, today: date) -> Iterator[Proposal]:
    if feature.due is not None and feature.p_by_due is not None and feature.p_by_due <= SURE:
        day = plain.day(feature.due, as_of=today)
        if feature.due <= today:
            yield Proposal(f"Its date {day} has passed", "it is stated in the tracker")
        else:
            why = f"it holds in {plain.odds(feature.p_by_due)} of cases"
            yield Proposal(f"Its date {day} may not hold", why)


def _held(feature: FeatureAhead) -> Iterator[Proposal]:
    for what, days in feature.held_by[:HOLDING]:
        why = f"{plain.count(days, 'day')} of its forecast date"
        yield Proposal(f"Held by {what}", why)


def _fresh(found: Iterable[Proposal], named: Iterable[str]) -> tuple[Proposal, ...]:
    said = {one.casefold() for one in named}
    return tuple(islice((one for one in found if one.what.casefold() not in said), MOST))
