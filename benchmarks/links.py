"""How well links between deals and features are found that nobody typed: precision and recall.

    python benchmarks/links.py                 500 deals in each pair of systems
    python benchmarks/links.py --size full     10,000 deals, three seeds

Each company is a synthetic one in the shapes of a CRM and a tracker, whose people write down what
a buyer wants as people do: ids, addresses or names in a column of the tracker, issue keys or names
of features in a deal's notes, some of it misspelt, some mentioned but not wanted, a tenth nowhere.
Precision is the share of found links that are true, recall the share of true links that are found.
"""

import argparse
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import polars as pl

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "examples"))

from synthetic.shapes import write
from synthetic.world import PLAIN

from interlock.importers.folder import read_folder

SIZES = {"small": (500, (1,)), "full": (10_000, (1, 2, 3))}
PAIRS = (
    ("salesforce", "jira"), ("hubspot", "linear"), ("pipedrive", "github"), ("odoo", "gitlab"),
    ("suitecrm", "jira"),
)  # fmt: skip
PRECISION, RECALL = 0.95, 0.7


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="small")
    deals, seeds = SIZES[parser.parse_args().size]
    print("       CRM  tracker seed   true  found precision recall")
    missed = False
    for crm, tracker in PAIRS:
        for seed in seeds:
            true, found = links(deals, seed, crm, tracker)
            right = found.join(true, on=("deal", "feature"), how="semi").height
            precision, recall = right / max(1, found.height), right / true.height
            missed |= precision < PRECISION or recall < RECALL
            print(
                f"{crm:>10} {tracker:>8} {seed:>4} {true.height:>6,} {found.height:>6,} "
                f"{precision:>9.3f} {recall:>6.3f}   {_by_way(true, found)}"
            )
    sys.exit(1 if missed else 0)


def links(deals: int, seed: int, crm: str, tracker: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(true, found) links of one company, both by the CRM's ids and the tracker's keys."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        write(
            folder, replace(PLAIN, deals=deals), seed=seed, crm=crm, tracker=tracker,
            links="found", stories=2,
        )  # fmt: skip
        book = read_folder(folder).book
        true = pl.read_parquet(folder / "truth" / "needs.parquet")
    keys = book.features.select(feature="id", key="key")
    found = book.needs.join(keys, on="feature").select("deal", feature="key")
    return true, found


def _by_way(true: pl.DataFrame, found: pl.DataFrame) -> str:
    """The share found of what was written in each way."""
    hit = true.join(found.with_columns(hit=1), on=("deal", "feature"), how="left")
    shares = hit.group_by("way").agg(pl.col("hit").count() / pl.len()).sort("way")
    return ", ".join(f"{way} {share:.2f}" for way, share in shares.iter_rows())


if __name__ == "__main__":
    main()
