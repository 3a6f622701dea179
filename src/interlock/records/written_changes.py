"""Changes of a what-if as somebody writes them, on a command line or in an address: each kind by a
word, its fields as one text.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite, nan
from typing import Any

from interlock.records.sales_tables import NO_NEED, STRENGTHS
from interlock.records.whatif import (
    Add,
    Amount,
    BreakPromise,
    BringForward,
    Change,
    Delay,
    Drop,
    MoveFeature,
    MovePeople,
    MoveRelease,
    Need,
    People,
    Promise,
    Reorder,
    Split,
)


@dataclass(frozen=True)
class Written:
    """How a kind of change is written: its ``word``, the ``form`` of its text, what it means, and
    how the text is ``read`` and ``told``. Reading raises ``ValueError``, with the reason if any.
    """

    word: str
    form: str
    means: str
    of: type[Change]
    read: Callable[[str], Change]
    told: Callable[[Any], str]


def read(word: str, text: str) -> Change:
    """The change that is written. Raises ``ValueError`` with the form that it should have."""
    one = WORDS[word]
    try:
        return one.read(text)
    except ValueError as error:
        why = f" ({error})" if str(error) else ""
        raise ValueError(f"{text!r} is not understood{why}; write it as {one.form}") from None


def written(changes: Iterable[Change]) -> tuple[tuple[str, str], ...]:
    """Each change as its word and its text; `read` gives the same changes back."""
    return tuple((_OF[type(one)].word, _OF[type(one)].told(one)) for one in changes)


def _pair(text: str) -> tuple[str, str]:
    """What stands before the last equals sign, and after it."""
    name, sign, value = text.rpartition("=")
    if not (sign and name.strip() and value.strip()):
        raise ValueError
    return name.strip(), value.strip()


def _two(text: str, sign: str = ":") -> tuple[str, str]:
    one, found, other = text.partition(sign)
    if not (found and one.strip() and other.strip()):
        raise ValueError
    return one.strip(), other.strip()


def _number(text: str) -> float:
    try:
        number = float(text.replace(",", "").replace(" ", "").replace("\N{MINUS SIGN}", "-"))
    except ValueError:
        number = nan
    if not isfinite(number):
        raise ValueError(f"{text!r} is no number")
    return number


def _whole(text: str) -> int:
    number = _number(text)
    if number != int(number):
        raise ValueError(f"{text!r} is no whole number")
    return int(number)


def _weeks(text: str) -> float:
    return _number(text.removesuffix("w"))


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise ValueError(f"{text!r} is no day") from None


def _delay(text: str) -> Change:
    feature, weeks = _pair(text)
    return Delay(feature, _weeks(weeks))


def _bring_forward(text: str) -> Change:
    feature, weeks = _pair(text)
    return BringForward(feature, _weeks(weeks))


def _order(text: str) -> Change:
    feature, place = _pair(text)
    return Reorder(feature, _whole(place))


def _add(text: str) -> Change:
    name, rest = _pair(text)
    items, team = _two(rest, "@")
    return Add(name, _whole(items), team)


def _split(text: str) -> Change:
    feature, share = _pair(text)
    return Split(feature, _number(share.removesuffix("%")) / 100)


def _move_feature(text: str) -> Change:
    return MoveFeature(*_pair(text))


def _move_release(text: str) -> Change:
    release, day = _pair(text)
    return MoveRelease(release, _day(day))


def _people(text: str) -> Change:
    team, people = _pair(text)
    return People(team, _number(people))


def _move_people(text: str) -> Change:
    teams, people = _pair(text)
    return MovePeople(*_two(teams), _number(people))


def _need(text: str) -> Change:
    names, strength = _pair(text)
    if strength not in (*STRENGTHS, NO_NEED):
        raise ValueError(f"{strength!r} is none of {', '.join(STRENGTHS)}, {NO_NEED}")
    return Need(*_two(names), None if strength == NO_NEED else strength)


def _amount(text: str) -> Change:
    deal, amount = _pair(text)
    return Amount(deal, _number(amount))


def _promise(text: str) -> Change:
    names, day = _pair(text)
    deal, sign, feature = names.partition("/")
    return Promise(feature.strip(), _day(day), deal.strip()) if sign else Promise(names, _day(day))


def _plain(number: float) -> str:
    """Digits alone, as many as it takes."""
    return f"{number:.0f}" if number == int(number) else repr(number)


def _signed(number: float) -> str:
    return f"+{_plain(number)}" if number > 0 else _plain(number)


ALL: tuple[Written, ...] = (
    Written("drop", "FEATURE", "Drop a feature.", Drop, Drop, lambda one: one.feature),
    Written(
        "delay", "FEATURE=3w", "Hold a feature up once its work is done.", Delay, _delay,
        lambda one: f"{one.feature}={_plain(one.weeks)}w",
    ),
    Written(
        "bring-forward", "FEATURE=3w",
        "Move it up its queue, with what it waits for, until it ships so much sooner.",
        BringForward, _bring_forward, lambda one: f"{one.feature}={_plain(one.weeks)}w",
    ),
    Written(
        "order", "FEATURE=1", "Put it in this place of its team's queue.", Reorder, _order,
        lambda one: f"{one.feature}={one.place}",
    ),
    Written(
        "add", "NAME=12@TEAM", "A new feature of so many items, last in the queue.", Add, _add,
        lambda one: f"{one.name}={one.items}@{one.team}",
    ),
    Written(
        "split", "FEATURE=40%", "Ship this share of what is left first, the rest last.", Split,
        _split, lambda one: f"{one.feature}={_plain(round(one.share * 100, 9))}%",
    ),
    Written(
        "into", "FEATURE=RELEASE", "Mean it for another release.", MoveFeature, _move_feature,
        lambda one: f"{one.feature}={one.release}",
    ),
    Written(
        "release", "RELEASE=2027-01-20", "Give a release another day.", MoveRelease, _move_release,
        lambda one: f"{one.release}={one.due}",
    ),
    Written(
        "people", "TEAM=+2", "People join a team, or leave it (-1).", People, _people,
        lambda one: f"{one.team}={_signed(one.people)}",
    ),
    Written(
        "move-people", "TEAM:TEAM=1", "People go from one team to another.", MovePeople,
        _move_people, lambda one: f"{one.team}:{one.to}={_plain(one.people)}",
    ),
    Written(
        "need", "DEAL:FEATURE=STRENGTH",
        "A deal needs it: dealbreaker, important, nice-to-have or none.", Need, _need,
        lambda one: f"{one.deal}:{one.feature}={one.strength or NO_NEED}",
    ),
    Written(
        "amount", "DEAL=120000", "Another amount, in the deal's currency.", Amount, _amount,
        lambda one: f"{one.deal}={_plain(one.amount)}",
    ),
    Written(
        "promise", "[DEAL/]FEATURE=2026-12-15",
        "Promise its ship day, to one deal's buyer or to all.", Promise, _promise,
        lambda one: f"{f'{one.deal}/' if one.deal else ''}{one.feature}={one.due}",
    ),
    Written(
        "break-promise", "PROMISE", "Take a promise back.", BreakPromise, BreakPromise,
        lambda one: one.promise,
    ),
)  # fmt: skip

WORDS = {one.word: one for one in ALL}
"""word -> how its kind of change is written"""

_OF = {one.of: one for one in ALL}
