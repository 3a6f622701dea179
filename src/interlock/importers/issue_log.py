"""A tracker's log of changes: one row a changed field of an issue."""

import polars as pl

from interlock.importers.columns import Field, Taken, moment, take, text
from interlock.importers.issue_changes import ISSUES
from interlock.importers.source import Extract, ImportSource, Likeness, headers_of, likeness
from interlock.importers.table import Rows, plain_header
from interlock.records.company import Company
from interlock.records.tables import CHANGES

IIDS = ("Issue IID", "issue_iid", "IID")
KEYS = (
    "Key", "Issue Key", "issue_key", "issuekey", "Issue", "Issue ID", "issue_id", "issueid",
    "Issue Number", "issue_number", "Identifier", "Issue Identifier", "Ticket", "Ticket ID",
    "Item", "Item Key", "Item ID", "item_id", "Work Item ID", "Vorgangsschlüssel", "Vorgang",
    "Clave", "Clé", "Chave", "Chiave",
)  # fmt: skip
FIELDS = (
    "Field", "Field Name", "field_name", "fieldname", "Changed Field", "Field Changed",
    "Item Field", "Feld", "Champ", "Campo", "Veld",
)  # fmt: skip
OLD = (
    "from_string", "fromString", "From String", "From", "From Value", "from_value", "Old",
    "Old Value", "old_value", "oldvalue", "Original Value", "Previous Value", "Before",
    "Alter Wert", "Von", "Ancienne valeur", "Valor anterior", "Valor antigo",
)  # fmt: skip
NEW = (
    "to_string", "toString", "To String", "To", "To Value", "to_value", "New", "New Value",
    "new_value", "newvalue", "After", "Neuer Wert", "Nach", "Nouvelle valeur", "Nuevo valor",
    "Valor nuevo", "Novo valor",
)  # fmt: skip
AT = (
    "Transitioned At", "transitioned_at",
    "At", "Date", "When", "Changed", "Changed At", "changed_at", "Changed On", "Change Date",
    "Date Changed", "Date of change", "Created", "Created At", "created_at", "created_date",
    "createdAt", "Timestamp", "Time", "Datum", "Geändert", "Fecha", "Data",
)  # fmt: skip
FROM_STATUS = ("From Status", "from_status", "Old Status", "old_status", "Previous Status")
TO_STATUS = ("To Status", "to_status", "New Status", "new_status")
ALSO_READ = (
    "changelog_id", "field_type", "author_id", "author_key", "author", "to", "from",
    "additional_information",
)  # fmt: skip


def fields(company: Company) -> list[Field]:
    on = moment(time_zone=company.time_zone)
    return [
        Field("iid", IIDS, text),
        Field("id", KEYS, text),
        Field("field", FIELDS, text),
        Field("old", (*FROM_STATUS, *OLD), text),
        Field("new", (*TO_STATUS, *NEW), text),
        Field("at", AT, on),
    ]


def detect(headers: tuple[str, ...]) -> Likeness | None:
    """A log names an issue, a moment and what came out; and the field that changed, unless its
    headers say that it holds statuses only. A table of records names its kind, which this has not.
    """
    plain = {plain_header(header) for header in headers}
    of_records = {"table", "issue type"} & plain
    statuses = (FROM_STATUS, TO_STATUS) if plain & {plain_header(h) for h in TO_STATUS} else None
    must = ((*IIDS, *KEYS), *(statuses or (FIELDS, NEW)), AT)
    known = (*headers_of(fields(Company())), *ALSO_READ)
    whose = "those of a tracker's log of changes"
    return None if of_records else likeness(headers, whose, must=must, known=known)


def read(rows: Rows, company: Company) -> Extract:
    """Changes of issues in the tracker's own words; what they mean is told where all files are put
    together.
    """
    said = fields(company)
    named = "id" if rows.has(*KEYS) else "iid"
    taken = take(rows, said, required=(named, "at", "field"))
    changes = _changes(taken, rows.file)
    return Extract(
        tables={"changes": changes},
        problems=taken.problems,
        taken=changes.height,
        unread=taken.left_out,
        read=frozenset(map(plain_header, (*headers_of(said), *ALSO_READ))),
    )


def _changes(taken: Taken, file: str) -> pl.DataFrame:
    """A number within its project is written as the export writes it: #12."""
    frame = taken.frame
    if "id" not in frame.columns:
        frame = frame.with_columns(id=pl.format("#{}", pl.col("iid").str.strip_prefix("#")))
    if "field" not in frame.columns:
        frame = frame.with_columns(field=pl.lit("status"))
    absent = [pl.lit(None, pl.String).alias(n) for n in ("old", "new") if n not in frame.columns]
    whole = frame.with_columns(*absent, table=pl.lit(ISSUES), source=pl.lit(file))
    return whole.select("line", *CHANGES.names)


SOURCE = ImportSource("tracker log of changes", detect, read, fields(Company()))
