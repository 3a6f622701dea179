"""A plan as a page for a terminal: what it adds, orders, how good, queues, what it breaks."""

import textwrap
from collections.abc import Iterable, Iterator

from interlock.records.plan_answer import AnsweredPlan
from interlock.records.planning import PlannedFeature
from interlock.render import amounts, plan_scope_said, plan_words, whatif, words

WIDTH, MOST_ABOVE, MOST_BELOW = 100, 10, 6
NEVER, TODAY = "nothing ships", "everything ships today"


def as_text(made: AnsweredPlan) -> str:
    """Most important first; nothing of it needs colour."""
    parts = [
        _head(made),
        _orders(made),
        _listed("How good it is", [*plan_words.how_good(made), plan_words.broken(*made.broken)]),
        *_queues(made),
        _below(made),
        _listed("Bookings against work", plan_scope_said.lines(made.scope)),
        _listed("How it changes", map(plan_words.steady, made.stability)),
        _listed("People", (plan_words.person(one, made) for one in made.staffing)),
        _known(made),
    ]
    said = ["\n".join(lines) for lines in parts if lines]
    return "\n\n".join([*said[:-1], *whatif.breaks(made.answer), said[-1]]) + "\n"


def _head(made: AnsweredPlan) -> list[str]:
    simulated = " (simulated company)" if made.simulated else ""
    return [
        f"{made.company}{simulated}: plan, {words.full_day(made.birth.as_of)}",
        *textwrap.wrap(" ".join([*plan_words.adds(made), plan_words.left_out(made)]), WIDTH),
    ]


def _orders(made: AnsweredPlan) -> list[str]:
    """What each order is expected to bring, beside nothing and everything."""
    plan, *others = ((one.name, one.value) for one in made.orders)
    rows = [(NEVER, made.never), *others, plan]
    return [
        f"Expected bookings of open deals until {words.full_day(made.until)}",
        *(
            f"  {name:26}{amounts.short(value, currency=made.currency):>12} "
            f"{_more(value - made.never, made):>12}"
            for name, value in (*rows, (TODAY, made.today))
        ),
    ]


def _more(amount: float, made: AnsweredPlan) -> str:
    return amounts.short(amount, currency=made.currency, signed=True) if amount else ""


def _queues(made: AnsweredPlan) -> Iterator[list[str]]:
    """Each team's features above the line, in the order of the plan, with why."""
    for team in sorted({one.team for one in made.features}):
        queue = [one for one in made.features if one.team == team]
        above = sorted((one for one in queue if one.above), key=lambda one: one.place)
        lines = [
            f"{team or 'No team'}: {len(above)} of {words.count(len(queue), 'feature')} in time"
        ]
        for one in above[:MOST_ABOVE]:
            lines += _feature(one)
        yield [*lines, *_left(len(above), MOST_ABOVE)]


def _feature(one: PlannedFeature) -> list[str]:
    was = f"was {one.was}" if one.was != one.place else ""
    head = f"{one.place:>5}. {was:8} {words.odds(one.in_time):>6}  "
    said = f"{one.name} (frozen)" if one.is_frozen else f"{one.name}. {plan_words.why(one)}"
    return textwrap.wrap(said, WIDTH, initial_indent=head, subsequent_indent=" " * len(head))


def _below(made: AnsweredPlan) -> list[str]:
    """What does not ship in time in 5 of 10 cases, most money first."""
    below = sorted((one for one in made.features if not one.above), key=lambda one: -one.brings)
    if not below:
        return []
    lines = [f"Below the line: {words.count(len(below), 'feature')} not in time in 5 of 10 cases"]
    for one in below[:MOST_BELOW]:
        brings = amounts.short(one.brings, currency=made.currency)
        said = f"{one.name} ({one.team}), {brings} were it ready today. {plan_words.why(one)}"
        lines += textwrap.wrap(said, WIDTH, initial_indent="  ", subsequent_indent="    ")
    return [*lines, *_left(len(below), MOST_BELOW)]


def _listed(head: str, said: Iterable[str]) -> list[str]:
    lines = [
        line
        for one in said
        for line in textwrap.wrap(one, WIDTH, initial_indent="  ", subsequent_indent="    ")
    ]
    return [head, *lines] if lines else []


def _left(count: int, most: int) -> list[str]:
    return [f"  and {count - most:,} more (--json)"] if count > most else []


def _known(made: AnsweredPlan) -> list[str]:
    said = (
        f"As of {words.full_day(made.birth.as_of)}, seed {made.birth.seed}: {made.moves:,} moves, "
        f"judged in {made.draws:,} fresh scenarios. What it does to deals and promises is from the "
        f"forecast's own {made.birth.draws:,} courses."
    )
    return textwrap.wrap(said, WIDTH)
