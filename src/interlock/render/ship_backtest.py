"""A backtest of ship dates as JSON, as CSV, and as a table for a terminal."""

from dataclasses import asdict
from typing import Any

from interlock.records.pace import WeekScores
from interlock.records.ship_backtest import ShipBacktest, ShipBand, ShippedTogether
from interlock.render import json, pace, ship_backtest_page, words

SCHEMA = "interlock/backtest-features/1"
DIGITS = 2

as_html = ship_backtest_page.render


def as_json(made: ShipBacktest) -> str:
    """Every figure but the single forecasts; keys stay the same from version to version."""
    return json.dumped(
        {
            "schema": SCHEMA,
            "version": made.version,
            "method": made.method,
            "seed": made.seed,
            "as_of": made.as_of,
            "every_days": made.every_days,
            "origins": made.origins,
            "all": _band(made.every),
            "bands": [{"median_weeks": band.name, **_band(band)} for band in made.bands],
            "shipped_within_13_weeks": _together(made.together),
            "left_out": [asdict(one) for one in made.left_out],
            "notes": made.notes,
        }
    )


def as_csv(made: ShipBacktest) -> str:
    """origin, feature, q05 to q95, shipped_weeks: a row each forecast, in weeks from its origin."""
    return made.forecasts.write_csv(float_precision=DIGITS)


def as_text(made: ShipBacktest) -> str:
    """A table by horizon, the counts of a quarter, and what it rests on."""
    every = made.every
    parts = [
        f"Ship dates forecast from {words.count(len(made.origins), 'day')}, {made.origins[0]} to "
        f"{made.origins[-1]}, held against what happened until {made.as_of}",
        f"{words.count(every.forecasts, 'forecast')} of {words.count(every.features, 'feature')}; "
        f"{every.not_over:,} more whose 95 % date lies beyond the records",
        *_table((every, *made.bands)),
        *_stated(every),
        *_quarters(made.together),
        *(f"Left out: {words.count(one.count, 'forecast')}, {one.why}" for one in made.left_out),
        *made.notes,
        f"Method: {made.method}; version {made.version}, seed {made.seed}",
    ]
    return "\n".join(parts) + "\n"


def _band(band: ShipBand) -> dict[str, Any]:
    return {
        "features": band.features,
        "forecasts": band.forecasts,
        "not_over": band.not_over,
        **(asdict(band.scores) if band.scores else {}),
        "bootstrap26": band.bootstrap and asdict(band.bootstrap),
        "stated": band.stated and asdict(band.stated),
        "line": [asdict(one) for one in band.line],
    }


def _together(found: ShippedTogether) -> dict[str, Any]:
    return {
        "cover50": found.cover50,
        "cover80": found.cover80,
        "by_origin": found.by_origin.to_dicts(),
    }


def _table(bands: tuple[ShipBand, ...]) -> list[str]:
    if not bands[0].features:
        return []
    head = f"{'median, weeks':15}{'features':>9}  {'':22}"
    lines = ["", head + pace.HEADS]
    for band in bands:
        lines += _rows(band)
    return lines


def _rows(band: ShipBand) -> list[str]:
    both: list[tuple[str, WeekScores | None]] = [
        ("this forecast", band.scores), ("26 weeks, known scope", band.bootstrap),
    ]  # fmt: skip
    heads = (f"{band.name:15}{band.features:>9}  ", " " * 26)
    return [
        head + pace.line(name, one) for head, (name, one) in zip(heads, both, strict=True) if one
    ]


def _stated(band: ShipBand) -> list[str]:
    one = band.stated
    if one is None:
        return []
    return [
        "",
        f"Stated dates, {words.count(one.forecasts, 'forecast')}: {one.held:.0%} held, off by "
        f"{one.crps_weeks:.2f} weeks ({one.bias_weeks:+.2f}); CRPS of this forecast for the same "
        f"{one.ours_crps_weeks:.2f}",
    ]


def _quarters(found: ShippedTogether) -> list[str]:
    if found.cover50 is None or found.cover80 is None:
        return []
    over = found.by_origin.drop_nulls("shipped")
    expected, shipped = (over[name].sum() / over.height for name in ("expected", "shipped"))
    return [
        "",
        f"Features shipped within 13 weeks, {words.count(over.height, 'day')}: {expected:.1f} "
        f"expected, {shipped:.1f} shipped; the middle 50 % held {found.cover50:.0%}, the middle "
        f"80 % {found.cover80:.0%}",
    ]
