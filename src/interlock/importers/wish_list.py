"""A feedback tool's list of who asked for what: what every such list has in common."""

from collections.abc import Sequence

import polars as pl

from interlock.importers.cells import LINE
from interlock.importers.columns import Cleaned, Cleaner, Field, day, take, text
from interlock.importers.several import each
from interlock.importers.source import Extract, headers_of
from interlock.importers.table import Rows, plain_header
from interlock.records.company import Company
from interlock.records.problems import LeftOut
from interlock.records.sales_tables import STRENGTHS

WISHES = "wishes"
"""Needs that name buyer and feature as people do; ``wish_needs.py`` leads them to records."""

SCHEMA: dict[str, pl.DataType] = {
    "deal": pl.String(), "account": pl.String(), "feature": pl.String(), "link": pl.String(),
    "strength": pl.String(), "said_by": pl.String(), "on": pl.Date(), "wanted_by": pl.Date(),
    "met_by": pl.String(), "confirmed": pl.Boolean(), "arm": pl.String(),
}  # fmt: skip
"""``deal`` is an id, an address or a name; ``link`` the key or the address of an issue."""

IMPORTANCE = {
    "3": "dealbreaker", "critical": "dealbreaker", "urgent": "dealbreaker",
    "2": "important", "medium": "important", "1": "nice-to-have",
}  # fmt: skip


def wish_fields(
    company: Company,
    *,
    deal: Sequence[str] = (),
    account: Sequence[str] = (),
    feature: Sequence[str] = (),
    link: Sequence[str] = (),
    strength: Sequence[str] = (),
    said_by: Sequence[str] = (),
    on: Sequence[str] = (),
) -> list[Field]:
    """Our columns of a wish, each with the headers that it may stand under."""
    return [
        Field("deal", tuple(deal), text),
        Field("account", tuple(account), text),
        Field("feature", tuple(feature), text),
        Field("link", tuple(link), text),
        Field("strength", tuple(strength), importance(company)),
        Field("said_by", tuple(said_by), text),
        Field("on", tuple(on), day(time_zone=company.time_zone)),
    ]


def read_wishes(
    rows: Rows, fields: Sequence[Field], *, also_read: Sequence[str] = (), who: str = ""
) -> Extract:
    """Wishes of every row that names a buyer and a feature, one for each of several named in a
    cell with ``;`` or a line end between. ``who`` says what the others lack.
    """
    taken = take(rows, fields)
    every = whole(taken.frame)
    wishes = apart(every.filter(*is_wish()))
    silent = every.filter(~pl.all_horizontal(*is_wish())).height
    why = f"{rows.file}: {who or 'no buyer or no feature is named'}"
    return Extract(
        tables={WISHES: wishes},
        problems=taken.problems,
        left_out=(LeftOut("needs", silent, why),) if silent else (),
        taken=every.height - silent,
        unread=taken.left_out,
        read=frozenset(map(plain_header, (*headers_of(fields), *also_read))),
    )


def is_wish() -> list[pl.Expr]:
    buyer, feature = pl.coalesce("deal", "account"), pl.coalesce("feature", "link")
    return [buyer.is_not_null(), feature.is_not_null()]


def whole(frame: pl.DataFrame) -> pl.DataFrame:
    """All columns of a wish, empty where the list lacks them."""
    absent = [pl.lit(None, k).alias(n) for n, k in SCHEMA.items() if n not in frame.columns]
    return frame.with_columns(absent).select(LINE, *SCHEMA)


def apart(wishes: pl.DataFrame) -> pl.DataFrame:
    """One row a buyer and feature; an account beside a deal only tells deals of one name apart."""
    lines = pl.col("deal", "feature", "account").str.replace_all(r"\n", ";")
    listed = wishes.with_columns(lines)
    names_deal = pl.col("deal").is_not_null()
    parts = (
        each(listed.filter(names_deal), "deal", "feature"),
        each(listed.filter(~names_deal), "account", "feature"),
    )
    wishes = pl.concat(parts).unique(maintain_order=True).sort(LINE, maintain_order=True)
    return wishes.filter(*is_wish())


def importance(company: Company) -> Cleaner:
    """A strength where the word is known; any other says nothing about it."""
    words = IMPORTANCE | {word.lower(): word for word in STRENGTHS}
    words |= {word: s.name for s in company.need_strengths for word in s.synonyms}

    def clean(column: pl.Series) -> Cleaned:
        lower = column.str.to_lowercase()
        values = lower.replace_strict(words, default=None, return_dtype=pl.String)
        return Cleaned(values, pl.Series([False] * len(column), dtype=pl.Boolean))

    return clean
