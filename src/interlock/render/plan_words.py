"""What a plan that was found adds and how good it is, in sentences."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from interlock.records.best_plan import Stands
from interlock.records.planning import (
    Ceiling,
    Gain,
    Gap,
    PersonMoved,
    Planned,
    PlannedFeature,
    Stability,
    Underway,
    is_little,
)
from interlock.records.whatif import Drop
from interlock.render import amounts, words
from interlock.render.amounts import MINUS

NAMED = 2


def adds(made: Planned) -> list[str]:
    """What the plan adds: over ranking by revenue first, then over the order as it is."""
    if made.today <= made.never:
        return ["No order of work moves bookings here: what ships and when changes no deal's odds."]
    if made.movable <= 0:
        return [
            "No order of work moves bookings here: in none does a feature that a deal waits for "
            f"ship by {words.full_day(made.until)}. Where a team's past items are not there, its "
            "pace cannot be known."
        ]
    over = made.adds
    share = f"{_share(made.adds_share)} of the {_short(made, made.movable)} that features can move"
    if is_little(over, made.movable):
        first = f"It adds next to nothing here: ranking by revenue is as good ({share})."
    elif over.mean < 0:
        first = f"Ranking by revenue brings more here: {_short(made, -over.mean)}, {share}."
    else:
        first = f"Over ranking by revenue this order adds {_short(made, over.mean)}: {share}."
    then = [f"Beside ranking by revenue: {_over(over, made)}."]
    if made.whatif.changes:
        then.append(f"Beside the order as it is: {_over(made.adds_to_now, made)}.")
    else:
        then.append("The order as it is can stay: nothing was found that brings noticeably more.")
    return [first, *then]


def how_good(made: Planned) -> list[str]:
    """How far from the best it may lie: estimated, proven, and how much luck flattered it."""
    said = [_gap(made.gap, made), _ceiling(made.ceiling, made), _optimism(made), _cut(made)]
    return [one for one in said if one]


def left_out(made: Planned) -> str:
    """That what is wished away is in none of the orders; empty where nothing is."""
    count = sum(isinstance(one, Drop) for one in made.whatif.changes)
    return f"All orders are without {words.count(count, 'feature')} left out." if count else ""


def broken(before: float, after: float) -> str:
    """How many standing promises to ship by a day are expected to be broken."""
    if max(before, after) < 0.05:
        return "No standing promise to ship by a day is likely to be broken by it."
    return (
        f"Standing promises to ship by a day expected to be broken: {after:.1f}, beside "
        f"{before:.1f} in the order as it is."
    )


def steady(one: Stability) -> str:
    """How the plan changes when it is made again with something changed."""
    said = [
        *([f"{_named(one.leave)} would fall below the line"] if one.leave else ()),
        *([f"{_named(one.enter)} would come above it"] if one.enter else ()),
    ] or ["no feature would cross the line"]
    moved = words.per_cent(round(one.moved, 2))
    return (
        f"{one.what[:1].upper()}{one.what[1:]}: {', '.join(said)}; {moved} of features would stand "
        "a quarter of their queue or more elsewhere."
    )


def person(one: PersonMoved, made: Planned) -> str:
    """What one person moved to another team would add under the plan."""
    return f"One person moved from {one.team} to {one.to} is worth {_signed(one.adds, made)}."


def far(one: Underway, *, moves: int) -> str:
    """How far a search is."""
    if one.step != "searching":
        return one.step
    return f"searching, {one.moves:,} of {moves:,} moves tried"


def best_so_far(one: Underway, *, currency: str) -> str:
    """What the search has found; empty before there is anything."""
    if one.value is None or one.by_revenue is None:
        return ""
    more = amounts.short(one.value - one.by_revenue, currency=currency, signed=True)
    return (
        f"Best so far: {amounts.short(one.value, currency=currency)} expected, {more} over "
        "ranking by revenue in the scenarios that are searched."
    )


def below(until: date) -> str:
    """What stands below the line."""
    return f"Below the line: less than 5 in 10 to ship by {words.full_day(until)}"


def why(one: PlannedFeature | Stands) -> str:
    """Why a feature stands where it does, in one line."""
    if one.is_frozen:
        return "Stays: its work begins within the weeks that are frozen."
    must = "It must ship. " if one.is_must else ""
    others = _others(one)
    where, then = ("last", "sooner") if one.above else ("first", "later")
    if one.turns is None:
        return must + _without_turn(one, where)
    if one.above:
        return (
            f"{must}Were it last, {others} would come sooner and bring {_times(one.turns)} of it."
        )
    return (
        f"{must}Were it {where}, {others} would come {then} and lose {one.turns:.1f} times as much."
    )


def _without_turn(one: PlannedFeature | Stands, where: str) -> str:
    """Where nothing is to be weighed, or its worth may not be told."""
    if one.displaces:
        then = "sooner" if one.above else "later"
        return f"Were it {where}, {_others(one)} would come {then}."
    return f"Were it {where}, no other feature would come noticeably at another time."


def _others(one: PlannedFeature | Stands) -> str:
    """The first of those that it displaces, the others counted."""
    first, more = one.displaces[:1], len(one.displaces) - 1
    return f"{first[0]} and {more} more" if more > 0 else (first or ("others",))[0]


def _times(factor: float) -> str:
    return "less than 1 %" if factor < 0.01 else f"{100 * factor:.0f} %"


def _signed(over: Gain, made: Planned) -> str:
    """A difference with its range: +$40 k (−$2 to 80 k)."""
    mean = amounts.short(over.mean, currency=made.currency, signed=True)
    return f"{mean} ({amounts.between(over.low, over.high, currency=made.currency)})"


def _over(over: Gain, made: Planned) -> str:
    return (
        f"{_signed(over, made)[:-1]} in 80 of 100 cases); it brings more in "
        f"{words.odds(over.chance)} of cases"
    )


def _gap(one: Gap | None, made: Planned) -> str:
    if one is None:
        return ""
    short = partial(_short, made)
    times = words.count(one.replications, "further search", "further searches")
    return (
        f"Estimated: {times}, each in fresh scenarios, found {short(one.mean)} more than this "
        f"order has there on average, at most {short(one.upper)} (90 of 100): "
        f"{_share(one.share_of_movable)} of what features can move. A search can miss the best, so "
        "this is no proof."
    )


def _ceiling(one: Ceiling | None, made: Planned) -> str:
    if one is None:
        return ""
    above = _short(made, max(0.0, one.value - one.plan))
    return (
        f"Proven: no order brings more than {_short(made, one.value)} in {one.draws} scenarios in "
        f"which this one brings {_short(made, one.plan)}, so nobody finds more than {above} on "
        "top. That ceiling knows each scenario's luck beforehand, which no plan does: the truth "
        "lies below it."
    )


def _optimism(made: Planned) -> str:
    if abs(made.optimism) <= 0.005 * abs(made.movable) or made.movable <= 0:
        return ""
    way = "better" if made.optimism > 0 else "worse"
    return (
        f"In the scenarios that were searched it looked {_short(made, abs(made.optimism))} {way}: "
        "the figures here are of fresh ones."
    )


def _cut(made: Planned) -> str:
    if not (0 < made.moves < made.wishes.moves and made.seconds >= made.wishes.seconds):
        return ""
    return (
        f"The search was cut after {made.moves:,} of {made.wishes.moves:,} moves by its "
        f"{made.wishes.seconds:g} seconds: another machine may find another plan."
    )


def _named(names: Sequence[str]) -> str:
    """The first by name, the others counted."""
    if len(names) <= NAMED + 1:
        return words.listed(names)
    return words.listed([*names[:NAMED], f"{len(names) - NAMED} more"])


def _short(made: Planned, amount: float) -> str:
    return amounts.short(amount, currency=made.currency)


def _share(share: float) -> str:
    return f"{100 * share:.1f} %".replace("-", MINUS)
