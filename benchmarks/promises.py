"""What promised days are worth: forecasts beside the days themselves, past ratios and base rates.

    python benchmarks/promises.py                          made-up promises of known makers
    python benchmarks/promises.py --size full              a million of them, and how long they take
    python benchmarks/promises.py LAYOUT FILE...           a public history, scored
    python benchmarks/promises.py LAYOUT FILE... --out F   only written as what the command reads

LAYOUT is one of the public layouts below. The first three become the input of `interlock backtest
promises`, and the table is what that prints; the last two have no calendar dates to forecast, and
the share met is printed with its interval.

    landmark-releases     weekly_status: a day stated each week for a release, until it shipped
    k8s-enhancements      kep_history and release_dates: the release that a feature is promised for;
                          one that no later row moves counts as kept, so slips are a lower bound
    emse2017-due-dates    one file an organisation: due days of issues; early ones count as on time
    k8s-release-schedule  schedule_history: the first day stated for an event, and the last
    tse2017-sprints       iteration files: whether a sprint delivered what it was meant to; rows
                          whose name holds a comma cannot be read and are left out
"""

import argparse
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from peers import results

from interlock.engine import met_odds, scores
from interlock.engine.met_odds import Dues
from interlock.engine.promise_backtest import backtest
from interlock.records.stated_dates import StatedDates
from interlock.render.promise_backtest import as_text

SIZES = {"small": 20_000, "full": 1_000_000}
MAKERS, KINDS, SEED = 200, 6, 1
STAGES = ("alpha", "beta", "stable")
TEMPLATE = "NNNN"
YEARS_DAYS = 8 * 365
OURS = {"maker": "team", "due": "date_said", "done_on": "shipped_on"}


def main() -> None:
    arguments = _arguments()
    if arguments.layout is None:
        found = [_timed(SIZES[arguments.size])]
        results.save(f"promises_{arguments.size}", found)
        results.show(found)
    elif arguments.layout in SHARES:
        for line in SHARES[arguments.layout](arguments.files):
            print(line)
    else:
        said = DATED[arguments.layout](arguments.files)
        if arguments.out:
            said.write_csv(arguments.out)
        else:
            print(as_text(backtest(StatedDates(said.rename(OURS)))), end="")


def landmark(files: Sequence[Path]) -> pl.DataFrame:
    def day(name: str) -> pl.Expr:
        return pl.col(name).str.to_date("%m/%d/%y")

    return _text(files[0]).select(
        what="Project Code", maker=pl.lit(None, pl.String), kind=pl.lit(None, pl.String),
        said_on=day("Week End Date"), due=day("Est EndDate"), done_on=day("Actual Release"),
    )  # fmt: skip


def enhancements(files: Sequence[Path]) -> pl.DataFrame:
    """A statement where the promised release of a stage changes; done on the day of the last."""
    history = _text(files[0]).filter(pl.col("kep") != TEMPLATE)
    days = {
        release: date.fromisoformat(day)
        for release, day in _text(files[1]).drop_nulls().iter_rows()
    }
    at = pl.col("committed_at").str.slice(0, 10).str.to_date()
    last = history.select(at.max()).item()
    long = pl.concat(
        history.select(
            what=pl.concat_str("kep", pl.lit("/" + stage)), maker="owning_sig",
            kind=pl.lit(stage), said_on=at, release=pl.col(stage).str.extract(r"(1\.\d+)"),
        )
        for stage in STAGES
    )  # fmt: skip
    due = pl.col("release").replace_strict(days, default=None, return_dtype=pl.Date)
    dated = long.with_columns(due=due).drop_nulls("due").sort("what", "said_on")
    moved = (pl.col("due") != pl.col("due").shift(1).over("what")).fill_null(True)
    kept = dated.filter(moved).with_columns(done_on=pl.col("due").last().over("what"))
    done = pl.when(pl.col("done_on") <= last).then("done_on")
    return kept.filter(pl.col("said_on") < pl.col("due")).with_columns(done_on=done).drop("release")


