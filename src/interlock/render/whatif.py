"""A what-if's answer as a page for a terminal: money, deals both ways, dates, promises, people."""

import textwrap
from datetime import date
from functools import partial

from interlock.records.report import Range
from interlock.records.whatif import Answer, DealChange, FeatureChange, PromiseChange
from interlock.render import amounts, words
from interlock.render.worth import source

WIDTH, MOST = 100, 6
NEVER = "never"


def as_text(made: Answer) -> str:
    """Most important first; nothing of it needs colour."""
    parts = [
        _head(made),
        _quarters(made),
        _deals("Deals whose odds fall", made.hurt, made.currency),
        _deals("Close anyway: they need what comes later or never", made.anyway, made.currency),
        _deals("Deals that gain", made.helped, made.currency),
        _features(made),
        _promises(made),
        _tell(made),
        _known(made),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def headline(whole: Range, *, currency: str, quarters: int) -> str:
    """The whole change in one sentence, with its range."""
    signed = partial(amounts.short, currency=currency, signed=True)
    if not any((whole.p025, whole.mean, whole.p975)):
        return f"Expected bookings of {quarters} quarters stay as they are."
    held = amounts.between(whole.p10, whole.p90, currency=currency)
    return (
        f"Expected bookings of {quarters} quarters: {signed(whole.mean)} ({held} in 80 of 100 "
        "cases)."
    )


def _head(made: Answer) -> list[str]:
    simulated = " (simulated company)" if made.simulated else ""
    lines = [f"{made.company}{simulated}: what if, {words.full_day(made.birth.as_of)}"]
    lines += [f"  {number}. {said}" for number, said in enumerate(made.changes, 1)]
    said = headline(made.whole, currency=made.currency, quarters=len(made.quarters))
    return [*lines, *textwrap.wrap(said, WIDTH), *(n for one in made.says for n in _note(one))]


def _quarters(made: Answer) -> list[str]:
    short = partial(amounts.short, currency=made.currency)
    lines = [
        f"  {'':8}{'as forecast':>12} {'then':>10} {'change':>10}  80 of 100 cases: change; then"
    ]
    for one in made.quarters:
        change = amounts.between(one.change.p10, one.change.p90, currency=made.currency)
        then = amounts.between(one.after.p10, one.after.p90, currency=made.currency)
        signed = amounts.short(one.change.mean, currency=made.currency, signed=True)
        lines.append(
            f"  {one.label:8}{short(one.before.mean):>12} {short(one.after.mean):>10} "
            f"{signed:>10}  {change}; {then}"
        )
    return lines


def _deals(head: str, deals: tuple[DealChange, ...], currency: str) -> list[str]:
    if not deals:
        return []
    brings = amounts.short(sum(one.brings for one in deals), currency=currency, signed=True)
    lines = [f"{head}: {words.count(len(deals), 'deal')}, {brings}"]
    for one in deals[:MOST]:
        signed = amounts.short(one.brings, currency=currency, signed=True)
        odds = f"{words.odds(one.before)} to {words.odds(one.after)}"
        through = f": {words.listed(one.through)}" if one.through else ""
        lines.append(_cut(f"  {signed:>10}  {odds:>14}  {one.name}{through}"))
    return [*lines, *_more(len(deals))]


def _features(made: Answer) -> list[str]:
    told = [one for one in made.features if one.days != 0]
    lines = []
    for one in told[:MOST]:
        days = words.moved(one.days) if one.days is not None else one.state
        then, now = (_day(day, made) for day in (one.p50_before, one.p50_after))
        lines.append(_cut(f"  {days:>16}  {then} to {now}  {one.name} ({one.team})"))
    if not lines:
        return []
    head = f"Features that move (day of 5 of 10 cases): {_counted(told)}"
    return [head, *lines, *_more(len(told))]


def _counted(features: list[FeatureChange]) -> str:
    states = ("later", "sooner", "dropped", "added")
    counts = {state: sum(one.state == state for one in features) for state in states}
    return ", ".join(f"{count} {state}" for state, count in counts.items() if count)


def _promises(made: Answer) -> list[str]:
    lines = [_promise(one, made) for one in made.promises[:MOST]]
    return [f"Promises: {words.count(len(made.promises), 'promise')} with other odds", *lines,
            *_more(len(made.promises))] if lines else []  # fmt: skip


def _promise(one: PromiseChange, made: Answer) -> str:
    if one.before is None:
        odds = f"new, {_odds(one.after)}"
    elif one.broken:
        odds = f"{_odds(one.before)}, broken"
    else:
        odds = f"{_odds(one.before)} to {_odds(one.after)}"
    by = f" by {_day(one.due, made)}" if one.due else ""
    return _cut(f"  {odds:>16}  {one.what}{by}, {one.maker} to {one.to}")


def _tell(made: Answer) -> list[str]:
    lines = []
    for one in made.tell:
        told = f"  {one.name}: {'; '.join(one.about)}"
        lines += textwrap.wrap(told, WIDTH, subsequent_indent="    ")
    return ["To be told", *lines] if lines else []


def _known(made: Answer) -> list[str]:
    worths = [
        f"{one.strength} {one.worth:.2f} ({source(one.source, one.count, one.of)})"
        for one in made.coupling
    ]
    said = f"Worth of an unmet need, psi: {'; '.join(worths)}. The same luck before and after."
    birth = made.birth
    born = f"As of {words.full_day(birth.as_of)}, seed {birth.seed}, {birth.draws} courses."
    return [*textwrap.wrap(said, WIDTH), born]


def _note(note: str) -> list[str]:
    return textwrap.wrap(words.ended(note), WIDTH, initial_indent="! ", subsequent_indent="  ")


def _cut(line: str) -> str:
    return line if len(line) <= WIDTH else f"{line[: WIDTH - 1]}…"


def _more(count: int) -> list[str]:
    return [f"  and {count - MOST:,} more (--json)"] if count > MOST else []


def _day(day: date | None, made: Answer) -> str:
    return words.day(day, as_of=made.birth.as_of) if day else NEVER


def _odds(chance: float | None) -> str:
    return words.odds(chance) if chance is not None else "no odds"
