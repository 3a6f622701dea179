"""Three things to do this week, for one reader in their role, out of their weekly report."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, zip_longest

from interlock.engine import plain
from interlock.records.report import DealLine, Driver, FeatureLine, PromiseLine, WeeklyReport
from interlock.records.risks import RiskLine
from interlock.records.thing import Thing

MOST = 3
SOON_DAYS = 14
DOUBTFUL = 0.5
FALLEN = 0.1
LATER_DAYS = 7

Finder = Callable[[WeeklyReport, str], Iterable[Thing]]


def things(
    report: WeeklyReport, *, role: str, name: str, risks: Sequence[RiskLine] = ()
) -> tuple[Thing, ...]:
    """At most three, for somebody called ``name``: the first of each kind that their role looks
    for, then the second, and so on; nothing is named twice.

    Within a kind what most hangs on comes first:

        risk of one's own       what is to be done against it is due (``risks``), the sooner first
        promise of one's own    due within 14 days and open, the sooner first
        commit in doubt         amount (1 - P(won by the quarter's end)), where that is below 50 %
        deal that fell          amount times the fall since last week, of 10 points and more
        feature that moved      money at risk, where its middle date moved by a week and more
        stated date in doubt    money at risk, where the date holds in less than 5 of 10 cases
        drop that pays          the middle of what it buys less what it costs, where positive
        deal held by something  in the report's own order: most in the balance first
    """
    finders = [find(report, name.casefold()) for find in LOOKED_FOR[role]]
    kinds = [_against(risks, report), *finders]
    ranked = chain.from_iterable(zip_longest(*kinds))
    found: dict[str, Thing] = {}
    for thing in ranked:
        if thing is not None:
            found.setdefault(thing.deal or thing.feature or thing.what, thing)
    return tuple(found.values())[:MOST]


def _against(risks: Iterable[RiskLine], report: WeeklyReport) -> Iterator[Thing]:
    """What was promised against risks."""
    for one in risks:
        day = plain.day(one.due, as_of=report.birth.as_of) if one.due else "no day"
        why = f"due {day}, against a risk of {one.about_name}: {one.what}"
        about = {one.kind: one.about}
        yield Thing(one.act, why, **about)  # type: ignore[arg-type]


def _promises(report: WeeklyReport, name: str) -> Iterator[Thing]:
    """Of one's own."""
    mine = (one for one in report.promises if one.maker.casefold() == name)
    soon = [(one.due, one.id, one) for one in mine if one.due and _is_soon(report, one)]
    for due, _, one in sorted(soon, key=lambda pair: pair[:2]):
        yield Thing(one.what, _promised(one, due, report), deal=one.deal, feature=one.feature)


def _doubtful_promises(report: WeeklyReport, _name: str) -> Iterator[Thing]:
    """Of development's, that are likelier missed than kept: somebody must be told."""
    for one in report.promises:
        is_doubtful = one.odds is not None and one.odds < DOUBTFUL
        if is_doubtful and one.side == "development" and one.due and _is_soon(report, one):
            what = f"Tell {one.to or 'whoever was promised it'} about: {one.what}"
            why = _promised(one, one.due, report)
            yield Thing(what, why, deal=one.deal, feature=one.feature)


def _is_soon(report: WeeklyReport, promise: PromiseLine) -> bool:
    due, as_of = promise.due, report.birth.as_of
    return promise.verdict == "open" and due is not None and (due - as_of).days <= SOON_DAYS


def _promised(promise: PromiseLine, due: date, report: WeeklyReport) -> str:
    to = f" to {promise.to}" if promise.to else ""
    said = f"promised{to} for {plain.day(due, as_of=report.birth.as_of)}"
    return (
        said if promise.odds is None else f"{said}; by then in {plain.odds(promise.odds)} of cases"
    )


def _commits(report: WeeklyReport, _name: str) -> Iterable[Thing]:
    quarter = report.quarter
    if quarter is None:
        return ()
    end = plain.day(quarter.last, as_of=report.birth.as_of)
    doubtful = [
        one
        for one in report.deals
        if one.category == "commit"
        and one.p_won < DOUBTFUL
        and (one.expected_close_on is None or one.expected_close_on <= quarter.last)
    ]
    return _by_effect(
        Thing(
            f"Go through {one.name} with {one.owner or 'whoever owns it'}",
            f"in commit, won by {end} in {plain.odds(one.p_won)} of cases",
            deal=one.id,
            effect=_part(one.amount, 1 - one.p_won),
        )
        for one in doubtful
    )


def _fallen(report: WeeklyReport, _name: str) -> Iterable[Thing]:
    return _by_effect(
        Thing(
            f"Ask {one.owner or 'around'} about {one.name}",
            f"{_from_to(one)} since last week",
            deal=one.id,
            effect=_part(one.amount, _fall(one)),
        )
        for one in report.deals
        if _fall(one) >= FALLEN
    )


def _news_of_deals(report: WeeklyReport, _name: str) -> Iterator[Thing]:
    """The deals whose odds moved most, either way."""
    moved = sorted(report.deals, key=lambda one: (-abs(_fall(one)), one.id))
    for one in moved:
        if abs(_fall(one)) >= FALLEN:
            yield Thing(one.name, f"{_from_to(one)} since last week", deal=one.id)


def _news_of_features(report: WeeklyReport, _name: str) -> Iterator[Thing]:
    """The features that moved most, either way, and that deals wait for."""
    known = [one for one in report.features if one.deals and one.moved_days]
    for one in sorted(known, key=lambda one: (-abs(one.moved_days or 0), one.id)):
        days = one.moved_days or 0
        way = "later" if days > 0 else "sooner"
        why = f"{plain.count(abs(days), 'day')} {way} than last week; {_waits(one)}"
        yield Thing(one.name, why, feature=one.id)


def _moved_features(report: WeeklyReport, _name: str) -> Iterable[Thing]:
    return _by_effect(
        Thing(
            f"Talk with {one.team or 'its team'} about {one.name}",
            f"{plain.count(one.moved_days, 'day')} later than last week; {_waits(one)}",
            feature=one.id,
            effect=one.at_risk,
        )
        for one in report.features
        if one.moved_days is not None and one.moved_days >= LATER_DAYS and one.deals
    )


def _doubtful_dates(report: WeeklyReport, _name: str) -> Iterable[Thing]:
    return _by_effect(
        Thing(
            f"Give {one.name} another date, or less scope",
            f"{_stated(one.due, one.p_by_due, report)}; {_waits(one)}",
            feature=one.id,
            effect=one.at_risk,
        )
        for one in report.features
        if one.due and one.p_by_due is not None and one.p_by_due < DOUBTFUL and one.deals
    )


def _stated(due: date, odds: float, report: WeeklyReport) -> str:
    """How a date that stands in the tracker does."""
    said = plain.day(due, as_of=report.birth.as_of)
    if due <= report.birth.as_of:
        return f"its date {said} has passed"
    return f"its date {said} holds in {plain.odds(odds)} of cases"


def _drops(report: WeeklyReport, _name: str) -> Iterable[Thing]:
    return _by_effect(
        Thing(
            f"Weigh leaving {one.feature_name} out",
            f"frees about {plain.count(max(1, round(one.frees_weeks)), 'week')} of "
            f"{one.team or 'its team'}; what it brings sooner is worth more than what it costs",
            feature=one.feature,
            effect=one.balance.p50,
        )
        for one in report.drops
        if one.balance is not None and one.balance.p50 > 0
    )


def _held_features(report: WeeklyReport, _name: str) -> Iterator[Thing]:
    """Of those that deals wait for, the ones with most to win by what holds them most."""
    held = [(one, *one.held_by[0]) for one in report.features if one.deals and one.held_by]
    for one, what, days in sorted(held, key=lambda h: (-h[0].deals * h[2], h[0].id)):
        why = f"held most by {what}, {plain.count(days, 'day')}; {_waits(one)}"
        yield Thing(f"Free {one.name}", why, feature=one.id)


def _held_deals(report: WeeklyReport, _name: str) -> Iterator[Thing]:
    """With the most that sales itself could do about it, else with what holds it."""
    for one in report.deals:
        best = next((driver for driver in one.drivers if driver.kind != "feature"), None)
        if best is not None and round(best.points) > 0:
            why = f"{best.points:+.0f} points: the most that you could do for it"
            yield Thing(f"{one.name}: {best.what}", why, deal=one.id, effect=_gain(one, best))
        elif one.holds:
            yield Thing(f"See to {one.name}", "; ".join(one.holds), deal=one.id)


def _buyer_steps(report: WeeklyReport, name: str) -> Iterator[Thing]:
    """The buyers' own days that have passed, one's own to follow first."""
    over = [one for one in report.buyer_steps if one.days_over > 0]
    for one in sorted(over, key=lambda one: one.owner_ours.casefold() != name):
        why = f"the buyer's own day for it passed {plain.count(one.days_over, 'day')} ago"
        yield Thing(f"{one.deal_name}: {one.step}", why, deal=one.deal)


def _people(report: WeeklyReport, _name: str) -> Iterator[Thing]:
    for one in report.people:
        yield Thing(
            f"{one.deal_name}: find whoever is missing", plain.listed(one.missing), one.deal
        )


LOOKED_FOR: dict[str, tuple[Finder, ...]] = {
    "owner": (_promises, _commits, _moved_features, _fallen, _drops, _held_deals),
    "manager": (_promises, _commits, _fallen, _moved_features, _held_deals, _people),
    "rep": (_promises, _held_deals, _buyer_steps, _people),
    "product": (_promises, _moved_features, _doubtful_dates, _drops, _held_features),
    "developer": (_promises, _doubtful_promises, _held_features, _moved_features, _doubtful_dates),
    "viewer": (_news_of_deals, _news_of_features),
}
"""role -> what is looked for, first things first."""


def _by_effect(found: Iterable[Thing]) -> list[Thing]:
    return sorted(found, key=lambda one: (-(one.effect or 0.0), one.what))


def _fall(deal: DealLine) -> float:
    return 0.0 if deal.p_won_last_week is None else deal.p_won_last_week - deal.p_won


def _from_to(deal: DealLine) -> str:
    before = plain.odds(deal.p_won_last_week or 0.0)
    return f"went from {before} to {plain.odds(deal.p_won)}"


def _part(amount: float | None, share: float) -> float | None:
    return None if amount is None else amount * share


def _gain(deal: DealLine, driver: Driver) -> float | None:
    return _part(deal.amount, driver.year_then - driver.year_now)


def _waits(feature: FeatureLine) -> str:
    """3 deals wait for it."""
    return (
        f"{plain.count(feature.deals, 'deal')} {'waits' if feature.deals == 1 else 'wait'} for it"
    )
