"""Salesforce: the Opportunity History and Opportunity Field History reports, by their labels."""

import polars as pl

from interlock.importers.columns import Cleaned, Field, Taken, moment, take, text
from interlock.importers.crm_words import CATEGORIES
from interlock.importers.salesforce_ids import full_id
from interlock.importers.source import Extract, ImportSource, Likeness, headers_of, likeness
from interlock.importers.table import Rows, plain_header
from interlock.importers.tidy import without_footer
from interlock.records.company import Company
from interlock.records.problems import LeftOut
from interlock.records.tables import CHANGES

IDS = ("Opportunity ID", "Opportunity: Opportunity ID")
NAMES = ("Opportunity Name", "Opportunity: Opportunity Name", "Nome da oportunidade",
         "Name der Opportunity", "Nom de l'opportunité", "Nombre de la oportunidad")  # fmt: skip
FROM, TO = ("From Stage", "Von Phase", "De la fase", "De l'étape"), ("To Stage", "Nach Phase")
MOVED = ("Last Stage Change Date", "Last Modified", "Last Modified Date", "Stage Change Date")
FIELDS = (
    "Field / Event",
    "Campo/Compromisso",
    "Feld/Ereignis",
    "Champ/Événement",
    "Campo / Evento",
)
OLD = ("Old Value", "Valor antigo", "Alter Wert", "Ancienne valeur", "Valor anterior")
NEW = ("New Value", "Novo valor", "Neuer Wert", "Nouvelle valeur", "Nuevo valor")
EDITED = ("Edit Date", "Data de edição", "Bearbeitungsdatum", "Date de modification",
          "Fecha de edición")  # fmt: skip
FOLLOWED = {
    "stage": "stage", "fase": "stage", "phase": "stage", "étape": "stage", "etapa": "stage",
    "amount": "amount", "valor": "amount", "betrag": "amount", "montant": "amount",
    "close date": "expected_close_on", "data de fechamento": "expected_close_on",
    "schlusstermin": "expected_close_on", "abschlussdatum": "expected_close_on",
    "date de clôture": "expected_close_on", "fecha de cierre": "expected_close_on",
    "forecast category": "category", "opportunity owner": "owner", "owner": "owner",
}  # fmt: skip


def _moves(company: Company) -> list[Field]:
    return [
        Field("id", IDS, _id),
        Field("name", NAMES, text),
        Field("old", FROM, text),
        Field("new", TO, text),
        Field("at", MOVED, moment(time_zone=company.time_zone)),
    ]


def _edits(company: Company) -> list[Field]:
    return [
        Field("id", IDS, _id),
        Field("name", NAMES, text),
        Field("field", FIELDS, text),
        Field("old", OLD, text),
        Field("new", NEW, text),
        Field("at", EDITED, moment(time_zone=company.time_zone)),
    ]


def detect(headers: tuple[str, ...]) -> Likeness | None:
    must, known = (FROM, TO, MOVED), headers_of(_moves(Company()))
    whose = "labels of a Salesforce opportunity history report"
    return likeness(headers, whose, must=must, known=known) if _named(headers) else None


def detect_edits(headers: tuple[str, ...]) -> Likeness | None:
    must, known = (FIELDS, OLD, NEW, EDITED), headers_of(_edits(Company()))
    whose = "labels of a Salesforce field history report"
    return likeness(headers, whose, must=must, known=known) if _named(headers) else None


def read(rows: Rows, company: Company) -> Extract:
    """Changes of stage. The report repeats rows: one counts of those alike."""
    taken = take(without_footer(rows), _moves(company), required=("new", "at"))
    return _extract(rows, taken.frame.with_columns(field=pl.lit("stage")), taken, _moves(company))


def read_edits(rows: Rows, company: Company) -> Extract:
    """Changes of stage, amount, close date, category and owner, one a row, values as on screen."""
    taken = take(without_footer(rows), _edits(company), required=("field", "at"))
    lower = pl.col("field").str.to_lowercase()
    known = lower.replace_strict(FOLLOWED, default=None, return_dtype=pl.String)
    frame = taken.frame.with_columns(field=known).drop_nulls("field")
    frame = frame.with_columns(_in_our_words("old"), _in_our_words("new"))
    return _extract(rows, frame, taken, _edits(company))


def _in_our_words(name: str) -> pl.Expr:
    """Categories in our words; days and amounts are read where the log is put together."""
    lower = pl.col(name).str.to_lowercase()
    category = lower.replace_strict(CATEGORIES, default=None, return_dtype=pl.String)
    is_category = pl.col("field") == "category"
    return pl.when(is_category).then(category).otherwise(name).alias(name)


def _extract(rows: Rows, frame: pl.DataFrame, taken: Taken, fields: list[Field]) -> Extract:
    """A deal is meant by its id, or by its name where the report has no ids."""
    named = [pl.col(name) for name in ("id", "name") if name in frame.columns]
    changes = frame.with_columns(pl.coalesce(named).alias("id")).drop_nulls("id").select(
        pl.lit("deals").alias("table"), "id", "at", "field", "old", "new",
        pl.lit(rows.file).alias("source"),
    )  # fmt: skip
    once = changes.unique(maintain_order=True)
    again = changes.height - once.height
    return Extract(
        tables={"changes": pl.concat([CHANGES.empty(), once.select(CHANGES.names)])},
        problems=taken.problems,
        left_out=(LeftOut("changes", again, "repeated by the report"),) if again else (),
        taken=once.height,
        unread=taken.left_out,
        read=frozenset(map(plain_header, headers_of(fields))),
    )


def _named(headers: tuple[str, ...]) -> bool:
    there = {plain_header(header) for header in headers}
    return bool(there & {plain_header(name) for name in (*IDS, *NAMES)})


def _id(column: pl.Series) -> Cleaned:
    return Cleaned(full_id(column), pl.Series([False] * len(column), dtype=pl.Boolean))


SOURCE = ImportSource("Salesforce opportunity history report", detect, read, _moves(Company()))
FIELD_SOURCE = ImportSource(
    "Salesforce opportunity field history report",
    detect_edits,
    read_edits,
    _edits(Company()),
)
