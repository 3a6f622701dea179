"""A backtest on stated dates as JSON, as CSV, and as a summary for a terminal."""

from dataclasses import asdict
from typing import Any

from interlock.records.stated_dates import Beside, DatesBacktest, WeekScores
from interlock.render import json, words

WHO = {
    "ours": "this forecast",
    "stated": "the stated date",
    "reference_class": "ratio of past things",
}


def as_json(made: DatesBacktest) -> str:
    """Every figure but the single forecasts; keys stay the same from version to version."""
    told: dict[str, Any] = {
        "version": made.version,
        "method": made.method,
        "seed": made.seed,
        "from": made.first,
        "statements": made.all.statements,
        "things": made.all.things,
        **asdict(made.all.ours),
        **{who: asdict(getattr(made.all, who)) for who in WHO},
        "by_thing": {who: asdict(getattr(made.by_thing, who)) for who in WHO},
        "by_distance": [{"left": name, **asdict(band)} for name, band in made.bands.items()],
        "differences": {who: asdict(one) for who, one in made.differences.items()},
        "left_out": [asdict(one) for one in made.left_out],
        "notes": made.notes,
    }
    return json.dumped(told)


def as_csv(made: DatesBacktest) -> str:
    """what, said_on, q05 to q95 and actual_weeks: weeks from the statement, a row each."""
    return made.forecasts.write_csv()


def as_text(made: DatesBacktest) -> str:
    """What a reader wants to know first, then the scores, then what they rest on."""
    since = f", shipped from {words.full_day(made.first)} on" if made.first else ""
    parts = [
        f"{words.count(made.all.statements, 'statement')} on "
        f"{words.count(made.all.things, 'thing')}{since}",
        f"{'':22}{'CRPS':>8}{'median off':>12}{'in 50 %':>9}{'80 %':>7}{'90 %':>7}   (weeks)",
        *_lines(made.all),
        *(_difference(who, made) for who in made.differences),
        "By weeks left to the stated date (CRPS: this forecast, the stated date, past ratio)",
        *(_band(name, band) for name, band in made.bands.items()),
        *(f"Left out: {words.count(one.count, 'row')}, {one.why}" for one in made.left_out),
        *made.notes,
        f"Method: {made.method}; version {made.version}, seed {made.seed}",
    ]
    return "\n".join(parts) + "\n"


def _lines(beside: Beside) -> list[str]:
    return [_line(said, getattr(beside, who), point=who == "stated") for who, said in WHO.items()]


def _line(said: str, one: WeekScores, *, point: bool) -> str:
    shares = [one.cover50, one.cover80, one.cover90]
    held = "".join(
        f"{'-' if point else f'{share:.0%}':>{width}}"
        for share, width in zip(shares, (9, 7, 7), strict=True)
    )
    return f"{said:22}{one.crps_weeks:>8.2f}{one.mae_weeks:>12.2f}{held}"


def _difference(who: str, made: DatesBacktest) -> str:
    one = made.differences[who]
    said = f"CRPS less that of {WHO[who]}: {one.mean:+.2f} weeks"
    return f"{said} ({one.low:+.2f} to {one.high:+.2f})"


def _band(name: str, band: Beside) -> str:
    each = "".join(f"{getattr(band, who).crps_weeks:>8.2f}" for who in WHO)
    return f"  {name:20}{each}   {words.count(band.statements, 'statement')}"
