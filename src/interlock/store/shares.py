"""What each series of files gave to tables to which several give, as rows of JSON."""

from collections.abc import Iterable

import polars as pl

from interlock.records.reading import Share
from interlock.records.tables import TABLES
from interlock.store import versions, wire
from interlock.store.kept import SHARES

_ROW = "row"


def of(shares: Iterable[Share]) -> pl.DataFrame:
    """One row for each of theirs."""
    frames = [SHARES.empty()]
    for share in shares:
        table = TABLES[share.table]
        rows = wire.to_wire(table, share.rows)
        said = {"series": pl.lit(share.series), "table": pl.lit(share.table)}
        said |= {"key": _as_json(pl.col(table.key)), _ROW: _as_json(pl.all())}
        frames.append(rows.select(**said))
    return pl.concat(frames)


def standing() -> tuple[Share, ...]:
    """What `of` told, as it stands."""
    found = versions.standing(SHARES).sort(*SHARES.names)
    return tuple(
        Share(str(series), str(name), _rows(str(name), some[_ROW]))
        for (series, name), some in found.partition_by("series", "table", as_dict=True).items()
    )


def _as_json(columns: pl.Expr) -> pl.Expr:
    return pl.struct(columns).struct.json_encode()


def _rows(name: str, said: pl.Series) -> pl.DataFrame:
    table = TABLES[name]
    rows = said.str.json_decode(pl.Struct(wire.schema(table))).struct.unnest()
    return wire.from_wire(table, rows)
