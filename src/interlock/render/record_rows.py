"""The record of both sides in the reader's words, as rows of a page."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from interlock.records.day_record import (
    INTERLOCK,
    ConfidenceLine,
    DayLine,
    DayRecord,
    OwnRecord,
    SideLine,
)
from interlock.render import record_pictures, words
from interlock.render.amounts import MINUS

SIDES = {
    "sales": "close dates in your CRM's history, and promises of sales, fill it",
    "development": "wanted-by days, release days in your tracker's history, and promises of "
    "development fill it",
    INTERLOCK: "it fills as the days of both sides pass",
}
"""Whose odds stand side by side, and what fills each."""


def sides(made: DayRecord) -> list[dict[str, Any]]:
    """Both sides and Interlock on one scale: each with its picture, or what it lacks."""
    found = {one.side: one for one in made.sides}
    return [_side(found.get(side) or SideLine(side, None, None), fills)
            for side, fills in SIDES.items()]  # fmt: skip


def by_side(made: DayRecord) -> list[tuple[str, list[dict[str, Any]]]]:
    """Rows of each side by kind, in the order of the pictures, then what Interlock said of the same
    days.
    """
    order = [*SIDES][:-1]
    lines = sorted(made.lines, key=lambda one: order.index(one.side) if one.side in order else 9)
    grouped = groupby((*lines, *made.own), key=lambda one: one.side)
    return [
        (record_pictures.capital(side), [row(one, one.kind, made.fewest) for one in some])
        for side, some in grouped
    ]


def by_team(made: DayRecord) -> list[dict[str, Any]]:
    """Rows of each team by name."""
    return [row(one, one.side or "no team", made.fewest) for one in made.teams]


def own(one: OwnRecord) -> dict[str, Any]:
    """One person's rows."""
    return {
        "name": one.name,
        "rows": [row(line, line.kind, one.fewest) for line in one.lines],
        "confidences": confidences(one.confidences, one.fewest),
        "fewest": one.fewest,
    }


def shared(lines: Iterable[DayLine], fewest: int) -> list[tuple[str, list[dict[str, Any]]]]:
    """Rows by kind of each person who shares."""
    grouped = groupby(lines, key=lambda one: one.side)
    return [(name, [row(one, one.kind, fewest) for one in some]) for name, some in grouped]


def row(line: DayLine, called: str, fewest: int) -> dict[str, Any]:
    """A line in words; with too few things only how many are wanting."""
    told: dict[str, Any] = {"line": line, "called": called, "missing": fewest - line.things}
    told["things"] = f"{line.things:,}"
    if line.met is None or line.low is None or line.high is None:
        return told
    return told | {
        "met": words.whole_odds(line.met),
        "between": f"{100 * line.low:.0f} to {100 * line.high:.0f} %",
        "shrunk": "" if line.shrunk_met is None else words.whole_odds(line.shrunk_met),
        "first": "" if line.first_met is None else words.whole_odds(line.first_met),
        "odds": "" if line.forecast is None else words.whole_odds(line.forecast),
        "brier": _figure(line.brier),
        "base": _figure(line.base),
        "skill": _signed(line.skill),
        "shrunk_skill": _signed(line.shrunk_skill),
        "slip": _weeks(line.slip_weeks),
        "moves": "" if line.moves is None else f"{line.moves:.1f}",
        "notice": _weeks(line.notice_weeks),
        "is_own": line.side == INTERLOCK,
    }


def confidences(lines: Iterable[ConfidenceLine], fewest: int) -> list[dict[str, Any]]:
    """What was said with each chance, and how often it was met."""
    return [
        {
            "line": one,
            "side": record_pictures.capital(one.side),
            "said": words.whole_odds(one.said),
            "met": "" if one.met is None else words.whole_odds(one.met),
            "between": ""
            if one.low is None or one.high is None
            else f"{100 * one.low:.0f} to {100 * one.high:.0f} %",
            "things": f"{one.things:,}",
            "missing": fewest - one.things,
        }
        for one in lines
    ]


def _side(line: SideLine, fills: str) -> dict[str, Any]:
    found = line.reliability
    parts = found and {
        "brier": _figure(found.miscalibration - found.discrimination + found.uncertainty),
        "miscalibration": _figure(found.miscalibration),
        "discrimination": _figure(found.discrimination),
        "uncertainty": _figure(found.uncertainty),
    }
    return {
        "line": line,
        "name": record_pictures.capital(line.side),
        "count": f"{words.count(line.days, 'day')} of {words.count(line.things, 'thing')}",
        "picture": record_pictures.reliability(line),
        "parts": parts,
        "fills": fills,
    }


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _signed(value: float | None) -> str:
    if value is None:
        return ""
    said = f"{value:+.2f}"
    return "0.00" if float(said) == 0 else said.replace("-", MINUS)


def _weeks(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.1f} weeks" if value else "none"
