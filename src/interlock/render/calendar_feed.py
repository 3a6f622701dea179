"""One person's days as an iCalendar feed (RFC 5545), which any calendar can follow.

Each day is an event of a whole day, known for good by its ``UID``. ``SEQUENCE`` is the number of
the book's last change: it rises with each move and its undoing alike, so that no calendar takes an
older day for a newer one.
"""

import hashlib
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from interlock.records.calendar import day_after
from interlock.records.own_days import (
    BROKEN,
    KEPT,
    LATE,
    OPEN,
    OUTCOME,
    OVERDUE,
    PROMISE,
    STEP,
    TOOL,
    WITHDRAWN,
    OwnDay,
    OwnDays,
)
from interlock.records.report_promises import CAME, DID_NOT_COME
from interlock.render import decided_words, words

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar, Event

Page = Callable[[OwnDay], str]
"""The whole address of the page on which a day is looked after; empty for none."""

REFRESH = timedelta(hours=1)
"""How often a calendar is to fetch it."""

BEFORE = timedelta(hours=-15)
"""From midnight: 9 o'clock of the day before."""

_NOW = {
    OPEN: "Open", KEPT: "Kept", LATE: "Done late", OVERDUE: "Its day has passed",
    BROKEN: "Not kept", WITHDRAWN: "Withdrawn",
}  # fmt: skip
_OUTCOME_NOW = {KEPT: CAME.capitalize(), BROKEN: DID_NOT_COME.capitalize()}
_DONE = {KEPT: "Done"}
_BEGINS = {KEPT: "✓ kept", LATE: "✓ late", BROKEN: "✗ missed", OVERDUE: "overdue",
           WITHDRAWN: "withdrawn"}  # fmt: skip
_OUTCOME_BEGINS = {KEPT: f"✓ {CAME}", BROKEN: f"✗ {DID_NOT_COME}"}
_DONE_BEGINS = {KEPT: "✓ done", LATE: "✓ done late"}
_KINDS = {STEP: "Buyers' steps", TOOL: "Sales tools"}


def as_ical(found: OwnDays, *, page: Page, site: str, reminds: bool) -> bytes:
    """The feed; ``site`` is the host that stands in each ``UID``, ``reminds``: one's own open days
    ring the day before.
    """
    calendar = _begun(f"Promises · {found.company}" if found.company else "Promises")
    for one in found.days:
        calendar.add_component(_event(one, found, page, site, reminds=reminds))
    return bytes(calendar.to_ical())


def empty() -> bytes:
    """The feed of whom the book holds nothing."""
    return bytes(_begun("Promises").to_ical())


def summary(one: OwnDay) -> str:
    """What a calendar shows of a day: ✓ kept · You promised Jo: answers to their questions."""
    begins = _by_kind(one, _BEGINS, _OUTCOME_BEGINS, _DONE_BEGINS)
    said = f"{_said(one)}: {one.what}"
    return f"{begins} · {said}" if begins else said


def description(one: OwnDay, *, odds_of: date | None) -> str:
    """Where it stands, a line each."""
    lines = [f"{_stands(one)}.", *_moves(one)]
    if one.odds is not None:
        as_of = f", as of {words.full_day(odds_of)}" if odds_of else ""
        lines.append(f"Odds of this day: {words.odds(one.odds)}{as_of}.")
    if one.said_on:
        lines.append(f"Given on {words.full_day(one.said_on)}.")
    if one.kind == STEP and one.whom:
        lines.append(f"Theirs to do: {one.whom}.")
    about = {"Deal": one.deal_name, "Feature": one.feature_name, "Release": one.release_name,
             "Tool": one.tool}  # fmt: skip
    return "\n".join([*lines, *(f"{what}: {name}" for what, name in about.items() if name)])


def _stands(one: OwnDay) -> str:
    """How it stands, and which record says so: Kept: shipped 12 Sep 2026."""
    stands = _by_kind(one, _NOW, _OUTCOME_NOW, _DONE)
    if one.decided is None:
        return f"{stands} on {words.full_day(one.settled_on)}" if one.settled_on else stands
    says = decided_words.decided(one.decided, by=one.moved_by)
    return f"{stands}: {says.removeprefix('withdrawn ')}"


def _moves(one: OwnDay) -> list[str]:
    if not one.moved or one.first_on is None:
        return []
    times, first = words.count(one.moved, "time"), words.full_day(one.first_on)
    who, why = f" by {one.moved_by}" if one.moved_by else "", words.ended(one.moved_why)
    last = [f"Last{who}: {why}"] if one.moved_why else []
    return [f"Moved {times}; first given for {first}.", *last]


def _begun(name: str) -> "Calendar":
    from icalendar import Calendar, vDuration

    calendar = Calendar()
    calendar.add("prodid", "-//Interlock//Promises//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    return calendar


def _said(one: OwnDay) -> str:
    if one.kind == STEP:
        return f"Buyer's step, {one.deal_name}"
    if one.kind == TOOL:
        return "To be ready"
    if one.sees_to:
        return f"You see to it for {one.whom}" if one.whom else "You see to it"
    verb = "told" if one.kind == OUTCOME else "promised"
    if one.is_mine and not one.whom:
        return "You said" if one.kind == OUTCOME else "You promised"
    return f"You {verb} {one.whom}" if one.is_mine else f"{one.whom or 'Somebody'} {verb} you"


def _by_kind(
    one: OwnDay, of_acts: dict[str, str], of_outcomes: dict[str, str], of_work: dict[str, str]
) -> str:
    """The words for how it stands: an act is kept, an outcome comes, a step or a tool is done."""
    own = {PROMISE: of_acts, OUTCOME: of_outcomes}.get(one.kind, of_work)
    return own.get(one.state, of_acts.get(one.state, ""))


def _event(one: OwnDay, found: OwnDays, page: Page, site: str, *, reminds: bool) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", _uid(one, site))
    event.add("sequence", found.change)
    event.add("dtstamp", found.at)
    event.add("last-modified", found.at)
    event.add("dtstart", one.on)
    event.add("dtend", day_after(one.on))
    event.add("summary", summary(one))
    event.add("description", description(one, odds_of=found.odds_of))
    event.add("status", _status(one))
    event.add("transp", "TRANSPARENT")
    event.add("categories", _categories(one))
    if at := page(one):
        event.add("url", at)
    if reminds and one.is_mine and one.state == OPEN:
        event.add_component(_alarm(one))
    return event


def _alarm(one: OwnDay) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary(one))
    alarm.add("trigger", BEFORE)
    return alarm


def _uid(one: OwnDay, site: str) -> str:
    """The same as long as the promise is, whatever becomes of its day and its words."""
    kind = PROMISE if one.kind == OUTCOME else one.kind
    told = "\0".join((kind, *one.key)).encode()
    return f"{kind}-{hashlib.sha256(told).hexdigest()[:32]}@{site}"


def _status(one: OwnDay) -> str:
    if one.state == WITHDRAWN:
        return "CANCELLED"
    return "TENTATIVE" if one.kind == OUTCOME and one.state == OPEN else "CONFIRMED"


def _categories(one: OwnDay) -> list[str]:
    whose = "Promised by you" if one.is_mine else "Promised to you"
    whose = "Seen to by you" if one.sees_to else whose
    side = one.side.capitalize() if one.side in ("sales", "development") else ""
    return [_KINDS.get(one.kind, whose), *([side] if side else [])]
