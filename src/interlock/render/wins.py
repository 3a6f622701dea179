"""A backtest on attributes as JSON, as CSV, and as a summary for a terminal."""

from dataclasses import asdict
from typing import Any

from interlock.records.wins import Between, Driver, Scores, Tried, WinsBacktest
from interlock.render import json, words

MOST_SHOWN = 12
BASELINES = {"constant": "share won", "naive_bayes": "naive Bayes"}


def as_json(made: WinsBacktest) -> str:
    """Every figure but the single odds; keys stay the same from version to version."""
    slope, intercept = made.calibration or (None, None)
    told = {
        name: getattr(made, name)
        for name in ("version", "method", "seed", "n_train", "n_test", "base_rate", "train_rate")
    }
    told |= {**asdict(made.scores), "calibration_slope": slope, "calibration_intercept": intercept}
    told |= {
        "baselines": {name: asdict(one) for name, one in made.baselines.items()},
        "differences": {
            name: {score: asdict(one) for score, one in both.items()}
            for name, both in made.differences.items()
        },
        "skill": made.skill,
        "attributes": [_tried(one) for one in made.attributes],
        "drivers": [asdict(one) for one in made.drivers],
        "left_out": [asdict(one) for one in made.left_out],
        "notes": made.notes,
    }
    return json.dumped(told)


def as_csv(made: WinsBacktest) -> str:
    """row, p_won, won: a row for each deal that was scored."""
    return made.p_won.write_csv()


def as_text(made: WinsBacktest) -> str:
    """What a reader wants to know first, then the scores, then what they rest on."""
    parts = [
        f"Learnt from {words.count(made.n_train, 'deal')} ({made.train_rate:.0%} won), "
        f"scored on {words.count(made.n_test, 'deal')} ({made.base_rate:.0%} won): {made.skill}",
        *_scores(made),
        *_drivers(made.drivers),
        *_attributes(made.attributes),
        *(f"Left out: {words.count(one.count, 'row')}, {one.why}" for one in made.left_out),
        *made.notes,
        f"Method: {made.method}; version {made.version}, seed {made.seed}",
    ]
    return "\n".join(parts) + "\n"


def _tried(one: Tried) -> dict[str, Any]:
    return {
        "name": one.name,
        "in": one.taken,
        "gain_log_loss": one.gain.mean,
        "low": one.gain.low,
        "high": one.gain.high,
        "why": one.why,
    }


def _scores(made: WinsBacktest) -> list[str]:
    lines = [
        f"{'':14}{'Brier':>8}{'log loss':>10}{'AUC':>7}   ours less this one's log loss",
        _line("these odds", made.scores),
    ]
    for name, one in made.baselines.items():
        lines.append(f"{_line(BASELINES[name], one)}   {_between(made.differences[name])}")
    if made.calibration:
        slope, intercept = made.calibration
        lines.append(f"Calibration: slope {slope:.2f} (ideal 1), intercept {intercept:+.2f}")
    return lines


def _line(name: str, one: Scores) -> str:
    auc = "-" if one.auc is None else f"{one.auc:.3f}"
    return f"{name:14}{one.brier:>8.4f}{one.log_loss:>10.4f}{auc:>7}"


def _between(both: dict[str, Between]) -> str:
    one = both["log_loss"]
    return f"{one.mean:+.4f} ({one.low:+.4f} to {one.high:+.4f})"


def _drivers(drivers: tuple[Driver, ...]) -> list[str]:
    if not drivers:
        return ["No value surely goes with winning or losing."]
    lines = ["What goes with winning and losing (odds against the attribute's average):"]
    for one in drivers[:MOST_SHOWN]:
        lines.append(
            f"  {one.attribute} = {one.value}: x {one.odds_ratio:.2f} "
            f"({one.low:.2f} to {one.high:.2f}), {words.count(one.n, 'deal')}"
        )
    return lines


def _attributes(attributes: tuple[Tried, ...]) -> list[str]:
    taken = [one for one in attributes if one.taken]
    lines = [f"Attributes that count: {', '.join(one.name for one in taken) or 'none'}"]
    reasons = dict.fromkeys(one.why for one in attributes if not one.taken)
    for why in reasons:
        names = [one.name for one in attributes if one.why == why and not one.taken]
        lines.append(f"Left aside ({why}): {', '.join(names)}")
    return lines