def due_dates(files: Sequence[Path]) -> pl.DataFrame:
    def days(name: str) -> pl.Expr:
        return pl.duration(days=pl.col(name).cast(pl.Float64).cast(pl.Int64))

    said = pl.col("openeddate").str.strip_chars('"').str.slice(0, 10).str.to_date()
    made = [
        _text(file)
        .with_columns(said_on=said + days("ProgressTime"))
        .with_columns(due=pl.col("said_on") + days("RemainingDay"))
        .select(
            what="issuekey", maker=pl.col("issuekey").str.split("-").list.first(), kind="type",
            said_on="said_on", due="due", done_on=pl.col("due") + days("delaydays"),
        )
        for file in files
    ]  # fmt: skip
    return pl.concat(made)


def schedule(files: Sequence[Path]) -> list[str]:
    said = _text(files[0]).sort("release", "event", "recorded_on")
    ends = said.group_by("event", "release", maintain_order=True).agg(
        first=pl.col("date").first(), last=pl.col("date").last()
    )
    return [
        _share(str(event), (part["last"] <= part["first"]).to_numpy())
        for (event,), part in ends.group_by("event", maintain_order=True)
    ]


def sprints(files: Sequence[Path]) -> list[str]:
    lines = []
    for file in files:
        rows = _text(file, quote_char=None).with_columns(
            pl.col("vel_diff").cast(float, strict=False)
        )
        whole = rows.drop_nulls("vel_diff").unique("sprintid", keep="first", maintain_order=True)
        lines.append(_share(file.name.partition(".")[0], whole["vel_diff"].to_numpy() >= 0))
    return lines


def _share(called: str, met: np.ndarray) -> str:
    low, high = scores.wilson(int(met.sum()), met.size)
    return f"{called:32}{met.mean():>6.0%} ({low:.0%} to {high:.0%}) of {met.size:,} met"


def _text(file: Path, **more: Any) -> pl.DataFrame:
    return pl.read_csv(file, infer_schema=False, truncate_ragged_lines=True, **more)


def _timed(count: int) -> dict[str, float]:
    """Made-up promises of makers whose worth is known: how near the odds come, and how fast."""
    said, truth = made_up(count)
    met_odds.rolled(made_up(1_000)[0])
    began = time.perf_counter()
    odds = met_odds.rolled(said)
    seconds = time.perf_counter() - began
    base, later = met_odds.base_rate(said), slice(count // 2, None)
    return {
        "promises": count, "seconds": seconds,
        "brier": scores.brier(odds[later], said.met[later]),
        "base": scores.brier(base[later], said.met[later]),
        "truth": scores.brier(truth[later], said.met[later]),
    }  # fmt: skip


def made_up(count: int) -> tuple[Dues, np.ndarray]:
    """Promises over eight years, and the true chance of each being met."""
    random = np.random.default_rng(SEED)
    day = np.sort(random.integers(0, YEARS_DAYS, count)).astype(float)
    weeks = np.exp(random.normal(1.5, 1.0, count))
    maker, kind = random.integers(0, MAKERS, count), random.integers(0, KINDS, count)
    worth = random.normal(0.0, 0.7, MAKERS)[maker] + random.normal(0.0, 0.3, KINDS)[kind]
    drift = 0.5 * np.sin(day / 900)
    chance = 1 / (1 + np.exp(-(0.6 + worth + drift - 0.3 * np.log(weeks))))
    due = np.ceil(day + 7 * weeks)
    met = (random.random(count) < chance).astype(float)
    known = np.where(due < YEARS_DAYS, due + 1, np.inf)
    return Dues(day, due, met, known, maker, kind), chance


DATED: dict[str, Callable[[Sequence[Path]], pl.DataFrame]] = {
    "landmark-releases": landmark, "k8s-enhancements": enhancements,
    "emse2017-due-dates": due_dates,
}  # fmt: skip
SHARES: dict[str, Callable[[Sequence[Path]], list[str]]] = {
    "k8s-release-schedule": schedule, "tse2017-sprints": sprints,
}  # fmt: skip


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("layout", nargs="?", choices=(*DATED, *SHARES))
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--size", choices=SIZES, default="small")
    return parser.parse_args()


if __name__ == "__main__":
    main()
