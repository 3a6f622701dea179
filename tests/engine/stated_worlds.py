"""Small made-up histories of stated dates, some with a known truth."""

from datetime import date, timedelta

import numpy as np
import polars as pl

FIRST = date(2020, 1, 6)
SCHEMA = {
    "what": pl.String,
    "said_on": pl.Date,
    "date_said": pl.Date,
    "shipped_on": pl.Date,
}


def day(number):
    return None if number is None else FIRST + timedelta(days=int(number))


def statements(*rows):
    """Rows of (what, said_on, date_said, shipped_on), days after the first of all."""
    made = [(what, *map(day, days)) for what, *days in rows]
    return pl.DataFrame(made, schema=SCHEMA, orient="row")


def world(things, *, level=0.5, scale=0.2, seed=1, spacing=9.0, most=99):
    """At most so many monthly statements a thing; real time is exp(level + scale x logistic) times
    the stated one.
    """
    random = np.random.default_rng(seed)
    rows = []
    for thing in range(things):
        at = start = 30 * (spacing * thing // 30)
        due = start + 7 * np.exp(random.normal(2.5, 0.4))
        ships = start + max((due - start) * np.exp(level + scale * random.logistic()), 10)
        while at < min(ships - 1, start + 30 * most):
            rows.append((f"t{thing:03}", at, due, ships))
            at += 30
    return statements(*rows)
