"""The record of both sides as JSON, as CSV, and as a table for a terminal."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from interlock.records.day_record import DayLine, DayRecord, SideLine
from interlock.render import json, words

HEAD = (
    f"{'':28}{'things':>8}{'met':>22}{'first':>7}{'odds said':>11}{'skill':>8}{'slip':>9}"
    f"{'moves':>7}{'notice':>9}"
)


def as_json(made: DayRecord) -> str:
    """Every figure but the single days; keys stay the same from version to version."""
    return json.dumped(as_dict(made))


def as_dict(made: DayRecord) -> dict[str, Any]:
    """The same as plain values."""
    return {
        "company": made.company,
        "simulated": made.simulated,
        "as_of": made.as_of,
        "lines": [asdict(one) for one in made.lines],
        "teams": [asdict(one) for one in made.teams],
        "own": [asdict(one) for one in made.own],
        "confidences": [asdict(one) for one in made.confidences],
        "unread": [asdict(one) for one in made.unread],
        "sides": [asdict(one) for one in made.sides],
        "fewest": made.fewest,
        "birth": asdict(made.birth),
    }


def as_csv(made: DayRecord) -> str:
    """A row a day that was said: form, side, maker, kind, what, said_on, due, done_on, ended_on,
    moved_on, confidence, weeks, met, p_met, base_rate, p_own and sure_by.
    """
    return made.days.write_csv()


def as_text(made: DayRecord) -> str:
    """Both sides on one scale, then teams, then what it rests on."""
    parts = [
        f"{made.company}, {words.full_day(made.as_of)}: how the days that were said came out",
        HEAD,
        *_by_side((*made.lines, *made.own)),
        *(
            ["By team", *(_line(one.side or "no team", one) for one in made.teams)]
            * bool(made.teams)
        ),
        *_confidences(made),
        *_sides(made.sides),
        "met: share done by its day, each thing once, with its 95 % interval; first: of the days "
        "said first; skill: what the odds score better than the share met before of the same kind "
        "and horizon; slip: weeks from a missed day until it was done; notice: weeks before a "
        "missed day at which another one was said",
        "Interlock: its own odds of the same days, and the days by which it gave a feature 80 %",
        f"not enough yet: fewer than {made.fewest} things whose day has passed",
        *(["Simulated data."] * made.simulated),
        f"Method: {made.birth.method}; version {made.birth.version}, seed {made.birth.seed}",
    ]
    return "\n".join(parts) + "\n"


def _by_side(lines: Iterable[DayLine]) -> Iterator[str]:
    side = None
    for one in lines:
        if one.side != side:
            side = one.side
            yield side[:1].upper() + side[1:]
        yield _line(one.kind, one)


def _line(called: str, one: DayLine) -> str:
    if one.met is None:
        return f"  {called:26}{one.things:>8,}   not enough yet"
    share = f"{one.met:.0%} ({one.low:.0%} to {one.high:.0%})"
    return (
        f"  {called:26}{one.things:>8,}{share:>22}{one.first_met:>7.0%}{one.forecast:>11.0%}"
        f"{_plain(one.skill, '+.2f'):>8}{_weeks(one.slip_weeks):>9}{one.moves:>7.1f}"
        f"{_weeks(one.notice_weeks):>9}"
    )


def _confidences(made: DayRecord) -> Iterator[str]:
    """What was promised with which confidence, and how often it was kept by the first day."""
    for number, one in enumerate(made.confidences):
        if not number:
            yield "By confidence"
        kept = "not enough yet"
        if one.met is not None:
            kept = f"{one.met:.0%} ({one.low:.0%} to {one.high:.0%})"
        called = f"{one.side}, {one.said:.0%}" + f" ({one.level})" * bool(one.level)
        yield f"  {called:26}{one.things:>8,}{kept:>22}"
    for bad in made.unread:
        yield (
            f'  "{bad.text}": {words.count(bad.promises, "promise")}, neither a level in '
            "confidence_levels nor a per cent"
        )


def _plain(value: float | None, form: str) -> str:
    return "-" if value is None else f"{value:{form}}"


def _weeks(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f} w"


def _sides(sides: Iterable[SideLine]) -> Iterator[str]:
    for one in sides:
        if one.calibration is not None:
            slope, intercept = one.calibration
            yield (
                f"Odds of {one.side}: slope {slope:.2f}, intercept {intercept:+.2f} "
                "(1 and 0 are right)"
            )
