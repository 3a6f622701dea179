"""Why the forecast moved, for a terminal: a waterfall of characters, readable without colour."""

import textwrap
from functools import partial

from interlock.records.moved import Moved
from interlock.render import amounts, words
from interlock.render.movers import ranked

WIDTH, BAR, LABEL, DEALS = 88, 24, 30, 3
TELL_TOGETHER, TELL_NOISE = 0.1, 0.01
"""Shares of the change from which interaction and noise are told."""

_FULL, _LESS, _MORE = "█", "░", "▓"


def summary(moved: Moved) -> str:
    """The change, its three largest causes, the others as one, the refit apart; P10 to P90."""
    parts = [_head(moved), _waterfall(moved), _deals(moved), _honest(moved), _birth(moved)]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def _head(moved: Moved) -> list[str]:
    short = partial(amounts.short, currency=moved.currency)
    day = partial(words.day, as_of=moved.quarter_end)
    if not moved.change and not any(part.deals for part in moved.parts):
        said = f"Nothing moved the forecast of {moved.period}: {short(moved.now)} on both days."
    else:
        said = (
            f"The forecast of {moved.period} moved from {short(moved.then)} on "
            f"{day(moved.since)} to {short(moved.now)} on {day(moved.birth.as_of)} "
            f"({amounts.short(moved.change, currency=moved.currency, signed=True)})."
        )
    return textwrap.wrap(said, WIDTH)


def _waterfall(moved: Moved) -> list[str]:
    """Levels and steps on one axis that begins a little below the lowest of them."""
    steps = _steps(moved)
    if not steps:
        return []
    levels = [moved.then]
    for _, amount in steps:
        levels.append(levels[-1] + amount)
    low, high = min(levels), max(levels)
    low = max(0.0, low - 0.15 * (high - low)) if low >= 0 else low
    signed = partial(amounts.short, currency=moved.currency, signed=True)
    plain = partial(amounts.short, currency=moved.currency)
    place = partial(_place, low=low, high=high)
    lines = [_line("then", plain(moved.then), _FULL * place(moved.then))]
    for (label, amount), before in zip(steps, levels, strict=False):
        start, end = sorted((place(before), place(before + amount)))
        mark = _LESS if amount < 0 else _MORE
        lines.append(_line(label, signed(amount), " " * start + mark * max(1, end - start)))
    lines.append(_line("now", plain(moved.now), _FULL * place(moved.now)))
    return lines


def _steps(moved: Moved) -> list[tuple[str, float]]:
    largest, rest, refit = ranked(part for part in moved.parts if part.deals)
    return [
        *((part.reason, part.amount) for part in largest),
        *([("other", sum(part.amount for part in rest))] if rest else []),
        *((part.reason, part.amount) for part in refit),
    ]


def _line(label: str, amount: str, bar: str) -> str:
    return f"{amount:>11}  {label:<{LABEL}}  {bar}".rstrip()


def _place(level: float, *, low: float, high: float) -> int:
    return round(BAR * (level - low) / (high - low)) if high > low else BAR


def _deals(moved: Moved) -> list[str]:
    """The deals behind each of the largest causes."""
    lines = []
    for part in ranked(part for part in moved.parts if part.deals)[0]:
        named = [
            f"{deal.name} {amounts.short(deal.amount, currency=moved.currency, signed=True)}"
            for deal in part.deals[:DEALS]
        ]
        said = f"{part.reason}: {', '.join(named)}"
        lines += textwrap.wrap(said, WIDTH, subsequent_indent="  ")
    return lines


def _honest(moved: Moved) -> list[str]:
    """The range, what causes did together, the noise of the draws, and notes."""
    short = partial(amounts.short, currency=moved.currency)
    said = []
    then, now = moved.quantiles_then, moved.quantiles_now
    if then is not None and now is not None:
        said.append(
            f"P10, P50, P90: {short(then.p10)}, {short(then.p50)}, {short(then.p90)} then; "
            f"{short(now.p10)}, {short(now.p50)}, {short(now.p90)} now."
        )
    least = abs(moved.change)
    if moved.together > TELL_TOGETHER * least and moved.pairs:
        pair = moved.pairs[0]
        said.append(
            f"Causes acted together: entering first instead of in fair shares, they would differ "
            f"by {short(moved.together)} in all; most by {pair.one} with {pair.other} "
            f"({amounts.short(pair.amount, currency=moved.currency, signed=True)})."
        )
    if moved.noise > TELL_NOISE * least:
        said.append(f"The draws leave the change uncertain by ± {short(moved.noise)}.")
    said += [words.ended(note) for note in moved.notes]
    return [line for text in said for line in textwrap.wrap(text, WIDTH)]


def _birth(moved: Moved) -> list[str]:
    birth = moved.birth
    said = f"As of {words.full_day(birth.as_of)}, seed {birth.seed}: {birth.method}."
    return textwrap.wrap(said, WIDTH)
