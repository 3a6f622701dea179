"""A plan that was found as its page says it: what it adds, how good it is, who stands where."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from interlock.records.best_plan import BestPlan, Stands
from interlock.records.curve import Curve
from interlock.records.plan import Given
from interlock.records.planning import MEAN, NEEDS, WORST, Planned
from interlock.render import (
    amounts,
    plan_curve,
    plan_orders,
    plan_page,
    plan_scope_said,
    plan_words,
    words,
)

AIMS_CALLED = {
    MEAN: "expected bookings",
    WORST: "the worst fifth of cases",
    NEEDS: "needs that may matter more, or less",
}
LEAST_POINT = 0.01


def told(best: BestPlan, wanted: Decimal | None = None) -> dict[str, Any]:
    """Everything that the page of a found plan shows, in words and pictures; with the least work
    for bookings that are ``wanted``.
    """
    made = plan_page.told(best.made)
    return made | {
        "best": best,
        "adds": _adds(best, made["headline"]),
        "order_pictures": list(plan_orders.pictures(best.planned)) if best.planned else [],
        "curve_pictures": plan_curve.pictures(best.curve) if best.curve else (),
        "curve_said": _tied(plan_scope_said.lines(best.curve)),
        "least": _least(best.curve, wanted),
        "good": _tied(plan_words.how_good(best.planned)) if best.planned else [],
        "best_queues": _queues(best, made["queues"]),
        "below": plan_words.below(best.until),
        "breaks": [one for one in made["given"] if _falls(one["promise"])],
        "broken": plan_words.broken(*best.broken),
        "steady": [plan_words.steady(one) for one in best.stability],
        "staffing": _staffing(best.planned) if best.planned else [],
        "until": words.full_day(best.until),
        "aim": AIMS_CALLED[best.wishes.aim],
        "needed": any(card.deals for queue in best.made.queues for card in queue.cards),
        "worked_out": _worked_out(best),
    }


def _least(curve: Curve | None, wanted: Decimal | None) -> str:
    if curve is None or wanted is None:
        return ""
    return words.tied(plan_scope_said.least_known(curve, float(wanted)))


def _adds(best: BestPlan, headline: str) -> list[str]:
    """Without amounts, what is expected to be won."""
    if best.planned is not None:
        return _tied(plan_words.adds(best.planned))
    if not best.whatif.changes:
        return ["The order as it is can stay: nothing was found that brings noticeably more."]
    return [f"This order beside the one as it is: {headline}"]


def _queues(best: BestPlan, queues: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each team's queue: features above the line, then those below it, each with why."""
    cards = {one["card"].id: one for queue in queues for one in queue["cards"]}
    teams: dict[str, list[dict[str, Any]]] = {}
    for stands in sorted(best.features, key=lambda one: one.place):
        teams.setdefault(stands.team, []).append(_stands(stands, cards, best))
    return [
        {
            "team": team or "No team",
            "above": [one for one in rows if one["stands"].above],
            "below": [one for one in rows if not one["stands"].above],
            "moved": sum(one["stands"].place != one["stands"].was for one in rows),
            "count": len(rows),
        }
        for team, rows in sorted(teams.items())
    ]


def _stands(one: Stands, cards: Mapping[str, dict[str, Any]], best: BestPlan) -> dict[str, Any]:
    card = cards.get(one.id, {})
    currency = best.made.answer.currency
    return {
        "stands": one,
        "was": "" if one.place == one.was else f"was {words.nth(one.was)}",
        "days": card.get("days", ""),
        "moved": card.get("moved", ""),
        "is_sooner": card.get("is_sooner", False),
        "deals": card.get("deals", ""),
        "why": plan_words.why(one),
        "in_time": words.odds(one.in_time),
        "weeks": f"{one.weeks:.1f}",
        "named": "" if one.named is None else amounts.short(one.named, currency=currency),
        "displaces": words.listed(one.displaces) if len(one.displaces) > 1 else "",
        "brings": "" if one.brings is None else amounts.short(one.brings, currency=currency),
    }


def _falls(promise: Given) -> bool:
    """Whether a promise is less likely to be kept under the plan, by a point or more."""
    if promise.before is None or promise.after is None:
        return False
    then = words.odds(promise.after) != words.odds(promise.before)
    return then and promise.before - promise.after >= LEAST_POINT


def _staffing(made: Planned) -> list[str]:
    return _tied(plan_words.person(one, made) for one in made.staffing)


def _tied(said: Iterable[str]) -> list[str]:
    """With figures that do not part from their units at a line's end."""
    return [words.tied(one) for one in said]


def _worked_out(best: BestPlan) -> str:
    return (
        f"{best.method[:1].upper()}{best.method[1:]}: {best.moves:,} moves tried in "
        f"{best.draws} scenarios, judged in as many fresh ones, in {best.seconds:.0f} s. Seed "
        f"{best.birth.seed}, as of {words.full_day(best.birth.as_of)}."
    )
