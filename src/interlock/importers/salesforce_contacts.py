"""Salesforce: OpportunityContactRole, who on the buyer's side has which role in a deal."""

import polars as pl

from interlock.importers.columns import Cleaned, Field, flag, take, text
from interlock.importers.salesforce_ids import full_id
from interlock.importers.source import Extract, ImportSource, Likeness, headers_of, likeness
from interlock.importers.table import Rows, plain_header
from interlock.records.company import Company

ROLES = {
    "economic decision maker": "economic buyer",
    "decision maker": "economic buyer",
    "budget holder": "economic buyer",
    "executive sponsor": "economic buyer",
    "evaluator": "technical buyer",
    "technical evaluator": "technical buyer",
    "influencer": "champion",
}
"""Salesforce's own words for roles; all others stay as they are, in lower case."""


def fields() -> list[Field]:
    return [
        Field("deal", ("OpportunityId", "Opportunity ID"), _id),
        Field("contact", ("ContactId", "Contact ID"), _id),
        Field("name", ("Contact.Name", "ContactName", "Contact Name", "Contact: Full Name"), text),
        Field("role", ("Role",), text),
        Field("is_deleted", ("IsDeleted",), flag),
    ]


def detect(headers: tuple[str, ...]) -> Likeness | None:
    known = headers_of(fields())
    must = (("OpportunityId", "Opportunity ID"), known[2:], ("Role",))
    return likeness(headers, "those of OpportunityContactRole", must=must, known=known)


def read(rows: Rows, company: Company) -> Extract:
    """People of the buyer, one row a role; as attributes the names behind contacts' ids."""
    del company  # nothing in it bears on people
    taken = take(rows, fields(), required=("deal",))
    absent = {"contact": pl.String(), "name": pl.String(), "role": pl.String()}
    frame = taken.frame.with_columns(
        pl.lit(None, kind).alias(n) for n, kind in absent.items() if n not in taken.frame.columns
    )
    if "is_deleted" in frame.columns:
        frame = frame.filter(~pl.col("is_deleted").fill_null(value=False))
    role = pl.col("role").str.to_lowercase()
    people = frame.select(
        name=pl.coalesce("name", "contact"),
        side=pl.lit("buyer"),
        role=role.replace(ROLES),
        deal="deal",
    ).drop_nulls("name")
    names = frame.drop_nulls(["contact", "name"]).unique("contact", maintain_order=True)
    return Extract(
        tables={
            "people": people,
            "attributes": names.select(
                table=pl.lit("people"), id="contact", name=pl.lit("name"), value="name"
            ),
        },
        problems=taken.problems,
        taken=people.height,
        unread=taken.left_out,
        read=frozenset(map(plain_header, (*headers_of(fields()), "Id", "IsPrimary"))),
    )


def _id(column: pl.Series) -> Cleaned:
    return Cleaned(full_id(column), pl.Series([False] * len(column), dtype=pl.Boolean))


SOURCE = ImportSource("Salesforce contact roles", detect, read, fields())
