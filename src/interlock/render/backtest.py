"""A backtest of deals as JSON, as CSV, and as a summary for a terminal."""

from dataclasses import asdict
from typing import Any

from interlock.records.backtest import DealsBacktest, HorizonResult, Metrics
from interlock.render import backtest_page, json, words
from interlock.render.backtest_words import NAMES

as_html = backtest_page.render


def as_json(made: DealsBacktest) -> str:
    """Every figure but the single odds; keys stay the same from version to version."""
    told: dict[str, Any] = {
        "version": made.version,
        "method": made.method,
        "seed": made.seed,
        "as_of": made.as_of,
        "from": made.first,
        "to": made.last,
        "every_days": made.every_days,
        "horizons": made.horizons,
        "origins": made.origins,
        "results": [_result(result) for result in made.results],
        "time_to_close": _time_to_close(made),
        "skill": made.skill,
        "terms": [
            {"name": term.name, "in": term.is_in, "gain_log_likelihood": term.gain, "z": term.z}
            for term in made.terms
        ],
        "left_out": [asdict(one) for one in made.left_out],
        "notes": made.notes,
    }
    return json.dumped(told)


def as_csv(made: DealsBacktest) -> str:
    """as_of, id, horizon_days, p_won, won: a row for each forecast."""
    return made.forecasts.write_csv()


def as_text(made: DealsBacktest) -> str:
    """Scores by horizon beside each baseline, and what they rest on."""
    parts = [
        f"Forecast as of {words.count(len(made.origins), 'day')} from {made.origins[0]} to "
        f"{made.origins[-1]}, held against what happened until {made.as_of}: {made.skill}",
        *(line for result in made.results for line in _horizon(result)),
        *_closing(made),
        *_terms(made),
        *(f"Left out: {words.count(one.count, 'deal')}, {one.why}" for one in made.left_out),
        *made.notes,
        f"Method: {made.method}; version {made.version}, seed {made.seed}",
    ]
    return "\n".join(parts) + "\n"


def _result(result: HorizonResult) -> dict[str, Any]:
    return {
        "horizon_days": result.horizon_days,
        "n": result.n,
        "deals": result.deals,
        "origins": result.origins,
        "base_rate": result.base_rate,
        **asdict(result.metrics),
        "observed_expected": result.observed_expected and asdict(result.observed_expected),
        "baselines": {name: one and asdict(one) for name, one in result.baselines.items()},
        "differences": {
            name: {score: asdict(gap) for score, gap in both.items()}
            for name, both in result.differences.items()
        },
        "reliability": result.reliability and asdict(result.reliability),
        "by_origin": [asdict(one) for one in result.by_origin],
    }


def _time_to_close(made: DealsBacktest) -> dict[str, Any] | None:
    found = made.time_to_close
    if found is None:
        return None
    return {
        "most_days": found.most_days,
        "n": found.n,
        "crps_days": found.crps_days,
        "median_abs_error_days": found.median_abs_error_days,
        "baselines": {
            name: {"crps_days": crps, "median_abs_error_days": error}
            for name, (crps, error) in found.baselines.items()
        },
    }


def _horizon(result: HorizonResult) -> list[str]:
    head = (
        f"Won within {result.horizon_days} days: {words.count(result.n, 'forecast')} of "
        f"{words.count(result.deals, 'deal')}, {result.base_rate:.1%} won"
    )
    columns = f"{'':25}{'Brier':>8}{'log loss':>10}{'AUC':>7}{'wins off':>10}{'fc/actual':>11}"
    lines = ["", head, f"{columns}   ours less this one's log loss"]
    lines.append(_line("this forecast", result.metrics))
    for name, one in result.baselines.items():
        if one is not None:
            gap = result.differences[name]["log_loss"]
            told = f"{gap.mean:+.4f} ({gap.low:+.4f} to {gap.high:+.4f})"
            lines.append(f"{_line(NAMES[name], one)}   {told}")
    return lines


def _line(name: str, one: Metrics) -> str:
    auc = "-" if one.auc is None else f"{one.auc:.3f}"
    ratio = "-" if one.wins_ratio is None else f"{one.wins_ratio:.2f}"
    return (
        f"{name:25}{one.brier:>8.4f}{one.log_loss:>10.4f}{auc:>7}{one.wins_mae:>10.1f}{ratio:>11}"
    )


def _closing(made: DealsBacktest) -> list[str]:
    found = made.time_to_close
    if found is None:
        return []
    other = found.baselines["aalen_johansen"][0]
    return [
        "",
        f"Day of closing, up to {found.most_days} days ahead: CRPS {found.crps_days:.1f} days "
        f"(Aalen-Johansen by age {other:.1f})",
    ]


def _terms(made: DealsBacktest) -> list[str]:
    inside = [f"{term.name} ({term.z:.1f})" for term in made.terms if term.is_in]
    outside = [term.name for term in made.terms if not term.is_in]
    return [
        f"In the odds, with how many standard errors each gained: {', '.join(inside) or 'none'}",
        f"Tried and left out, as they gained nothing surely: {', '.join(outside) or 'none'}",
    ]
