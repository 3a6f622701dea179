"""A backtest of pace as JSON, as CSV, and as a table for a terminal."""

from dataclasses import asdict
from typing import Any

from interlock.records.pace import ItemsResult, PaceBacktest, WeekBand, WeekScores
from interlock.render import json, words

SCHEMA = "interlock/backtest-pace/1"
NAMES = {"bootstrap26": "bootstrap of 26 weeks", "velocity26": "average of 26 weeks"}
DIGITS = 2
HEADS = f"{'CRPS':>7}{'50 %':>7}{'80 %':>7}{'90 %':>7}{'85 % held':>11}{'bias':>7}"


def as_json(made: PaceBacktest) -> str:
    """Every figure but the single forecasts; keys stay the same from version to version."""
    return json.dumped(
        {
            "schema": SCHEMA,
            "version": made.version,
            "method": made.method,
            "every_days": 7 * made.every_weeks,
            "first_origin": made.first,
            "last_origin": made.last,
            "weeks": made.weeks,
            "items": [_items(result) for result in made.results],
            "weights": made.weights,
            "left_out": [asdict(one) for one in made.left_out],
            "notes": made.notes,
        }
    )


def as_csv(made: PaceBacktest) -> str:
    """origin, items, q05 to q95, actual_weeks: a row each forecast, in weeks from its origin."""
    return made.forecasts.write_csv(float_precision=DIGITS)


def as_text(made: PaceBacktest) -> str:
    """For each number of items, a table by horizon; then what it rests on."""
    weeks = ", ".join(f"{team} {count}" for team, count in made.weeks.items())
    parts = [f"Whole weeks: {weeks}. " + _origins(made)]
    for result in made.results:
        parts += _table(result)
    parts += _weights(made)
    parts += [f"Left out: {words.count(one.count, 'row')}, {one.why}" for one in made.left_out]
    parts += [*made.notes, f"Method: {made.method}; version {made.version}"]
    return "\n".join(parts) + "\n"


def _items(result: ItemsResult) -> dict[str, Any]:
    return {
        "items": result.items,
        "inactive": result.inactive,
        "all": _band(result.every),
        "bands": [{"median_weeks": band.name, **_band(band)} for band in result.bands],
    }


def _band(band: WeekBand) -> dict[str, Any]:
    scores = asdict(band.scores) if band.scores else {}
    beside = {name: asdict(one) for name, one in band.baselines.items()}
    return {"origins": band.origins, "censored": band.censored, **scores, **beside}


def _origins(made: PaceBacktest) -> str:
    if made.first is None:
        return "No week to forecast from."
    every = words.count(made.every_weeks, "week")
    return f"Forecasts from {made.first} to {made.last}, every {every}."


def _table(result: ItemsResult) -> list[str]:
    every = result.every
    lines = [
        "",
        f"{result.items} items ahead: {words.count(every.origins, 'forecast')}; "
        f"{every.censored:,} not over when the data ends, {result.inactive:,} from idle half years",
    ]
    if not every.origins:
        return lines
    lines.append(f"{'median, weeks':15}{'n':>5}  {'':22}{HEADS}")
    for band in (every, *result.bands):
        lines += _rows(band)
    return lines


def _rows(band: WeekBand) -> list[str]:
    if band.scores is None:
        return []
    first = f"{band.name:15}{band.origins:>5}  "
    lines = [first + line("this forecast", band.scores)]
    lines += [" " * 22 + line(NAMES[name], one) for name, one in band.baselines.items()]
    return lines


def line(name: str, one: WeekScores) -> str:
    """One maker's scores under ``HEADS``."""
    cover = "".join(f"{_share(part):>7}" for part in (one.cover50, one.cover80, one.cover90))
    held = f"{_share(one.p85_held):>11}"
    return f"{name:22}{one.crps_weeks:>7.2f}{cover}{held}{one.bias_weeks:>+7.2f}"


def _share(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.0f}"


def _weights(made: PaceBacktest) -> list[str]:
    lines = ["", "What each way counted at the last forecast:"] if made.weights else []
    for team, weights in made.weights.items():
        said = ", ".join(f"{name} {100 * weight:.0f} %" for name, weight in weights.items())
        lines.append(f"  {team}: {said}")
    return lines
