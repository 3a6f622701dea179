"""Whether exports taken in one after the other are what the last of each are when read together.

    python benchmarks/one_by_one.py                 one company of 60 deals in each pair of systems
    python benchmarks/one_by_one.py --size full     of 300 deals, ten seeds

Each company is a synthetic one in the shapes of a CRM and a tracker. Every week some of its files
come again, with cells of one column swapped between rows. The book after the last week is compared
with all files read together, each as it came last, in every table but the log of changes, which is
the longer the more often one looks, and links that were found by matching and that nobody has
confirmed, which stay until both sides come again. `rows` are those compared, `differ` those that
only one has.
"""

import argparse
import csv
import random
import re
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
from peers import results

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "examples"))

from synthetic.shapes import write
from synthetic.world import PLAIN

from interlock.importers.folder import read_folder
from interlock.importers.taken_in import taken_in
from interlock.records.book import Book
from interlock.records.tables import TABLES

SIZES = {"small": (60, 1), "full": (300, 10)}
CRMS = ("own", "salesforce", "hubspot", "salesforce-report", "pipedrive", "odoo", "espocrm",
        "suitecrm", "frappe")  # fmt: skip
TRACKERS = ("jira", "linear", "github", "gitlab", "plane", "lighthouse", "own")
WEEKS, COMES, SWAPPED = 5, 0.5, 0.1
COLUMNS = re.compile(r"(?i)name|title|summary|owner|amount|value|revenue|stage|points|people|what")
"""Columns whose swapped cells can still be read."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="small")
    asked = parser.parse_args()
    deals, seeds = SIZES[asked.size]
    pairs = [(crm, TRACKERS[0]) for crm in CRMS] + [(CRMS[1], one) for one in TRACKERS[1:]]
    found = [_compared(crm, tracker, deals, seeds) for crm, tracker in pairs]
    results.show(found)
    results.save(f"one_by_one_{asked.size}", found)
    differ = sum(run["differ"] for run in found)
    sys.exit(f"{differ} rows differ" if differ else 0)


def _compared(crm: str, tracker: str, deals: int, seeds: int) -> dict[str, Any]:
    rows = differ = takes = 0
    for seed in range(1, seeds + 1):
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            links = "typed" if seed % 2 else "found"
            world = replace(PLAIN, deals=deals)
            write(folder / "company", world, seed=seed, crm=crm, tracker=tracker,
                  links=links, stories=2)  # fmt: skip
            one_by_one, together, count = _both(folder, random.Random(seed))  # noqa: S311
        takes += count
        for name in (name for name in TABLES if name != "changes"):
            one, other = (_written(book.table(name)) for book in (one_by_one, together))
            rows += other.height
            differ += _differ(one, other)
    return {"CRM": crm, "tracker": tracker, "take-ins": takes, "rows": rows, "differ": differ}


def _both(folder: Path, chance: random.Random) -> tuple[Book, Book, int]:
    """The book after all weeks, all last files read together, and how many take-ins that were."""
    files = sorted(one for one in (folder / "company").iterdir() if one.is_file())
    together, book, shares = folder / "together", Book(), ()
    together.mkdir()
    for week in range(WEEKS):
        here = folder / f"week {week}"
        here.mkdir()
        sure = chance.choice([file for file in files if file.suffix != ".toml"])
        for file in files:
            comes = week == 0 or file.suffix == ".toml" or file == sure
            if comes or chance.random() < COMES:
                shutil.copy(file, here)
                _swap(here / file.name, chance)
                shutil.copy(here / file.name, together)
        reading = read_folder(here, known=book, shares=shares)
        book = taken_in(book, reading.book) if week else reading.book
        shares = reading.shares
    return book, read_folder(together).book, WEEKS


def _swap(file: Path, chance: random.Random) -> None:
    if file.suffix != ".csv":
        return
    with file.open(newline="") as opened:
        head, *rows = csv.reader(opened)
    columns = [at for at, header in enumerate(head) if COLUMNS.search(header)]
    for row in rows:
        if columns and chance.random() < SWAPPED:
            at, other = chance.choice(columns), chance.choice(rows)
            row[at], other[at] = other[at], row[at]
    with file.open("w", newline="") as opened:
        csv.writer(opened).writerows([head, *rows])


def _written(rows: pl.DataFrame) -> pl.DataFrame:
    """Without what was only found by matching."""
    if "confirmed" not in rows.columns:
        return rows
    return rows.filter(pl.col("confirmed").fill_null(value=True))


def _differ(one: pl.DataFrame, other: pl.DataFrame) -> int:
    """Rows that only one of them has."""
    flat = [frame.with_columns(pl.col(pl.List(pl.String)).list.join(";")) for frame in (one, other)]
    counted = [frame.group_by(frame.columns).agg(_n=pl.len()) for frame in flat]
    alone = [
        some.join(rest, on=some.columns, how="anti", nulls_equal=True).height
        for some, rest in (counted, reversed(counted))
    ]
    return sum(alone)


if __name__ == "__main__":
    main()
