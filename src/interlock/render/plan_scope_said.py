"""Bookings against work in sentences: today's scope, what fits, knees, the least work for a sum."""

from collections.abc import Iterator
from functools import partial

from interlock.records.curve import NOT_REACHABLE, NOTHING_NEEDED, Curve, LeastWork, Within
from interlock.render import amounts, words

NAMED = 8


def lines(scope: Curve | None) -> Iterator[str]:
    """Nothing where it was not asked."""
    if scope is None:
        return
    money = partial(amounts.short, currency=scope.currency)
    if scope.least is not None:
        yield least(scope.least, currency=scope.currency)
    yield (
        f"Today's scope in time takes {weeks(scope.now.work)}: {money(scope.now.bookings)}, were "
        f"it ready on {words.full_day(scope.ready)}; the best one of no more work "
        f"{money(scope.now.best)}, none more than {money(scope.now.bound)}."
    )
    if scope.within is not None:
        yield within(scope.within, currency=scope.currency)
    knees = [f"{money(one.bookings)} for {weeks(one.work)}" for one in scope.knees]
    if knees:
        yield f"Where a week of work begins to bring much less: {words.listed(knees)}."
    yield _proven(scope)


def weeks(work: float) -> str:
    """12.3 weeks of a team."""
    return f"{work:,.1f} weeks of a team"


def within(made: Within, *, currency: str) -> str:
    """The best scope in a capacity."""
    money = partial(amounts.short, currency=currency)
    there = words.listed([f"{team} {held:,.1f}" for team, held in made.capacity])
    return (
        f"Best within the weeks of {there}: {money(made.bookings)} with {weeks(made.work)} (none "
        f"more than {money(made.bound)}): {_named(made.features)}."
    )


def least_known(scope: Curve, wanted: float) -> str:
    """The least work for a sum among the scopes that are known."""
    money = partial(amounts.short, currency=scope.currency)
    found = scope.least_for(wanted)
    if found is None:
        return (
            f"{money(wanted)} is not reachable: all features together, ready at once, bring "
            f"{money(scope.points[-1].bookings)}."
        )
    proof = "proven" if scope.gap <= 0 else "as far as is known"
    return (
        f"The least work for {money(wanted)}: {weeks(found.work)} for {money(found.bookings)} "
        f"({proof}), were it ready on {words.full_day(scope.ready)}."
    )


def least(made: LeastWork, *, currency: str) -> str:
    """The least work for a sum, or why there is none."""
    money = partial(amounts.short, currency=currency)
    if made.outcome == NOT_REACHABLE:
        return (
            f"{money(made.sum)} is not reachable: all features together, ready at once, bring "
            f"{money(made.most)}."
        )
    if made.outcome == NOTHING_NEEDED:
        return f"{money(made.sum)} takes no more work: {money(made.bookings)} come without."
    proof = "proven" if made.proven else f"no scope of less than {weeks(made.at_least)} does"
    return (
        f"The least work for {money(made.sum)}: {weeks(made.work)} for {money(made.bookings)} "
        f"({proof}): {_named(made.features)}."
    )


def _proven(scope: Curve) -> str:
    if scope.gap <= 0:
        return "Of every amount of work the best scope is proven."
    return (
        f"Proven for {words.per_cent(scope.proven)} of all amounts of work; the others may bring "
        f"{words.per_cent(scope.gap)} more at most of what all features add."
    )


def _named(features: tuple[str, ...]) -> str:
    more = len(features) - NAMED
    if not features:
        return "no feature"
    return words.listed(features[:NAMED]) + (f" and {more:,} more" if more > 0 else "")
