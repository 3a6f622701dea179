"""A table written as a file of every kind that is read."""

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from random import Random

import polars as pl
import xlsxwriter

from fuzzing.tables import Cells

Written = tuple[str, bytes]
"""The end of a file's name, and its bytes."""

TRUE = {"true": True, "no": False}
KINDS = (pl.String, pl.Int64, pl.Float64, pl.Categorical)


def written(table: Cells, luck: Random) -> Written:
    kind, write = luck.choices(WAYS, WEIGHTS)[0]
    return kind, write(table, luck)


def packed(name: str, raw: bytes, luck: Random) -> tuple[str, bytes]:
    """Now and then in a .gz, or in a .zip."""
    chance = luck.random()
    if chance < 0.05:
        return f"{name}.gz", gzip.compress(raw, 1, mtime=0)
    if chance < 0.1:
        return f"{name}.zip", zipped({name: raw, **({"b.csv": raw} if chance < 0.07 else {})})
    return name, raw


def zipped(members: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, raw in members.items():
            plain = name.encode(errors="replace").decode()
            archive.writestr(zipfile.ZipInfo(plain), raw)
    return held.getvalue()


def _text(table: Cells, luck: Random) -> bytes:
    delimiter, end = luck.choice((",", ",", ";", "\t", "|")), luck.choice(("\n", "\n", "\r\n"))
    lines = [delimiter.join(_quoted(cell, delimiter) for cell in row) for row in table]
    encoding = luck.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16"))
    return (end.join(lines) + end).encode(encoding)


def _quoted(cell: str, delimiter: str) -> str:
    plain = not any(sign in cell for sign in (delimiter, '"', "\n"))
    return cell if plain else '"' + cell.replace('"', '""') + '"'


def _json(table: Cells, luck: Random) -> bytes:
    records = [dict(zip(table[0], map(_typed, row), strict=True)) for row in table[1:]]
    if luck.random() < 0.2:
        records = [{"inner": record, "list": [record, 1, None]} for record in records]
    if luck.random() < 0.3:
        return "\n".join(json.dumps(record, default=str) for record in records).encode()
    return json.dumps(records, default=str, indent=luck.choice((None, 1))).encode()


def _workbook(table: Cells, luck: Random) -> bytes:
    held = io.BytesIO()
    options = {
        "in_memory": True,
        "nan_inf_to_errors": True,
        "remove_timezone": True,
        "default_date_format": "yyyy-mm-dd",
    }
    with xlsxwriter.Workbook(held, options) as book:
        book.set_properties({"created": datetime(2026, 11, 20)})
        for _ in range(luck.choice((1, 1, 2))):
            sheet = book.add_worksheet()
            if luck.random() < 0.02:
                sheet.write(luck.choice((9, 1_048_575)), luck.choice((9, 16_383)), "far")
            for at, row in enumerate(table, start=luck.choice((0, 0, 2))):
                for place, cell in enumerate(row):
                    sheet.write(at, place, _typed(cell) if luck.random() < 0.5 else cell)
    return held.getvalue()


def _parquet(table: Cells, luck: Random) -> bytes:
    """Every column typed in some way; headers are made unlike, as Parquet asks."""
    columns = {}
    for at, header in enumerate(table[0]):
        values = pl.Series([row[at] for row in table[1:]], dtype=pl.String)
        name = header if header not in columns else f"{header} {at}"
        columns[name] = _cast(values, luck)
    held = io.BytesIO()
    pl.DataFrame(columns).write_parquet(held, compression=luck.choice(("uncompressed", "zstd")))
    return held.getvalue()


def _cast(values: pl.Series, luck: Random) -> pl.Series:
    chance = luck.random()
    if chance < 0.1:
        return values.str.split(";")
    if chance < 0.15:
        return values.to_frame("inner").to_struct("s")
    if chance < 0.2:
        return values.cast(pl.Binary)
    if chance < 0.3:
        return values.str.to_date(strict=False, format="%Y-%m-%d")
    if chance < 0.4:
        return values.str.to_date(strict=False, format="%Y-%m-%d").cast(pl.Datetime("ms", "UTC"))
    return values.cast(luck.choice(KINDS), strict=False)


def _typed(cell: str) -> str | float | bool | date | datetime | None:
    """A cell as what it looks like."""
    for read in (TRUE.__getitem__, int, float, date.fromisoformat, datetime.fromisoformat):
        try:
            value = read(cell)
        except (KeyError, ValueError, OverflowError):
            continue
        return value if not isinstance(value, date) or value.year > 1900 else cell
    return cell or None


WAYS: tuple[tuple[str, Callable[[Cells, Random], bytes]], ...] = (
    ("csv", _text), ("json", _json), ("xlsx", _workbook), ("parquet", _parquet),
)  # fmt: skip
WEIGHTS = (76, 14, 8, 2)
