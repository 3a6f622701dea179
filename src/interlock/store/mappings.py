"""Mappings that files were read with, kept for later files, as rows of JSON."""

from collections.abc import Iterable

import msgspec
import polars as pl

from interlock.records.errors import UnknownName
from interlock.records.kept_mapping import KeptMapping
from interlock.store import about, carry, connect, versions
from interlock.store.difference import Step
from interlock.store.kept import ABOUT

_BEGINS = "mapping "


def standing() -> tuple[KeptMapping, ...]:
    """Every one that is kept, by what its file was called."""
    rows = versions.standing(ABOUT).filter(_is_mapping())
    found = (KeptMapping(msgspec.json.decode(value)) for value in rows["value"])
    return tuple(sorted(found, key=lambda one: (one.file, one.table)))


def of(kept: Iterable[KeptMapping]) -> pl.DataFrame:
    """One row for each."""
    rows = [(f"{_BEGINS}{one.key}", about.as_json(one.said)) for one in kept]
    return pl.DataFrame(rows, schema=ABOUT.schema, orient="row")


def beside(now: pl.DataFrame, wanted: pl.DataFrame) -> pl.DataFrame:
    """The rows of `ABOUT` without those of mappings that stay as they are: of which nothing is
    said.
    """
    said = wanted["name"].to_list()
    return now.filter(~_is_mapping() | pl.col("name").is_in(said))


def forget(key: str, *, by: str) -> int:
    """Read no later file with it: the new revision. Raises ``UnknownName`` when there is none."""
    with connect.change():
        rows = versions.standing(ABOUT)
        gone = rows.filter(name=f"{_BEGINS}{key}")
        if not gone.height:
            raise UnknownName("mapping", key, [])
        said = KeptMapping(msgspec.json.decode(gone["value"][0]))
        words = f"the mapping of {said.file} is kept no longer"
        step = Step(insert=rows.clear().select(ABOUT.names), end=gone)
        return carry.out({ABOUT.name: step}, by=by, origin="typed", words=words)


def _is_mapping() -> pl.Expr:
    return pl.col("name").str.starts_with(_BEGINS)
