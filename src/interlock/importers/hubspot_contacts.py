"""HubSpot: contacts with their buying role in the deals that they are associated with."""

import polars as pl

from interlock.importers.columns import Field, take, text
from interlock.importers.several import each
from interlock.importers.source import Extract, ImportSource, Likeness, headers_of, likeness
from interlock.importers.table import Rows, plain_header
from interlock.records.company import Company
from interlock.records.problems import LeftOut

BUYING_ROLE = ("Buying Role", "hs_buying_role")
DEALS = ("Associated Deal IDs", "Associated Deal", "Associated Deals")
ROLES = {
    "decision maker": "economic buyer",
    "budget holder": "economic buyer",
    "executive sponsor": "economic buyer",
}
"""HubSpot's own words for roles; all others stay as they are, in lower case."""

ALSO_READ = (
    *DEALS, "Associated Company", "Associated Company IDs", "Create Date", "Last Activity Date",
    "Last Modified Date", "Contact owner", "Lifecycle Stage", "Lead Status",
)  # fmt: skip


def fields() -> list[Field]:
    return [
        Field("contact", ("Record ID", "Record ID - Contact", "Contact ID", "hs_object_id"), text),
        Field("first", ("First Name", "firstname"), text),
        Field("last", ("Last Name", "lastname"), text),
        Field("email", ("Email", "email"), text),
        Field("role", BUYING_ROLE, text),
        Field("department", ("Department", "hs_job_function", "Job function"), text),
        Field("deal", DEALS, text),
    ]


def detect(headers: tuple[str, ...]) -> Likeness | None:
    known = (*headers_of(fields()), *ALSO_READ)
    must = (BUYING_ROLE, ("Email", "email", "Last Name", "lastname"), DEALS)
    return likeness(headers, "HubSpot's of a contact", must=must, known=known)


def read(rows: Rows, company: Company) -> Extract:
    """People of the buyer, one row a deal and role; as attributes the names behind ids and
    addresses of mail. Contacts without a deal are left out.
    """
    del company  # nothing in it bears on people
    taken = take(rows.without_words("(No value)"), fields())
    contacts = _named(_whole(taken.frame))
    mine = contacts.filter(pl.col("deal").is_not_null(), pl.col("name").is_not_null())
    others = contacts.height - mine.height
    why = "contacts without a deal or without a name"
    return Extract(
        tables={"people": _people(mine), "attributes": _names(mine)},
        problems=taken.problems,
        left_out=(LeftOut("people", others, why),) if others else (),
        taken=mine.height,
        unread=taken.left_out,
        read=frozenset(map(plain_header, (*headers_of(fields()), *ALSO_READ))),
    )


def _whole(frame: pl.DataFrame) -> pl.DataFrame:
    absent = [field.ours for field in fields() if field.ours not in frame.columns]
    return frame.with_columns(pl.lit(None, pl.String).alias(name) for name in absent)


def _named(frame: pl.DataFrame) -> pl.DataFrame:
    whole = pl.concat_str("first", "last", separator=" ", ignore_nulls=True)
    name = pl.when(whole != "").then(whole)
    return frame.with_columns(name=pl.coalesce(name, "email", "contact"))


def _people(contacts: pl.DataFrame) -> pl.DataFrame:
    role = pl.col("role").str.to_lowercase().str.replace_all("_", " ")
    people = each(contacts, "deal", "role").with_columns(role=role.replace(ROLES))
    return people.select("line", "name", "department", "role", "deal", side=pl.lit("buyer")).unique(
        ["name", "role", "deal"], keep="first", maintain_order=True
    )


def _names(contacts: pl.DataFrame) -> pl.DataFrame:
    """What a meeting may call a contact -> the contact's name."""
    called = pl.concat([contacts.select("name", id=by) for by in ("contact", "email")])
    known = called.drop_nulls().filter(pl.col("id") != pl.col("name")).unique("id", keep="first")
    return known.sort("id").select(
        table=pl.lit("people"), id="id", name=pl.lit("name"), value="name"
    )


SOURCE = ImportSource("HubSpot contacts", detect, read, fields())
