"""What-ifs side by side, for a terminal: one column each, figures in the rows."""

from collections.abc import Callable

from interlock.records.report import Range
from interlock.records.whatif import Answer, Comparison
from interlock.render import amounts, words

LABEL, COLUMN = 26, 22


def as_text(made: Comparison) -> str:
    """Change of expected bookings with its range, by quarter, deals, features, promises."""
    answers = [side.answer for side in made.sides]
    first = answers[0]
    simulated = " (simulated company)" if first.simulated else ""
    lines = [
        f"{first.company}{simulated}: what-ifs side by side, {words.full_day(first.birth.as_of)}",
        "",
        _row("", [side.name for side in made.sides]),
        _row("expected bookings", [_signed(one.whole, one) for one in answers]),
        _row("  in 80 of 100 cases", [_between(one) for one in answers]),
    ]
    for at, quarter in enumerate(first.quarters):
        changes = [_signed(one.quarters[at].change, one) for one in answers]
        lines.append(_row(f"  {quarter.label}", changes))
    lines += [_row(label, [str(count(one)) for one in answers]) for label, count in COUNTS]
    lines += [
        "",
        *(
            f"{side.name} brings more than {other.name} in {words.odds(side.beats)} of cases."
            for side, other in zip(made.sides, made.sides[1:], strict=False)
            if side.beats is not None
        ),
        "",
    ]
    for side in made.sides:
        told = [*side.answer.changes, *(f"! {words.ended(one)}" for one in side.answer.says)]
        lines += [f"{side.name}:", *(f"  {one}" for one in told or ["nothing changes"])]
    return "\n".join(lines) + "\n"


COUNTS: tuple[tuple[str, Callable[[Answer], int]], ...] = (
    ("deals whose odds fall", lambda one: len(one.hurt)),
    ("  close anyway", lambda one: len(one.anyway)),
    ("deals that gain", lambda one: len(one.helped)),
    ("features later or dropped", lambda one: _states(one, "later", "dropped")),
    ("features sooner", lambda one: _states(one, "sooner")),
    ("promises broken", lambda one: sum(p.broken for p in one.promises)),
    ("people to be told", lambda one: len(one.tell)),
)


def _signed(change: Range | None, made: Answer) -> str:
    return "" if change is None else amounts.short(change.mean, currency=made.currency, signed=True)


def _between(made: Answer) -> str:
    if made.whole is None:
        return ""
    return amounts.between(made.whole.p10, made.whole.p90, currency=made.currency)


def _states(made: Answer, *states: str) -> int:
    return sum(one.state in states and one.days != 0 for one in made.features)


def _row(label: str, cells: list[str]) -> str:
    return (f"{label:<{LABEL}}" + "".join(f"{cell:>{COLUMN}}" for cell in cells)).rstrip()
