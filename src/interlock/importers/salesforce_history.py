"""Salesforce: OpportunityHistory (a row per save) and OpportunityFieldHistory (a row per changed
field).
"""

import polars as pl

from interlock.importers.columns import (
    Cleaned,
    Field,
    as_text,
    day,
    flag,
    moment,
    money,
    one_of,
    take,
    text,
)
from interlock.importers.crm_words import CATEGORIES
from interlock.importers.salesforce_ids import full_id
from interlock.importers.source import Extract, ImportSource, Likeness, headers_of, likeness
from interlock.importers.table import Rows, plain_header
from interlock.records.company import Company
from interlock.records.problems import LeftOut
from interlock.records.sales_tables import CATEGORIES as ALLOWED_CATEGORIES

FOLLOWED = ("stage", "amount", "expected_close_on", "category")
FIELDS = {
    "stagename": "stage",
    "stage": "stage",
    "amount": "amount",
    "closedate": "expected_close_on",
    "close date": "expected_close_on",
    "forecastcategoryname": "category",
    "forecastcategory": "category",
    "owner": "owner",
}


def detect(headers: tuple[str, ...]) -> Likeness | None:
    must = (("OpportunityId",), ("CreatedDate",), ("StageName",))
    known = headers_of(_snapshot_fields(Company()))
    return likeness(headers, "those of OpportunityHistory", must=must, known=known)


def detect_fields(headers: tuple[str, ...]) -> Likeness | None:
    must = (("OpportunityId",), ("CreatedDate",), ("Field",), ("NewValue",))
    known = headers_of(_field_fields(Company()))
    return likeness(headers, "those of OpportunityFieldHistory", must=must, known=known)


def read(rows: Rows, company: Company) -> Extract:
    """Changes: each row holds the values after a save, so a field changed where it differs from the
    row before.

    The first row of a deal gives its first values, with nothing before them.
    """
    taken = take(rows, _snapshot_fields(company), required=("id", "at"))
    snapshots, left_out = _kept(taken.frame)
    snapshots = snapshots.sort("id", "at", maintain_order=True)
    parts = [_changed(snapshots, name) for name in FOLLOWED if name in snapshots.columns]
    return Extract(
        tables={"changes": pl.concat(parts).with_columns(source=pl.lit(rows.file))},
        problems=taken.problems,
        left_out=left_out,
        taken=snapshots.height,
        unread=taken.left_out,
        read=_read(_snapshot_fields(company), "systemmodstamp", "createdbyid", "id", "probability"),
    )


def read_fields(rows: Rows, company: Company) -> Extract:
    """Changes, one a row; the value before a field's first change is that of the deal's first day.

    The first day is the row's that says ``created``; without such a row the deal's own creation day
    is used, when it is read. Owners are kept by name: the second row that Salesforce writes for
    them, with ids, is left out.
    """
    taken = take(rows, _field_fields(company), required=("id", "at", "field"))
    absent = [pl.lit(None, pl.String).alias(n) for n in ("old", "new") if n not in taken.frame]
    frame, left_out = _kept(taken.frame.with_columns(absent))
    changes = _field_changes(frame)
    table = pl.concat([_first_values(changes, frame), changes]).with_columns(
        table=pl.lit("deals"), source=pl.lit(rows.file)
    )
    return Extract(
        tables={"changes": table},
        problems=taken.problems,
        left_out=left_out,
        taken=frame.height,
        unread=taken.left_out,
        read=_read(_field_fields(company), "id", "createdbyid", "datatype"),
    )


def _field_changes(frame: pl.DataFrame) -> pl.DataFrame:
    lower = frame["field"].str.to_lowercase()
    known = lower.replace_strict(FIELDS, default=None, return_dtype=pl.String)
    changes = frame.with_columns(field=known).drop_nulls("field").filter(~_owner_ids())
    changes = changes.with_columns(old=_plain_value("old"), new=_plain_value("new"))
    changes = changes.unique(["id", "field", "at", "new"], keep="first", maintain_order=True)
    return changes.select("id", "at", "field", "old", "new")


