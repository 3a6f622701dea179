"""A book from another Interlock's site: a zip with a Parquet file a table, and what stands beside.

The site gives whoever a token belongs to what that person may see: amounts that are not theirs to
see are empty there as well.
"""

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

import msgspec
import polars as pl
import requests

from interlock.importers import company_file
from interlock.records.book import Book
from interlock.records.errors import NoSite
from interlock.records.problems import Problem, Source
from interlock.records.reading import Reading
from interlock.records.table import Table
from interlock.records.tables import TABLES

PATH, BESIDE = "/api/v1/book", "book.json"
KIND = "a site's book"
MOST_LETTERS = 300
SECONDS_TO_ANSWER, SECONDS_OF_SILENCE = 10, 300
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
REFUSED = {
    401: "it does not know the token, or no longer: make a new one there",
    403: "whom the token belongs to may not read the book",
    404: "no book is given there: nothing was taken in yet, the address is another one, or the site"
    " is of an older version",
    429: "it was asked too often: wait a minute",
}


class Beside(msgspec.Struct):
    """What stands beside the tables."""

    seen_on: date
    company: str = ""
    revision: int | None = None


class Refusal(msgspec.Struct):
    """What a site says of why it does not."""

    detail: str = ""


def fetch(site: str, *, token: str) -> Reading:
    """The book of the site at an address, as the token's owner may see it, and what of it this
    version does not know. Raises ``NoSite``.
    """
    return _read(site, _answer(site, token))


def _answer(site: str, token: str) -> bytes:
    at = urlsplit(site)
    if at.scheme != "https" and at.hostname not in THIS_MACHINE:
        raise NoSite(site, "a token is sent to https:// alone, so that nobody reads it on the way")
    try:
        said = requests.get(
            site.rstrip("/") + PATH,
            headers={"Authorization": f"Bearer {token}"},
            timeout=(SECONDS_TO_ANSWER, SECONDS_OF_SILENCE),
        )
    except (requests.RequestException, ValueError) as error:
        raise NoSite(site, str(error).replace(token, "...")) from error
    if not said.ok:
        raise NoSite(site, _why_not(said.status_code, said.content).replace(token, "..."))
    return said.content


def _why_not(status: int, content: bytes) -> str:
    """In our words, else in those of the site (RFC 9457)."""
    if status in REFUSED:
        return REFUSED[status]
    try:
        said = msgspec.json.decode(content, type=Refusal).detail[:MOST_LETTERS]
    except msgspec.MsgspecError:
        said = ""
    return f"it answered {status}" + (f": {said}" if said else "")


def _read(site: str, answer: bytes) -> Reading:
    try:
        with zipfile.ZipFile(io.BytesIO(answer)) as packed:
            files = {name: packed.read(name) for name in packed.namelist()}
        beside = msgspec.json.decode(files.pop(BESIDE), type=Beside)
        given = {name: pl.read_parquet(content) for name, content in files.items()}
        tables = {name: _shaped(TABLES[name], given[f"{name}.parquet"])
                  for name in TABLES if f"{name}.parquet" in given}  # fmt: skip
    except (zipfile.BadZipFile, KeyError, msgspec.MsgspecError, pl.exceptions.PolarsError) as error:
        raise NoSite(site, "what it answered is no book that this version can read") from error
    company, _, wrong = company_file.company_of(beside.company.encode())
    sources = tuple(
        Source(f"{name}.parquet", KIND, (name,), rows.height, _why(site, beside))
        for name, rows in tables.items()
    )
    book = Book(company, beside.seen_on, sources=sources).with_tables(**tables)
    return Reading(book, (*wrong, *_unknown(given)))


def _why(site: str, beside: Beside) -> str:
    return f"of {site}" + (f", change {beside.revision}" if beside.revision is not None else "")


def _shaped(table: Table, rows: pl.DataFrame) -> pl.DataFrame:
    """The columns of the table as it is here: one that did not come is empty."""
    columns = [
        pl.col(name).cast(kind) if name in rows.columns else pl.lit(None, kind).alias(name)
        for name, kind in table.schema.items()
    ]
    return rows.select(columns) if rows.width else table.empty()


def _unknown(given: dict[str, pl.DataFrame]) -> Iterator[Problem]:
    """What differs between the two versions."""
    remedy = "bring the site and this Interlock to one version"
    for file, rows in given.items():
        table = TABLES.get(file.removesuffix(".parquet"))
        if table is None:
            yield Problem(file, "a table that this version does not know", remedy=remedy)
            continue
        for name in rows.columns:
            if name not in table.schema:
                what = "a column that this version does not know"
                yield Problem(file, what, column=name, remedy=remedy)
        for name in table.schema:
            if name not in rows.columns:
                yield Problem(file, "the site gives no such column", column=name, remedy=remedy)
