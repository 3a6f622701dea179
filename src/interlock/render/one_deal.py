"""What the page of a deal draws and says: the weeks ahead, what moves it, people's odds, rules."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from interlock.records.deal_file import DealCall, Life, RuleState
from interlock.records.measured import DealCallLine
from interlock.records.report import DealLine, DealsAhead, Driver
from interlock.render import call_line, deal_curve, deal_life, forest, icons, page, strip, words
from interlock.render.amounts import MINUS
from interlock.render.call_line import Mark

LEVELS = ("rep", "manager", "vp")


def ahead(made: DealsAhead, deal: DealLine) -> dict[str, Any]:
    """The weeks ahead: the curve and the strip for a screen and a phone, and both as figures."""
    as_of = made.birth.as_of
    return {
        "defs": icons.defs(),
        "curves": [deal_curve.curve(deal, size=s) for s in (deal_curve.WIDE, deal_curve.NARROW)],
        "strips": page.wide_strips(deal, rim=strip.rim_of([deal.strip]), as_of=as_of),
        "weeks": [
            {
                "day": words.full_day(week.day),
                "won": words.odds(week.won),
                "lost": words.odds(week.lost),
                "open": words.odds(week.open),
            }
            for week in deal_curve.weeks(deal)[1:]
        ],
        "won": words.odds(deal.p_won),
        "lost": words.odds(deal.p_lost),
        "open": words.odds(deal.p_open),
        "was": words.tied(words.odds(deal.p_won_last_week))
        if deal.p_won_last_week is not None
        else "",
        "days": words.days(deal.p10_on, deal.p90_on, as_of=as_of)
        if deal.p10_on and deal.p90_on
        else "",
        "half": words.day(deal.p50_on, as_of=as_of) if deal.p50_on else "",
        "end": deal_curve.in_words(deal),
        "drivers": [_driver(one) for one in deal.drivers],
    }


def _driver(one: Driver) -> dict[str, str]:
    quarter = 100 * (one.quarter_then - one.quarter_now)
    return {
        "what": one.what,
        "kind": one.kind,
        "points": words.points(one.points),
        "quarter": words.points(quarter),
        "work": words.count(max(1, round(one.work_weeks)), "week") if one.work_weeks else "",
        "rests_on": one.rests_on,
    }


def life(told: Life, *, name: str) -> list[Markup]:
    """What happened, for a screen and a phone."""
    drawn = (
        deal_life.picture(told, name=name, width=width)
        for width in (deal_life.WIDE, deal_life.NARROW)
    )
    return [picture for picture in drawn if picture is not None]


def said(calls: Sequence[DealCall], model: float | None) -> dict[str, Any]:
    """What stands this quarter: Interlock's odds now, and the last that each person said."""
    standing: dict[str, DealCall] = {}
    for call in calls:
        standing.setdefault(call.by, call)
    people = sorted(standing.values(), key=lambda call: (_rank(call.level), call.by))
    marks = [Mark("Interlock", "model", model)] if model is not None else []
    marks += [Mark(call.by, call.level, call.odds) for call in people]
    return {
        "lines": [call_line.line(marks, width=w) for w in (call_line.WIDE, call_line.NARROW)]
        if people
        else [],
        "model_key": call_line.key("model"),
        "people": [told_call(call) for call in people],
    }


def told_call(call: DealCall) -> dict[str, Any]:
    """What somebody said, with what Interlock said then."""
    then = call.model_odds
    return {
        "call": call,
        "key": call_line.key(call.level),
        "odds": words.whole_odds(call.odds),
        "model": words.odds(then) if then is not None else "",
        "on": words.full_day(call.said_on),
    }


def _rank(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def score(line: DealCallLine, *, fewest: int) -> str:
    """How good somebody's odds were, in a sentence."""
    who = line.by or f"All of level {line.level}"
    deals = words.count(line.deals, "ended deal")
    if line.brier is None or line.model_brier is None:
        return f"{who}: not enough yet, {deals} of {fewest}."
    verdicts = {
        "nearer": "was nearer than Interlock",
        "Interlock nearer": "was further off than Interlock",
        "no difference seen": "and Interlock were as near as each other, as far as can be told",
    }
    return (
        f"{who} {verdicts[line.verdict]}: mean squared miss {line.brier:.3f} against "
        f"{line.model_brier:.3f} over {deals}; the difference lies between {line.low:+.3f} and "
        f"{line.high:+.3f} in 19 of 20 cases."
    ).replace("-0.", f"{MINUS}0.")


def rules(states: Sequence[RuleState]) -> list[dict[str, Any]]:
    """Each rule with its state and its measured worth."""
    return [
        {
            "state": one,
            "icon": icons.icon({"met": "kept", "missing": "open"}.get(one.state, "no date")),
            "forest": _forest(one),
            "worth": forest.in_words(one.worth.worth) if one.worth and one.worth.worth else "",
        }
        for one in states
    ]


def _forest(one: RuleState) -> Markup | str:
    if one.worth is None or one.worth.worth is None:
        return ""
    matters = one.worth.verdict in ("helps", "hurts")
    return forest.row(one.worth.worth, name=one.name, matters=matters)
