"""How the forecast of each quarter ran over the weeks, beside the target and what came of it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby

from markupsafe import Markup

from interlock.records.archive import Came, QuarterSaid, WeekLine
from interlock.records.report import Range
from interlock.render import amounts, archive_rows, axes, call_steps, svg, words

WIDE, NARROW = (920.0, 240.0), (340.0, 220.0)
LABEL_WIDTH = 46.0
FEWEST = 2
Ran = tuple[QuarterSaid, list[tuple[date, Range]]]
"""A quarter, and what was said of it on each day, oldest first."""


def weeks_ran(
    lines: Sequence[WeekLine], came: Mapping[str, Came], *, size: tuple[float, float] = WIDE
) -> Markup | None:
    """The whole drawing of lines, newest first: in money, or in deals won where their reader sees
    none; None for a single week, which has not run yet. Money in another currency than that of the
    newest is left out, as ``left_out`` says.
    """
    ran = _ran(lines)
    if sum(len(said) for _, said in ran) < FEWEST:
        return None
    width, height = size
    in_money = ran[-1][0].forecast is not None
    currency = lines[0].currency
    ends = {of.label: archive_rows.brought(came.get(of.label), in_money, currency) for of, _ in ran}
    x = svg.Scale(ran[0][1][0][0].toordinal(), ran[-1][0].last.toordinal(), 56.0, width - 16.0)
    y = svg.Scale(0.0, _top(ran, ends, in_money), height - 24.0, 12.0)
    parts = [
        *axes.levels(
            y, svg.ticks(0.0, y.high, most=4), left=x.start, right=x.end,
            said=lambda tick: amounts.axis(tick, currency=currency) if in_money else f"{tick:g}",
        ),
        *(part for of, said in ran for part in _quarter(x, y, of, said, ends[of.label], in_money)),
        *_names(x, height, ran),
    ]  # fmt: skip
    return svg.picture(
        parts,
        width=width,
        height=height,
        title="The forecast of each quarter, week by week",
        about=_in_words(ran, ends, currency, in_money),
        kind="fan ran",
    )


def left_out(lines: Sequence[WeekLine]) -> str:
    """Which weeks are not drawn among the others."""
    others = [one for one in lines if _is_other_money(one, lines[0])]
    if not others:
        return ""
    spoken = words.listed(list(dict.fromkeys(one.currency or "no currency" for one in others)))
    return f"Not drawn: {words.count(len(others), 'week')} whose amounts are in {spoken}."


def _is_other_money(one: WeekLine, newest: WeekLine) -> bool:
    in_money = one.quarter is not None and one.quarter.forecast is not None
    return in_money and one.currency != newest.currency


def _ran(lines: Sequence[WeekLine]) -> list[Ran]:
    """A week that was closed after its quarter's end stands on the last day of that."""
    said = [one for one in reversed(lines) if one.quarter and not _is_other_money(one, lines[0])]
    in_money = bool(said) and said[-1].quarter is not None and bool(said[-1].quarter.forecast)
    found = []
    for _, some in groupby(said, key=lambda one: one.quarter and one.quarter.label):
        weeks = [(min(one.day, one.quarter.last), one.quarter) for one in some if one.quarter]
        held = [(day, of.forecast if in_money else of.wins) for day, of in weeks]
        points = [(day, one) for day, one in held if one]
        if points:
            found.append((weeks[-1][1], points))
    return found


def _top(ran: Iterable[Ran], ends: Mapping[str, float | None], in_money: bool) -> float:
    levels = [held.p90 for _, said in ran for _, held in said]
    levels += [end for end in ends.values() if end is not None]
    levels += [of.target for of, _ in ran if in_money and of.target is not None]
    return max(levels) * 1.08 or 1.0


def _quarter(
    x: svg.Scale,
    y: svg.Scale,
    of: QuarterSaid,
    said: Sequence[tuple[date, Range]],
    end: float | None,
    in_money: bool,
) -> list[Markup]:
    """The 8 of 10 cases and the middle of each week; the target; what came, on the last day."""
    start, stop = x(max(of.first.toordinal(), x.low)), x(of.last.toordinal())
    parts = [
        svg.el("line", class_="rule", x1=stop, x2=stop, y1=y.start, y2=y.end),
        *call_steps.model(x, y, said),
    ]
    if in_money and of.target is not None:
        at = y(of.target)
        parts.append(svg.el("line", class_="target", x1=start, x2=stop, y1=at, y2=at))
    if end is not None:
        parts.append(svg.el("circle", class_="came-of", cx=stop, cy=y(end), r=4.5))
    return parts


def _names(x: svg.Scale, height: float, ran: Iterable[Ran]) -> list[Markup]:
    """Each quarter under its weeks, where there is room for its name."""
    found = []
    for of, _ in ran:
        start, stop = x(max(of.first.toordinal(), x.low)), x(of.last.toordinal())
        if stop - start >= LABEL_WIDTH:
            middle = (start + stop) / 2
            found.append(svg.el("text", of.label, x=middle, y=height - 6, text_anchor="middle"))
    return found


def _in_words(
    ran: Iterable[Ran], ends: Mapping[str, float | None], currency: str, in_money: bool
) -> str:
    def number(value: float) -> str:
        return amounts.short(value, currency=currency) if in_money else f"{value:.0f}"

    told = []
    for of, said in ran:
        end = ends[of.label]
        came = "" if end is None else f", {number(end)} came"
        told.append(
            f"{of.label}: {number(said[0][1].p50)} first, {number(said[-1][1].p50)} last{came}"
        )
    return "; ".join(told)