def _first_values(changes: pl.DataFrame, frame: pl.DataFrame) -> pl.DataFrame:
    """What stood before a field's first change, as of the row that says ``created``."""
    lower = frame["field"].str.to_lowercase()
    created = frame.filter(lower == "created").unique("id").select("id", born="at")
    first = changes.sort("at", maintain_order=True).unique(
        ["id", "field"], keep="first", maintain_order=True
    )
    born = first.filter(pl.col("old").is_not_null()).join(created, on="id", maintain_order="left")
    return born.select("id", at="born", field="field", old=pl.lit(None, pl.String), new="old")


def _snapshot_fields(company: Company) -> list[Field]:
    return [
        Field("id", ("OpportunityId",), _id),
        Field("at", ("CreatedDate",), moment(time_zone=company.time_zone)),
        Field("stage", ("StageName",), text),
        Field("amount", ("Amount",), money),
        Field("expected_close_on", ("CloseDate",), day(time_zone=company.time_zone)),
        Field(
            "category",
            ("ForecastCategory", "ForecastCategoryName"),
            one_of(ALLOWED_CATEGORIES, CATEGORIES),
        ),
        Field("is_deleted", ("IsDeleted",), flag),
    ]


def _field_fields(company: Company) -> list[Field]:
    return [
        Field("id", ("OpportunityId",), _id),
        Field("at", ("CreatedDate",), moment(time_zone=company.time_zone)),
        Field("field", ("Field",), text),
        Field("old", ("OldValue",), text),
        Field("new", ("NewValue",), text),
        Field("is_deleted", ("IsDeleted",), flag),
    ]


def _kept(frame: pl.DataFrame) -> tuple[pl.DataFrame, tuple[LeftOut, ...]]:
    if "is_deleted" not in frame.columns:
        return frame, ()
    deleted = frame["is_deleted"].fill_null(False)
    count = int(deleted.sum())
    left_out = (LeftOut("changes", count, "deleted in Salesforce"),) if count else ()
    return frame.filter(~deleted), left_out


def _changed(snapshots: pl.DataFrame, name: str) -> pl.DataFrame:
    values = snapshots.select(
        "id", "at", new=as_text(pl.col(name), pl.lit(name)), order=pl.int_range(pl.len()).over("id")
    )
    before = values.with_columns(old=pl.col("new").shift(1).over("id"))
    moved = (pl.col("order") == 0) | pl.col("new").ne_missing(pl.col("old"))
    return before.filter(moved).select(
        table=pl.lit("deals"), id="id", at="at", field=pl.lit(name), old="old", new="new"
    )


def _plain_value(column: str) -> pl.Expr:
    """Field-history cells in the log's form: amounts without needless zeros, moments as days,
    categories in our words.
    """
    day = pl.col(column).str.replace(r"^(\d{4}-\d{2}-\d{2})[T ].*$", "$1")
    value = as_text(day, pl.col("field"))
    category = value.str.to_lowercase().replace_strict(
        CATEGORIES, default=None, return_dtype=pl.String
    )
    return pl.when(pl.col("field") == "category").then(category).otherwise(value)


def _owner_ids() -> pl.Expr:
    return (pl.col("field") == "owner") & pl.col("new").str.contains(r"^005[A-Za-z0-9]{12,15}$")


def _id(column: pl.Series) -> Cleaned:
    return Cleaned(full_id(column), pl.Series([False] * len(column), dtype=pl.Boolean))


def _read(fields: list[Field], *also: str) -> frozenset[str]:
    return frozenset(plain_header(header) for header in (*headers_of(fields), *also))


SOURCE = ImportSource("Salesforce opportunity history", detect, read, _snapshot_fields(Company()))
FIELD_SOURCE = ImportSource(
    "Salesforce opportunity field history",
    detect_fields,
    read_fields,
    _field_fields(Company()),
)
