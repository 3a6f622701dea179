"""Features that wait for each other in a circle: said, and each circle's last link left out."""

import polars as pl

from interlock.records.circles import circle_in
from interlock.records.problems import Problem

FILE = "dependencies"
REMEDY = "take out one of these dependencies"


def without_circles(
    dependencies: pl.DataFrame, features: pl.DataFrame
) -> tuple[pl.DataFrame, tuple[Problem, ...]]:
    """``dependencies`` of which every feature can be finished, and a problem for each circle."""
    waits: dict[str, list[str]] = {}
    for feature, after in dependencies.select("feature", "after").sort(pl.all()).iter_rows():
        waits.setdefault(feature, []).append(after)
    name = dict(features.select("id", pl.coalesce("key", "name", "id").alias("name")).iter_rows())
    problems, closing = [], []
    while circle := circle_in(waits):
        told = " waits for ".join(name.get(one, one) for one in (*circle, circle[0]))
        link = (circle[-1], circle[0])
        waits[link[0]].remove(link[1])
        closing.append(link)
        problems.append(
            Problem(
                FILE, f"these wait for each other in a circle: {told}; the last is not used",
                column="after", value=name.get(link[1], link[1]), remedy=REMEDY, row_left_out=True,
            )
        )  # fmt: skip
    left_out = pl.DataFrame(closing, dependencies.select("feature", "after").schema, orient="row")
    return dependencies.join(left_out, on=["feature", "after"], how="anti"), tuple(problems)
