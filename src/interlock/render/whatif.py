"""A what-if's answer as a page for a terminal: money, deals both ways, dates, promises, people."""

import textwrap
from datetime import date
from functools import partial

from interlock.records.both_ways import Column, Turn
from interlock.records.report import Range
from interlock.records.whatif import Answer, DealChange, FeatureChange, PromiseChange
from interlock.render import amounts, words
from interlock.render.worth import source

WIDTH, MOST, NAMED = 100, 6, 2
NEVER = "never"


def as_text(made: Answer) -> str:
    """Most important first; nothing of it needs colour."""
    parts = [
        _head(made),
        _quarters(made),
        _column("What it costs", made.costs, made.currency),
        _column("What it buys", made.buys, made.currency),
        _turn(made),
        _deals("Deals whose odds fall", made.hurt, made.currency),
        _deals("Close anyway: they need what comes later or never", made.anyway, made.currency),
        _deals("Deals that gain", made.helped, made.currency),
        _features(made),
        _promises(made),
        _tell(made),
        _known(made),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def breaks(made: Answer) -> list[str]:
    """Deals whose odds fall, promises with other odds, and whom to tell."""
    parts = [
        _deals("Deals whose odds fall", made.hurt, made.currency), _promises(made), _tell(made)
    ]  # fmt: skip
    return ["\n".join(lines) for lines in parts if lines]


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
    if made.whole is not None:
        said = headline(made.whole, currency=made.currency, quarters=len(made.quarters))
        lines += textwrap.wrap(said, WIDTH)
    return [*lines, *(n for one in made.says for n in _note(one))]


def _quarters(made: Answer) -> list[str]:
    short = partial(amounts.short, currency=made.currency)
    lines = [
        f"  {'':8}{'as forecast':>12} {'then':>10} {'change':>10}  80 of 100 cases: change; then"
    ]
    for one in made.quarters:
        if one.before is None or one.after is None or one.change is None:
            return _wins(made)
        change = amounts.between(one.change.p10, one.change.p90, currency=made.currency)
        then = amounts.between(one.after.p10, one.after.p90, currency=made.currency)
        signed = amounts.short(one.change.mean, currency=made.currency, signed=True)
        lines.append(
            f"  {one.label:8}{short(one.before.mean):>12} {short(one.after.mean):>10} "
            f"{signed:>10}  {change}; {then}"
        )
    return lines


def _wins(made: Answer) -> list[str]:
    """Deals expected to be won, for who sees no amounts."""
    return ["Deals expected to be won", f"  {'':8}{'as forecast':>12} {'then':>10}"] + [
        f"  {one.label:8}{one.wins_before:>12.1f} {one.wins_after:>10.1f}" for one in made.quarters
    ]


def _column(head: str, column: Column, currency: str) -> list[str]:
    """Feature by feature, with the deals through it."""
    if not column.deals:
        return []
    whole = ""
    if column.whole is not None:
        held = amounts.between(column.whole.p10, column.whole.p90, currency=currency)
        signed = amounts.short(column.whole.mean, currency=currency, signed=True)
        whole = f", {signed} ({held} in 80 of 100 cases)"
    lines = [f"{head}: {words.count(column.deals, 'deal')}{whole}"]
    for one in column.through[:MOST]:
        days = one.state if one.days is None else words.moved(one.days) if one.days else ""
        when = f" ({days})" if days else ""
        named = words.listed(one.deals[:NAMED])
        more = f" and {len(one.deals) - NAMED:,} more" if len(one.deals) > NAMED else ""
        lines.append(
            _cut(f"  {_signed(one.brings, currency):>10}  {one.name}{when}: {named}{more}")
        )
    return [*lines, *_more(len(column.through))]


def _turn(made: Answer) -> list[str]:
    """Where both columns are alike."""
    return textwrap.wrap(turn(made.turn), WIDTH) if made.turn else []


def turn(found: Turn) -> str:
    """The worth of a need at which what it costs and buys are alike, in a sentence."""
    if found.psi is None:
        return f"No tipping point: {words.ended(found.why[:1].lower() + found.why[1:])}"
    chance = f"; it is above with {words.odds(found.chance)}" if found.chance is not None else ""
    return (
        f"Tipping point: from a worth of {found.psi:.2f} of an unmet {found.strength} on it costs "
        f"more than it buys. The forecast counts {found.counted:.2f}{chance}."
    )


def _signed(amount: float | None, currency: str) -> str:
    return "" if amount is None else amounts.short(amount, currency=currency, signed=True)


def _deals(head: str, deals: tuple[DealChange, ...], currency: str) -> list[str]:
    if not deals:
        return []
    known = [one.brings for one in deals if one.brings is not None]
    brings = f", {_signed(sum(known), currency)}" if known else ""
    lines = [f"{head}: {words.count(len(deals), 'deal')}{brings}"]
    for one in deals[:MOST]:
        signed = _signed(one.brings, currency)
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
