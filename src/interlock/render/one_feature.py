"""What the page of a feature or release draws and says: when it ships, its work, its deals."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from interlock.records.features_ahead import (
    FeaturesAhead,
    QueuedFeature,
    QueuedRelease,
    Survival,
    TeamLoad,
)
from interlock.records.report_work import BurnUp
from interlock.render import burn_up, feature_rows, ship_curve, words
from interlock.render.ship_curve import Ship

DEALS = {"dealbreaker": "a dealbreaker", "important": "an important need",
         "nice-to-have": "a nice-to-have"}  # fmt: skip
INSTEAD = {"workaround": "a workaround", "discount": "a discount", "beta": "a beta",
           "written promise": "a written promise", "nothing": "nothing in its place",
           "shipped": "the feature itself"}  # fmt: skip


def ahead(made: FeaturesAhead, one: QueuedFeature) -> dict[str, Any]:
    """When the feature ships, how its work goes, what holds it, and what hangs on it."""
    line = one.line
    return {
        **_ships(made, one, line.p95_on),
        "quarter": words.odds(one.p_by_quarter_end),
        "next": words.odds(one.p_by_next_end),
        "left": f"{line.items_left} of {words.count(one.items_done + line.items_left, 'item')}",
        "work": words.count(max(1, round(one.work_weeks)), "week"),
        "burn_ups": _burn_ups(one.burn_up, line.name, made.birth.as_of, line.due, of="Items"),
        "held": [{"what": what, "days": words.count(days, "day")} for what, days in line.held_by],
        "strengths": feature_rows.counted(one.strengths),
        "bands": feature_rows.counted(one.bands),
        "exposed": feature_rows.money(line.exposed, made),
        "risk": feature_rows.money(line.at_risk, made),
        "anyway": feature_rows.money(line.closes_anyway, made),
        "later": feature_rows.money(one.week_later, made),
        "sooner": feature_rows.money(one.week_sooner, made),
        "survival": survived(one.survival),
    }


def release_ahead(made: FeaturesAhead, one: QueuedRelease) -> dict[str, Any]:
    """When the release ships, how many of its features are finished, and which hold it."""
    line = one.line
    return {
        **_ships(made, one, one.p95_on),
        "burn_ups": _burn_ups(line.burn_up, line.name, made.birth.as_of, line.due, of="Features"),
        "held": [
            {"id": own, "name": name, "share": words.odds(share)}
            for own, name, share in one.held_by
        ],
        "exposed": feature_rows.money(line.exposed, made),
        "bands": feature_rows.counted(feature_rows.bands_of(made, one)),
    }


def survived(told: Survival) -> str:
    """How many of the deals that ended without it, or without a need of its strength, were won."""
    who = (
        f"{words.count(told.ended, 'deal')} that needed it"
        if told.of == "it"
        else f"{words.count(told.ended, 'deal')} with {DEALS[told.of]} not shipped"
    )
    if not told.is_enough:
        return (
            f"Not enough yet: {who} ended, {told.fewest} are needed to say how many close without."
        )
    ways = [f"{count} with {INSTEAD[way]}" for way, count in told.met_by]
    how = f": {words.listed(ways)}" if ways else ""
    return f"Of {who} when they ended, {told.won:,} closed without{how}."


def load(team: TeamLoad) -> dict[str, str]:
    """What a team can do and has before it, in words."""
    weeks, people = round(team.work_weeks), team.people
    low, high = team.pace.p10, team.pace.p90
    return {
        "pace": f"{low:.1f} to {high:.1f} items a week",
        "people": words.count(round(people), "person", "people") if people else "",
        "wip": f"{words.count(team.wip_limit, 'feature')} at once",
        "weeks": f"{words.count(weeks, 'week')} of work" if weeks else "less than a week of work",
        "items": f"{team.items_left:,.0f} items left",
        "basis": "" if team.basis == "own history" else team.basis,
    }


def _ships(
    made: FeaturesAhead, one: QueuedFeature | QueuedRelease, p95_on: date | None
) -> dict[str, Any]:
    as_of, line = made.birth.as_of, one.line
    ship = Ship(
        name=line.name, as_of=as_of, weeks=one.weeks, p50_on=line.p50_on, p80_on=line.p80_on,
        p95_on=p95_on, last_p50_on=one.last_p50_on, due=line.due,
        quarter_ends=(made.quarter_last, made.next_quarter_last),
    )  # fmt: skip
    days = (("5 of 10 cases", line.p50_on), ("8 of 10", line.p80_on), ("95 of 100", p95_on))
    return {
        "curves": [ship_curve.curve(ship, size=s) for s in (ship_curve.WIDE, ship_curve.NARROW)],
        "weeks": [
            {"day": words.full_day(day), "odds": words.odds(p)}
            for day, p in ship_curve.by_week(ship)[1:]
        ],
        "range": feature_rows.dates(line, made),
        "by": [(case, words.full_day(day) if day else "later, or never") for case, day in days],
        "moved": words.moved(line.moved_days) if line.moved_days else "",
        "was": words.full_day(one.last_p50_on) if one.last_p50_on else "",
        "due": words.full_day(line.due) if line.due else "",
        "by_due": words.odds(line.p_by_due) if line.p_by_due is not None else "",
    }


def _burn_ups(
    told: BurnUp | None, name: str, as_of: date, due: date | None, *, of: str
) -> Sequence[Markup]:
    """For a screen and for a phone."""
    if told is None:
        return []
    drawn = (
        burn_up.burn_up(told, name=name, as_of=as_of, due=due, size=size, of=of)
        for size in (burn_up.WIDE, burn_up.NARROW)
    )
    return [picture for picture in drawn if picture is not None]
