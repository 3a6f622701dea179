"""Odds, days and counts in the reader's words."""

import re
from collections.abc import Sequence
from datetime import date

from interlock.records.report import Driver
from interlock.render.amounts import MINUS

NEARLY_SURE, NEARLY_NEVER = 0.95, 0.05
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SIGNED = re.compile(f"[+{MINUS}](?=\\D)")
_NOT_IN_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TIED = re.compile(r"(?<=\d) (?=%|k\b|M\b|bn\b|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")


def odds(chance: float) -> str:
    """Whole per cents, and never a certainty: 60 %, >95 %, <5 %."""
    if chance > NEARLY_SURE:
        return ">95 %"
    return "<5 %" if chance < NEARLY_NEVER else f"{100 * chance:.0f} %"


def whole_odds(chance: float) -> str:
    """Odds that somebody said, as they said them: 80 %, 100 %."""
    return f"{100 * chance:.0f} %"


def points(number: float) -> str:
    """Points of probability that something adds: +4 points, −1 point."""
    said = f"{number:+.0f}"
    return f"{said} {'point' if said[1:] == '1' else 'points'}".replace("-", MINUS)


def per_cent(share: float) -> str:
    """A share on a scale, where it is a measure and no chance: 2.5 %, 12 %."""
    return f"{100 * share:.3g} %"


def day(when: date, *, as_of: date) -> str:
    """14 Dec, with the year where it is not that of ``as_of``: 5 Jan 2027."""
    said = f"{when.day} {_MONTHS[when.month - 1]}"
    return said if when.year == as_of.year else f"{said} {when.year}"


def days(first: date, last: date, *, as_of: date) -> str:
    """A range of days: 2 to 9 Oct, 28 Sep to 9 Oct, 28 Dec to 9 Jan 2027."""
    if first == last:
        return day(first, as_of=as_of)
    if first.year == last.year:
        same_month = first.month == last.month
        start = str(first.day) if same_month else f"{first.day} {_MONTHS[first.month - 1]}"
        return f"{start} to {day(last, as_of=as_of)}"
    return f"{day(first, as_of=as_of)} to {day(last, as_of=as_of)}"


def full_day(when: date) -> str:
    """20 Nov 2026."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def month(when: date) -> str:
    """Nov."""
    return _MONTHS[when.month - 1]


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: 1 deal, 1,204 deals."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def nth(number: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    teens = 11 <= number % 100 <= 13
    return f"{number:,}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def moved(days_moved: int) -> str:
    """How far a date moved, without a judgement: 4 days later, 1 day sooner, as last week."""
    if days_moved == 0:
        return "as last week"
    return f"{count(abs(days_moved), 'day')} {'later' if days_moved > 0 else 'sooner'}"


def listed(names: Sequence[str]) -> str:
    """A, B and C."""
    return (
        ", ".join(names[:-1]) + (" and " if len(names) > 1 else "") + (names[-1] if names else "")
    )


def whole_range(low: float, high: float) -> str:
    """A range of counts: 24 to 31."""
    first, last = round(low), round(high)
    return f"{first:,}" if first == last else f"{first:,} to {last:,}"


def tied(text: str) -> str:
    """``text`` with unbreakable spaces between a figure and its unit, for running text."""
    return _SIGNED.sub("\\g<0>\N{WORD JOINER}", _TIED.sub("\N{NO-BREAK SPACE}", text))


def in_xml(text: str) -> str:
    """``text`` without signs that no XML may hold, such as a vertical tab in a name."""
    return _NOT_IN_XML.sub("", text)


def cut(text: str, most: int) -> str:
    """At most ``most`` letters of ``text``, the last a mark where it goes on."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def moved_times(times: int, first: str = "") -> str:
    """How often a day was moved, and which was the first: moved once, first 4 Nov."""
    said = f"moved {'once' if times == 1 else count(times, 'time')}"
    return f"{said}, first {first}" if first else said


def ended(sentence: str) -> str:
    """``sentence`` with a full stop where it has no end yet."""
    return sentence if sentence.rstrip().endswith((".", "!", "?", ":")) else f"{sentence.rstrip()}."


def driver(one: Driver) -> str:
    """What would move a deal, and by how much: SSO 4 weeks sooner, +4 points (+7 this quarter), 2
    weeks of work left.
    """
    quarter = 100 * (one.quarter_then - one.quarter_now)
    work = ""
    if one.work_weeks is not None:
        weeks = max(1, round(one.work_weeks))
        work = f", {count(weeks, 'week')} of work left"
    return f"{one.what}, {one.points:+.0f} points ({quarter:+.0f} this quarter){work}".replace(
        "-", MINUS
    )


def held_by(steps: Sequence[tuple[str, int]]) -> str:
    """What a date is made of, after the name of its largest part: 12 of 18 days; the queue 6."""
    first, *others = steps
    whole = f"{first[1]} of {count(sum(days for _, days in steps), 'day')}"
    return "; ".join([whole, *(f"{what} {days}" for what, days in others)])
