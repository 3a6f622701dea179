"""A made-up company of many deals, promises and features whose days were said, moved and came."""

from datetime import date, timedelta

import numpy as np
import polars as pl

from interlock.records import tables
from interlock.records.book import Book
from interlock.records.company import Company

SEED, REPS, TEAMS = 1, 400, 200
AS_OF, YEARS = date(2026, 11, 20), 8
DAYS = YEARS * 365
FIRST = AS_OF - timedelta(days=DAYS)
SHARES = {"deals": 0.115, "promises": 0.25, "features": 0.06}
"""Rows a said day, so that with their changes about as many days are said as asked for."""

RELEASE_DAYS = 28


def made_up(count: int) -> Book:
    """A company about whose things so many days were said."""
    rng = np.random.default_rng(SEED)
    deals, closes = _histories(rng, int(count * SHARES["deals"]), REPS, weeks=12, moves=2.0)
    promises, moves = _histories(rng, int(count * SHARES["promises"]), REPS + TEAMS, weeks=6)
    features, slips = _histories(
        rng, int(count * SHARES["features"]), TEAMS, weeks=20, years=3, moves=1.5, first=REPS
    )
    by_release = pl.col("row") % 2 == 0
    releases, delays = _releases(rng)
    outcome = pl.when(pl.col("done").is_null()).then(pl.lit("open")).otherwise(
        pl.when(pl.col("row") % 3 > 0).then(pl.lit("won")).otherwise(pl.lit("lost"))
    )  # fmt: skip
    log = pl.concat([
        _log("deals", "D", "expected_close_on", closes),
        _log("promises", "P", "due", moves),
        _log("features", "F", "wanted_by", slips.filter(~by_release)),
        _log("features", "F", "release", _in_releases(slips.filter(by_release))),
        _log("releases", "R", "due", delays),
    ])  # fmt: skip
    return Book(
        company=Company(name="Made up", simulated=True),
        seen_on=AS_OF,
        deals=_frame("deals", deals, id=_id("D"), created_on="born", outcome=outcome,
                     closed_on="done", expected_close_on="due", owner=_maker()),
        promises=_frame("promises", promises, id=_id("P"), what=pl.lit("a thing"),
                        kind=pl.lit("own act"), form=pl.lit("said"), maker=_maker(),
                        said_on="born", due="due", done_on="done"),
        features=_frame("features", features, id=_id("F"), team=_maker(), created_on="born",
                        shipped_on="done", wanted_by=pl.when(~by_release).then("due"),
                        release=pl.when(by_release).then(_release("due"))),
        releases=_frame("releases", releases, id=_id("R"), train=pl.lit("train"), due="due",
                        shipped_on="done"),
        teams=_frame("teams", pl.DataFrame({"maker": range(REPS, REPS + TEAMS)}), name=_maker()),
        changes=log.sort("table", "id", "field", "at"),
    )  # fmt: skip


def _histories(
    rng: np.random.Generator,
    count: int,
    makers: int,
    *,
    weeks: float,
    moves: float = 0.7,
    years: int = YEARS,
    first: int = 0,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(row, maker, born, first, due, done) of things, due about so many weeks after they were born
    and done sooner or later, as their maker is; and (row, at, old, new) of the moves of their days.
    """
    maker = rng.integers(0, makers, count)
    born = DAYS - rng.integers(1, years * 365, count)
    plan = 7 * weeks * np.exp(rng.normal(0.0, 0.8, count))
    late = np.exp(rng.normal(-0.1, 0.3, makers)[maker] + rng.normal(0.0, 0.4, count))
    done = np.ceil(born + plan * late)
    due = np.ceil(born + plan)
    row = np.repeat(np.arange(count), rng.poisson(moves, count))
    end = np.minimum(done, DAYS)[row]
    at = np.floor(born[row] + rng.random(row.size) * (end - born[row]))
    log = (
        pl.DataFrame(
            {"row": row, "at": at, "first": due[row], "step": rng.integers(7, 60, row.size)}
        )
        .sort("row", "at")
        .with_columns(new=pl.col("first") + pl.col("step").cum_sum().over("row"))
        .with_columns(old=pl.col("new").shift(1).over("row").fill_null(pl.col("first")))
    )
    last = log.group_by("row").agg(last=pl.col("new").last())
    things = pl.DataFrame(
        {"row": np.arange(count), "maker": maker + first, "born": born, "first": due,
         "done": np.where(done <= DAYS, done, np.nan)}
    ).join(last, on="row", how="left", maintain_order="left")  # fmt: skip
    days = things.with_columns(due=pl.coalesce("last", "first"))
    moved = log.with_columns(at=_day("at").cast(pl.Datetime("us"))).with_row_index("n")
    return _dated(days, "born", "due", "done"), _dated(moved, "old", "new").with_columns(
        at=pl.col("at") + pl.duration(seconds=pl.col("n") % 80_000)
    )


def _releases(rng: np.random.Generator) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Releases of one train from the first day until a year ahead; every second one slips once."""
    number = np.arange((DAYS + 2 * 365) // RELEASE_DAYS)
    first = (number + 1.0) * RELEASE_DAYS
    slip = np.where(number % 2, rng.integers(1, 40, number.size), 0)
    due = first + slip
    rows = pl.DataFrame(
        {"row": number, "due": due, "done": np.where(due < DAYS, due, np.nan), "first": first}
    )
    moved = rows.filter(pl.col("due") > pl.col("first"), pl.col("first") - 7 < DAYS)
    log = moved.select("row", at=_day(pl.col("first") - 7).cast(pl.Datetime("us")), old="first",
                       new="due")  # fmt: skip
    return _dated(rows, "due", "done"), _dated(log, "old", "new")


def _in_releases(log: pl.DataFrame) -> pl.DataFrame:
    return log.with_columns(old=_release("old"), new=_release("new"))


def _release(day: str) -> pl.Expr:
    """The id of the first release after a day."""
    return pl.format("R{}", (pl.col(day) - FIRST).dt.total_days() // RELEASE_DAYS)


def _log(table: str, prefix: str, field: str, moves: pl.DataFrame) -> pl.DataFrame:
    text = [pl.col(name).cast(pl.String) for name in ("old", "new")]
    return _frame("changes", moves.with_columns(text), table=pl.lit(table), id=_id(prefix),
                  field=pl.lit(field), at="at", old="old", new="new")  # fmt: skip


def _frame(table: str, rows: pl.DataFrame, /, **columns: pl.Expr | str) -> pl.DataFrame:
    """The table with these columns; the others are empty."""
    schema = tables.TABLES[table].schema
    named = rows.select(**columns)
    rest = [pl.lit(None).alias(name) for name in schema if name not in columns]
    return named.with_columns(rest).select(pl.col(n).cast(t) for n, t in schema.items())


def _id(prefix: str) -> pl.Expr:
    return pl.format(prefix + "{}", "row")


def _maker() -> pl.Expr:
    name = pl.when(pl.col("maker") < REPS).then(pl.lit("Rep ")).otherwise(pl.lit("Team "))
    return pl.concat_str(name, pl.col("maker").cast(pl.String))


def _dated(rows: pl.DataFrame, *names: str) -> pl.DataFrame:
    return rows.with_columns(_day(name).alias(name) for name in names)


def _day(name: str | pl.Expr) -> pl.Expr:
    """A number of days since the first as a date."""
    column = pl.col(name) if isinstance(name, str) else name
    days = column.cast(pl.Float64).fill_nan(None).cast(pl.Int64)
    return pl.lit(FIRST, pl.Date) + pl.duration(days=days)
