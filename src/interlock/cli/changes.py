"""Options that each suppose one change: what is written on the command line -> its value."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import click

from interlock.records.tables import STRENGTHS
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

Command = Callable[..., Any]
CHANGES = "interlock.changes"


def change_options(command: Command) -> Command:
    """One option for each kind of change; they are made in the order in which they are written."""
    for name, form, read, help_ in reversed(OPTIONS):
        command = click.option(
            name,
            metavar=form,
            multiple=True,
            expose_value=False,
            callback=_collected(read, form),
            help=help_,
        )(command)
    return command


def asked(context: click.Context) -> list[Change]:
    """The changes that were written."""
    found: list[Change] = context.meta.setdefault(CHANGES, [])
    return found


def _collected(read: Callable[[str], Change], form: str) -> Callable[..., None]:
    def callback(context: click.Context, option: click.Parameter, written: tuple[str, ...]) -> None:
        for one in written:
            try:
                asked(context).append(read(one))
            except ValueError as error:
                why = f" ({error})" if str(error) else ""
                raise click.BadParameter(
                    f"{one!r} is not understood{why}; write it as {form}.", context, option
                ) from None

    return callback


def _pair(written: str) -> tuple[str, str]:
    """What stands before the last equals sign, and after it."""
    name, sign, value = written.rpartition("=")
    if not (sign and name.strip() and value.strip()):
        raise ValueError
    return name.strip(), value.strip()


def _two(written: str, sign: str = ":") -> tuple[str, str]:
    one, found, other = written.partition(sign)
    if not (found and one.strip() and other.strip()):
        raise ValueError
    return one.strip(), other.strip()


def _number(written: str) -> float:
    try:
        return float(written.replace(",", "").replace(" ", ""))
    except ValueError:
        raise ValueError(f"{written!r} is no number") from None


def _whole(written: str) -> int:
    number = _number(written)
    if number != int(number):
        raise ValueError(f"{written!r} is no whole number")
    return int(number)


def _weeks(written: str) -> float:
    return _number(written.removesuffix("w"))


def _day(written: str) -> Any:
    try:
        return datetime.strptime(written, "%Y-%m-%d").date()
    except ValueError:
        raise ValueError(f"{written!r} is no day") from None


def _delay(written: str) -> Change:
    feature, weeks = _pair(written)
    return Delay(feature, _weeks(weeks))


def _bring_forward(written: str) -> Change:
    feature, weeks = _pair(written)
    return BringForward(feature, _weeks(weeks))


def _order(written: str) -> Change:
    feature, place = _pair(written)
    return Reorder(feature, _whole(place))


def _add(written: str) -> Change:
    name, rest = _pair(written)
    items, team = _two(rest, "@")
    return Add(name, _whole(items), team)


def _split(written: str) -> Change:
    feature, share = _pair(written)
    return Split(feature, _number(share.removesuffix("%")) / 100)


def _move_feature(written: str) -> Change:
    return MoveFeature(*_pair(written))


def _move_release(written: str) -> Change:
    release, day = _pair(written)
    return MoveRelease(release, _day(day))


def _people(written: str) -> Change:
    team, people = _pair(written)
    return People(team, _number(people.replace("\N{MINUS SIGN}", "-")))


def _move_people(written: str) -> Change:
    teams, people = _pair(written)
    return MovePeople(*_two(teams), _number(people))


def _need(written: str) -> Change:
    names, strength = _pair(written)
    if strength not in (*STRENGTHS, "none"):
        raise ValueError(f"{strength!r} is none of {', '.join(STRENGTHS)}, none")
    return Need(*_two(names), None if strength == "none" else strength)


def _amount(written: str) -> Change:
    deal, amount = _pair(written)
    return Amount(deal, _number(amount))


def _promise(written: str) -> Change:
    names, day = _pair(written)
    deal, sign, feature = names.partition("/")
    return Promise(feature.strip(), _day(day), deal.strip()) if sign else Promise(names, _day(day))


OPTIONS: tuple[tuple[str, str, Callable[[str], Change], str], ...] = (
    ("--drop", "FEATURE", Drop, "Drop a feature."),
    ("--delay", "FEATURE=3w", _delay, "Hold a feature up once its work is done."),
    (
        "--bring-forward",
        "FEATURE=3w",
        _bring_forward,
        "Move it up its queue, with what it waits for, until it ships so much sooner.",
    ),
    ("--order", "FEATURE=1", _order, "Put it in this place of its team's queue."),
    ("--add", "NAME=12@TEAM", _add, "A new feature of so many items, last in the queue."),
    ("--split", "FEATURE=40%", _split, "Ship this share of what is left first, the rest last."),
    ("--into", "FEATURE=RELEASE", _move_feature, "Mean it for another release."),
    ("--release", "RELEASE=2027-01-20", _move_release, "Give a release another day."),
    ("--people", "TEAM=+2", _people, "People join a team, or leave it (-1)."),
    ("--move-people", "TEAM:TEAM=1", _move_people, "People go from one team to another."),
    (
        "--need",
        "DEAL:FEATURE=STRENGTH",
        _need,
        "A deal needs it: dealbreaker, important, nice-to-have or none.",
    ),
    ("--amount", "DEAL=120000", _amount, "Another amount, in the deal's currency."),
    (
        "--promise",
        "[DEAL/]FEATURE=2026-12-15",
        _promise,
        "Promise its ship day, to one deal's buyer or to all.",
    ),
    ("--break-promise", "PROMISE", BreakPromise, "Take a promise back."),
)
