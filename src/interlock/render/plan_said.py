"""A plan in sentences: what it adds, how good it is, how it changes when it is made again."""

from functools import partial

from interlock.records.planning import (
    Ceiling,
    Difference,
    Gap,
    PersonMoved,
    Planned,
    Stability,
    Underway,
    is_little,
)
from interlock.records.whatif import Drop
from interlock.render import amounts, words

NAMED = 3
OF_MOVABLE = " of what features can move"


def headline(made: Planned) -> str:
    """What the plan brings against the order as is and against ranking by revenue named."""
    if not made.features:
        return "There is nothing to put in order: no feature is unfinished."
    if made.today == made.never:
        return "No open deal needs an unfinished feature: every order brings as much as any other."
    to_now, to_ranking = (
        (is_little(adds, made.movable), adds) for adds in (made.adds_to_now, made.adds)
    )
    if to_now[0] and to_ranking[0]:
        return (
            "The plan brings next to nothing against the order as is "
            f"{_figures(made.adds_to_now, made)}and against ranking by revenue named "
            f"{_figures(made.adds, made)}".rstrip()
            + ": the order as is will do."
        )
    ranking_will_do = ": that ranking is as good" if to_ranking[0] else ""
    return (
        f"The plan brings {_against(*to_now, made, of=OF_MOVABLE)} against the order as is and "
        f"{_against(*to_ranking, made)} against ranking by revenue named{ranking_will_do}."
    )


def left_out(made: Planned) -> str:
    """That what is wished away is in none of the orders; empty where nothing is."""
    count = sum(isinstance(one, Drop) for one in made.whatif.changes)
    return f"All orders are without {words.count(count, 'feature')} left out." if count else ""


def _against(is_nothing: bool, adds: Difference, made: Planned, of: str = "") -> str:
    """+$61 k (17 %; $40 to 80 k in 8 of 10 cases, more than nothing with >95 %)."""
    if is_nothing:
        return f"next to nothing {_figures(adds, made)}".rstrip()
    share = words.per_cent(adds.mean / made.movable) + of + "; " if made.movable > 0 else ""
    return f"{_signed(adds.mean, made)} ({share}{_range(adds, made)})"


def _figures(adds: Difference, made: Planned) -> str:
    """In brackets; empty where nothing differs at all."""
    if not any((adds.mean, adds.low, adds.high)):
        return ""
    return f"({_signed(adds.mean, made)}; {_range(adds, made)}) "


def _range(adds: Difference, made: Planned) -> str:
    held = amounts.between(adds.low, adds.high, currency=made.currency)
    return f"{held} in 8 of 10 cases, more than nothing in {words.odds(adds.chance)}"


def _signed(amount: float, made: Planned) -> str:
    return amounts.short(amount, currency=made.currency, signed=True)


def goodness(made: Planned) -> tuple[str, ...]:
    """How far it may lie from the best one, estimated and proven; its optimism."""
    said = [
        _gap(made.gap, made) if made.gap else "Gap: not estimated.",
        *([_ceiling(made.ceiling, made)] if made.ceiling else []),
        f"Optimism: {_signed(made.optimism, made)}, what it adds in the scenarios in which it was "
        "found less what it adds in those in which it is judged.",
        f"Promises expected to be broken: {made.broken[0]:.1f} as is, {made.broken[1]:.1f} under "
        "the plan.",
    ]
    if 0 < made.moves < made.wishes.moves and made.seconds >= made.wishes.seconds:
        said.append(
            f"The search was cut after {made.moves:,} of {made.wishes.moves:,} moves by its "
            f"{made.wishes.seconds:g} seconds: another machine may find another plan."
        )
    return tuple(said)


def _gap(gap: Gap, made: Planned) -> str:
    money = partial(amounts.short, currency=made.currency)
    return (
        f"Gap, estimated: {words.count(gap.replications, 'search', 'searches')} in fresh scenarios "
        f"found {money(gap.mean)} more on average, {words.per_cent(gap.share_of_movable)}"
        f"{OF_MOVABLE} (at most {money(gap.upper)} with 90 %)."
    )


def _ceiling(ceiling: Ceiling, made: Planned) -> str:
    more = amounts.short(ceiling.value - ceiling.plan, currency=made.currency)
    error = amounts.short(ceiling.error, currency=made.currency)
    return (
        f"Ceiling, proven: in {ceiling.draws} scenarios no order brings more than {more} over the "
        f"plan (standard error {error}); it knows each scenario's luck, so no order reaches it."
    )


def stability(one: Stability) -> str:
    """How the plan changes when it is made again with one thing changed."""
    sides = [
        f"{words.listed(names[:NAMED])}{_more(names)} {verb}"
        for names, verb in ((one.leave, "fall below the line"), (one.enter, "come above it"))
        if names
    ]
    crossed = "; ".join(sides) or "no feature crosses the line"
    return (
        f"Made again with {one.what}: {crossed}; {words.per_cent(one.moved)} of features stand a "
        "quarter of their queue or more elsewhere."
    )


def _more(names: tuple[str, ...]) -> str:
    return f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""


def person(one: PersonMoved, made: Planned) -> str:
    """What one person moved would add under the plan."""
    return (
        f"One person from {one.team} to {one.to}: {_signed(one.adds.mean, made)} "
        f"({_range(one.adds, made)})."
    )


def underway(one: Underway, *, currency: str) -> str:
    """How far a plan is, with the best so far."""
    if one.value is None or one.by_revenue is None:
        return f"plan: {one.step}, {one.seconds:.0f} s"
    more = amounts.short(one.value - one.by_revenue, currency=currency, signed=True)
    return (
        f"plan: {one.step}, {one.seconds:.0f} s, {one.moves:,} moves, best so far {more} over "
        "ranking by revenue named"
    )
