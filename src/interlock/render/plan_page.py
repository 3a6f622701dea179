"""A plan as its page says it: each team's queue with days, and promises that move with it."""

from typing import Any

from interlock.records.plan import Card, Given, Plan
from interlock.render import whatif_page, words


def told(made: Plan) -> dict[str, Any]:
    """Everything that the page of a plan shows, in words and pictures."""
    as_of = made.answer.birth.as_of
    return {
        **whatif_page.told(made.answer),
        "plan": made,
        "queues": [
            {
                "team": queue.team or "No team",
                "cards": [_card(one, as_of) for one in queue.cards],
                "moved": sum(_is_moved(one) for one in queue.cards),
            }
            for queue in made.queues
        ],
        "given": [_given(one, as_of) for one in made.promises],
    }


def _is_moved(card: Card) -> bool:
    return card.place is None or card.was is None or card.p50 != card.p50_before


def _card(card: Card, as_of: Any) -> dict[str, Any]:
    """A feature with its days, and what the plan does to it."""
    return {
        "card": card,
        "days": _days(card, as_of),
        "moved": _moved(card),
        "is_sooner": bool(card.p50 and card.p50_before and card.p50 < card.p50_before),
        "deals": words.count(card.deals, "deal") if card.deals else "",
    }


def _days(card: Card, as_of: Any) -> str:
    if card.place is None:
        return ""
    if card.p50 is None:
        return "beyond two years"
    last = card.p80 or card.p50
    return words.days(card.p50, last, as_of=as_of)


def _moved(card: Card) -> str:
    if card.place is None:
        return "dropped"
    if card.was is None:
        return "added"
    if card.p50 is None or card.p50_before is None or card.p50 == card.p50_before:
        return ""
    return words.moved((card.p50 - card.p50_before).days)


def _given(one: Given, as_of: Any) -> dict[str, Any]:
    odds = [words.odds(chance) for chance in (one.before, one.after) if chance is not None]
    return {
        "promise": one,
        "due": words.day(one.due, as_of=as_of) if one.due else "",
        "odds": " → ".join(odds),
    }
