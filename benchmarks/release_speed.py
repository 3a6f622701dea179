"""How long ship dates take: teams' pace learnt, and every feature dated in every draw.

    python benchmarks/release_speed.py                50 features of 5 teams, 1,000 draws
    python benchmarks/release_speed.py --size full    500 of 20 teams, 10,000 draws; 50,000 features

Made-up teams finish about eight items a week, a feature each week, for two years; one feature in
nine waits for another.
In process, after a first call: `prepare` learns pace and growth and simulates scope and capacity,
`ship` works through the queues of 52 weeks. As whole processes on the smallest history: `interlock
forecast features` on our own tables, beside flowpulse (when installed) with one forecast a
feature, of as many items as stand before its end. It draws one team's days independently and
knows no queues of several teams, dependencies, growth or upkeep, so it does less.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from peers import results
from peers.clock import seconds

from interlock.engine import releases
from interlock.importers.folder import read_folder

AS_OF, SEED, WEEKS = date(2026, 11, 20), 1, 52
SIZES = {"small": ((50, 5, 1_000),), "full": ((500, 20, 10_000), (50_000, 200, 1_000))}
"""Features, teams, draws."""

BESIDE = (10, 1)
"""Features and teams of the history on which whole processes run."""

PAST_WEEKS, PACE, EVERY_WAITS, WAITS_BACK = 104, 8, 9, 7


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="small")
    size = parser.parse_args().size
    runs = []
    for features, teams, draws in SIZES[size]:
        with tempfile.TemporaryDirectory() as made:
            _write(Path(made), features, teams)
            runs.append(_in_process(Path(made), features, teams, draws))
            results.show(runs[-1:])
    with tempfile.TemporaryDirectory() as made:
        whole = _whole(Path(made))
    results.show(whole)
    results.save(f"release_speed_{size}", [*runs, *whole])


def _in_process(folder: Path, features: int, teams: int, draws: int) -> dict[str, Any]:
    book = read_folder(folder).book
    asked = {"as_of": AS_OF, "seed": SEED, "draws": draws, "weeks": WEEKS}
    delivery = releases.prepare(book, **asked)
    releases.ship(delivery)
    prepared = seconds(lambda: releases.prepare(book, **asked))
    shipped = seconds(lambda: releases.ship(delivery))
    return {
        "features": features, "teams": teams, "draws": draws, "prepare s": prepared,
        "ship s": shipped, "together s": prepared + shipped,
    }  # fmt: skip


def _whole(folder: Path) -> list[dict[str, Any]]:
    """Whole processes: ours, and flowpulse as a ratio of it."""
    tables = folder / "ours"
    tables.mkdir()
    _write(tables, *BESIDE)
    program = Path(sys.executable).with_name("interlock")
    ours = seconds(lambda: _run([str(program), "forecast", "features", str(tables)], folder))
    runs = [{"who": "interlock forecast features", "features": BESIDE[0], "s": ours, "ratio": 1.0}]
    peer = Path(sys.executable).with_name("flowpulse")
    if not peer.exists():
        print("flowpulse is not installed: not run")
        return runs
    config = _peer_files(folder, tables)
    theirs = seconds(lambda: _run([str(peer), config], folder), times=1)
    return [*runs, {"who": "flowpulse", "features": BESIDE[0], "s": theirs, "ratio": theirs / ours}]


def _peer_files(folder: Path, tables: Path) -> str:
    """The same history as flowpulse reads it, and one forecast a feature."""
    items = pl.read_csv(tables / "items.csv", try_parse_dates=True)
    done = items.filter(pl.col("done_on").is_not_null())
    done.select(
        pl.col("created_on").alias("Started"), pl.col("done_on").alias("Closed"),
        pl.lit(1).alias("Points"), pl.col("id").alias("ID"),
    ).write_csv(folder / "done.csv", separator=";", date_format="%m/%d/%Y")  # fmt: skip
    left = items.filter(pl.col("done_on").is_null()).group_by("feature", maintain_order=True).len()
    before = left["len"].cum_sum().to_list()
    config = {
        "general": {
            "datasource": "CSV", "chartsFolder": "charts", "showPlots": False,
            "rawDataCSV": "raw.csv", "plotLabels": False, "history": 182, "today": None,
        },
        "dataSources": [
            {
                "name": "csv", "fileName": "done.csv", "delimiter": ";",
                "startedDateColumn": "Started", "closedDateColumn": "Closed",
                "startDateFormat": "%m/%d/%Y", "closedDateFormat": "%m/%d/%Y",
                "estimationColumn": "Points", "itemTitleColumn": "ID",
            }
        ],
        "forecasts": [
            {"name": f"{at}", "remainingItems": count, "targetDate": 90,
             "storeMCSResultsDiagram": False}
            for at, count in enumerate(before)
        ],
        "charts": [],
    }  # fmt: skip
    (folder / "flowpulse.json").write_text(json.dumps(config))
    return "flowpulse.json"


def _write(folder: Path, features: int, teams: int) -> None:
    """Own tables of a made-up development side."""
    rng = np.random.default_rng(SEED)
    rows = list(_past(rng, teams)) + list(_ahead(rng, features, teams))
    pl.DataFrame(rows, orient="row", infer_schema_length=None).write_csv(folder / "items.csv")
    old = [
        {
            "id": f"old{t}-{week}",
            "team": f"T{t:03}",
            "created_on": AS_OF - timedelta(days=7 * week + 60),
            "shipped_on": AS_OF - timedelta(days=7 * week + 8),
            "order": 0,
        }
        for t in range(teams)
        for week in range(PAST_WEEKS)
    ]
    new = [
        {"id": f"f{f}", "team": f"T{f % teams:03}", "created_on": AS_OF - timedelta(days=60),
         "shipped_on": None, "order": f + 1}
        for f in range(features)
    ]  # fmt: skip
    pl.DataFrame(old + new, infer_schema_length=None).write_csv(folder / "features.csv")
    waits = range(WAITS_BACK, features, EVERY_WAITS)
    links = [{"feature": f"f{f}", "after": f"f{f - WAITS_BACK}"} for f in waits]
    pl.DataFrame(links).write_csv(folder / "dependencies.csv")


def _past(rng: np.random.Generator, teams: int) -> Iterator[dict[str, Any]]:
    for team in range(teams):
        for week, count in enumerate(rng.poisson(PACE, PAST_WEEKS)):
            done = AS_OF - timedelta(days=7 * week + 9)
            for n in range(count):
                yield _item(f"p{team}-{week}-{n}", f"old{team}-{week}", team, 7 * week + 40, done)


def _ahead(rng: np.random.Generator, features: int, teams: int) -> Iterator[dict[str, Any]]:
    for feature in range(features):
        for n in range(int(rng.integers(4, 14))):
            yield _item(f"i{feature}-{n}", f"f{feature}", feature % teams, 50, None)


def _item(name: str, feature: str, team: int, age: int, done: date | None) -> dict[str, Any]:
    created = AS_OF - timedelta(days=age)
    return {
        "id": name, "feature": feature, "team": f"T{team:03}", "type": "Story",
        "created_on": created, "done_on": done,
    }  # fmt: skip


def _run(command: list[str], folder: Path) -> None:
    subprocess.run(command, check=True, capture_output=True, cwd=folder)


if __name__ == "__main__":
    main()
