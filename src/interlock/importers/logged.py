"""Past values in the change log's own form: days as 2026-11-20, plain amounts, known words."""

from dataclasses import dataclass

import polars as pl

from interlock.importers.cells import LINE
from interlock.importers.columns import MOST_PROBLEMS, as_text, for_type
from interlock.records.problems import Problem
from interlock.records.table import MONEY, Column
from interlock.records.tables import TABLES

BOTH = ("old", "new")
FOLLOWED = {
    (table.name, name): table.column(name)
    for table in TABLES.values()
    for name in (*table.followed, *table.taken_back)
}


@dataclass(frozen=True)
class Logged:
    """Changes that can be understood, and every reason why the others were left out."""

    changes: pl.DataFrame
    problems: tuple[Problem, ...] = ()
    left_out: int = 0


def in_own_form(changes: pl.DataFrame, *, file: str, time_zone: str) -> Logged:
    """Values of ``old`` and ``new`` by the type of the column that they are of; day and month are
    told apart by all values of one field. Changes of what has no past here are left out.
    """
    if not changes.height:
        return Logged(changes)
    absent = [pl.lit(None, pl.String).alias(n) for n in BOTH if n not in changes.columns]
    absent += [pl.lit(None, pl.Int64).alias(LINE)] if LINE not in changes.columns else []
    whole = changes.with_columns(absent)
    kept, problems = [], []
    for (table, field), part in whole.partition_by(
        "table", "field", as_dict=True, maintain_order=True
    ).items():
        column = FOLLOWED.get((table, field))
        if column is None and LINE in changes.columns:
            problems.append(_unknown(part, file, str(table), str(field)))
            continue
        plain, wrong = _read(part, column, file=file, time_zone=time_zone)
        kept.append(plain)
        problems += wrong
    left = pl.concat([whole.clear(), *kept]).select(changes.columns)
    return Logged(left, tuple(problems), changes.height - left.height)


def _read(
    part: pl.DataFrame, column: Column | None, *, file: str, time_zone: str
) -> tuple[pl.DataFrame, list[Problem]]:
    """Changes of one field: only values in another form than the log's are looked at closely."""
    if column is None or (column.dtype == pl.String and not column.allowed):
        return part, []
    odd = pl.concat([part.filter(_is_odd(name, column))[name] for name in BOTH]).unique()
    if not len(odd):
        return part, []
    table = next(table for table in TABLES.values() if column in table.columns)
    cleaned = for_type(table, column.name, time_zone=time_zone)(odd.sort())
    if cleaned.asks:
        problem = Problem(file, cleaned.asks, None, column.name, remedy=ISO)
        return part.filter(~_any_of(odd)), [problem]
    plain = cleaned.values.to_frame("v").select(as_text(pl.col("v"), pl.lit(column.name)))["v"]
    bad = odd.sort().filter(cleaned.bad)
    wrong = part.filter(_any_of(bad))
    problems = [
        Problem(file, "cannot be read", line, column.name, value, cleaned.allowed, MEND,
                row_left_out=True)
        for line, value in wrong.select(LINE, _first_of(bad)).head(MOST_PROBLEMS).iter_rows()
    ]  # fmt: skip
    known = dict(zip(odd.sort(), plain, strict=True))
    read = part.filter(~_any_of(bad)).with_columns(pl.col(BOTH).replace(known))
    return read, problems


ISO = "write days as 2026-11-20"
MEND = "mend the value: one that can't be read would count as unknown"


def _is_odd(name: str, column: Column) -> pl.Expr:
    value = pl.col(name)
    if column.allowed:
        read = value.is_in(column.allowed)
    elif column.dtype == pl.Date():
        read = value.str.to_date("%Y-%m-%d", strict=False).is_not_null()
    elif column.dtype == MONEY:
        read = value.cast(MONEY, strict=False).is_not_null()
    else:
        read = value.cast(column.dtype, strict=False).is_not_null()
    return value.is_not_null() & ~read


def _any_of(values: pl.Series) -> pl.Expr:
    return pl.any_horizontal(pl.col(n).is_in(values.implode()) for n in BOTH).fill_null(value=False)


def _first_of(values: pl.Series) -> pl.Expr:
    is_bad = [pl.col(name).is_in(values.implode()) for name in BOTH]
    return pl.when(is_bad[1]).then("new").otherwise("old").alias("value")


def _unknown(part: pl.DataFrame, file: str, table: str, field: str) -> Problem:
    allowed = ", ".join(f"{table}.{name}" for table, name in FOLLOWED)
    line, count = part[LINE][0], part.height
    what = f"has no past here ({count:,} rows)" if count > 1 else "has no past here"
    return Problem(file, what, line, "field", f"{table}.{field}", allowed,
                   "take the row out, or name one that is followed", row_left_out=True)  # fmt: skip
