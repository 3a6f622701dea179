"""A backtest on promised days as JSON, as CSV, and as a summary for a terminal."""

from dataclasses import asdict
from typing import Any

from interlock.records.promise_backtest import Met, PromisesBacktest, PromiseScores
from interlock.render import json, words

WHO = {"raw": "the day itself", "ratio": "ratio of past ones", "ours": "this forecast"}


def as_json(made: PromisesBacktest) -> str:
    """Every figure but the single forecasts; keys stay the same from version to version."""
    told: dict[str, Any] = {
        "version": made.version,
        "method": made.method,
        "seed": made.seed,
        "from": made.first,
        "promises": made.promises,
        **{who: asdict(getattr(made, who)) for who in WHO},
        "met": asdict(made.met),
        "by_kind": [asdict(one) for one in made.by_kind],
        "by_horizon": [asdict(one) for one in made.by_horizon],
        "calibration": made.calibration
        and dict(zip(("slope", "intercept"), made.calibration, strict=True)),
        "reliability": made.reliability and asdict(made.reliability),
        "brier_less_base": asdict(made.brier_less_base),
        "crps_less_ratio": asdict(made.crps_less_ratio),
        "left_out": [asdict(one) for one in made.left_out],
        "notes": made.notes,
    }
    return json.dumped(told)


def as_csv(made: PromisesBacktest) -> str:
    """A row a promised day: what, maker, kind, said_on, due, done_on, met, p_met, base_rate, q05 to
    q95 and actual_weeks, in weeks from when it was said.
    """
    return made.forecasts.write_csv()


def as_text(made: PromisesBacktest) -> str:
    """What a reader wants to know first, then the scores, then what they rest on."""
    since = f", due from {words.full_day(made.first)} on" if made.first else ""
    parts = [
        f"{words.count(made.met.settled, 'promised day')} of "
        f"{words.count(made.promises, 'promise')}{since}: {_share(made.met)} met",
        f"{'':20}{'CRPS':>8}{'in 80 %':>9}{'90 %':>7}{'done by its day':>17}{'Brier of met':>14}",
        *(_line(said, getattr(made, who), point=who == "raw") for who, said in WHO.items()),
        f"{'base rate':20}{'':>8}{'':>9}{'':>7}{'':>17}{made.met.base:>14.4f}",
        f"Brier less that of the base rate by class and horizon: {made.brier_less_base.mean:+.4f} "
        f"({made.brier_less_base.low:+.4f} to {made.brier_less_base.high:+.4f})",
        f"CRPS less that of the ratio: {made.crps_less_ratio.mean:+.2f} weeks "
        f"({made.crps_less_ratio.low:+.2f} to {made.crps_less_ratio.high:+.2f})",
        *_calibrated(made),
        *_parts("By class", made.by_kind),
        *_parts("By time from the saying to the day", made.by_horizon),
        *(f"Left out: {words.count(one.count, 'row')}, {one.why}" for one in made.left_out),
        *made.notes,
        f"Method: {made.method}; version {made.version}, seed {made.seed}",
    ]
    return "\n".join(parts) + "\n"


def _line(said: str, one: PromiseScores, *, point: bool) -> str:
    held = ("-", "-") if point else (f"{one.cover80:.0%}", f"{one.cover90:.0%}")
    return (
        f"{said:20}{one.crps_weeks:>8.2f}{held[0]:>9}{held[1]:>7}{one.hit_rate:>17.0%}"
        f"{one.brier:>14.4f}"
    )


def _share(met: Met) -> str:
    return f"{met.share:.0%} ({met.low:.0%} to {met.high:.0%})"


def _calibrated(made: PromisesBacktest) -> list[str]:
    if made.calibration is None:
        return []
    slope, intercept = made.calibration
    return [f"Odds of being met: slope {slope:.2f}, intercept {intercept:+.2f} (1 and 0 are right)"]


def _parts(title: str, parts: tuple[Met, ...]) -> list[str]:
    if not parts:
        return []
    head = f"{title + ' (met, forecast, Brier, that of the base rate)':72}"
    return [head.rstrip(), *(_part(one) for one in parts)]


def _part(one: Met) -> str:
    called = one.called or "no class"
    return (
        f"  {called:20}{_share(one):>20}{one.forecast:>7.0%}{one.brier:>9.4f}{one.base:>9.4f}"
        f"   {words.count(one.settled, 'promised day')}"
    )
