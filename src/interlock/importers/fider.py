"""Fider: posts, as CSV or as JSON of its interface; tags and texts name the buyers."""

from dataclasses import replace

import polars as pl

from interlock.importers.columns import Field
from interlock.importers.deal_addresses import addresses_in
from interlock.importers.source import Extract, ImportSource, Likeness, headers_of, likeness
from interlock.importers.table import Rows
from interlock.importers.wish_list import read_wishes, wish_fields
from interlock.records.company import Company

TEXTS = ("description", "response", "response.text")
VOTES = ("votes_count", "votesCount")
ALSO_READ = (
    *TEXTS, *VOTES, "id", "number", "slug", "comments_count", "commentsCount", "status", "user.id",
    "hasVoted", "responded_by", "responded_at", "original_number", "original_title",
)  # fmt: skip


def fields(company: Company) -> list[Field]:
    return wish_fields(
        company,
        deal=("addresses",),
        account=("tags",),
        feature=("title",),
        link=("response", "response.text"),
        said_by=("created_by", "user.name"),
        on=("created_at", "createdAt"),
    )


def detect(headers: tuple[str, ...]) -> Likeness | None:
    known = (*headers_of(fields(Company())), *ALSO_READ)
    must = (("number",), ("title",), VOTES, ("description",))
    return likeness(headers, "Fider's of a post", must=must, known=known)


def read(rows: Rows, company: Company) -> Extract:
    """A wish for each deal whose CRM address stands in a post, else for each tag that is called
    like an account or a deal.
    """
    return read_wishes(_with_addresses(rows), fields(company), also_read=ALSO_READ)


def _with_addresses(rows: Rows) -> Rows:
    """Deals' addresses in a column of their own; tags with ``;`` between."""
    texts = [pl.col(f"c{at}") for name in TEXTS for at in rows.positions(name)]
    tags = [pl.col(f"c{at}").str.replace_all(",", ";") for at in rows.positions("tags")]
    whole = pl.concat_str(texts, separator=" ", ignore_nulls=True)
    added = addresses_in(whole).alias(f"c{len(rows.headers)}")
    return replace(
        rows,
        headers=(*rows.headers, "addresses"),
        frame=rows.frame.with_columns(*tags, added),
    )


SOURCE = ImportSource(
    "Fider posts",
    detect,
    read,
    (("number",), ("description",), VOTES, *fields(Company())),
)
