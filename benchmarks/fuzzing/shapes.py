"""Exports gone wrong: files in the shape of every import source, with cells and bytes mutated."""

import gzip
import io
import json
import sys
import zipfile
from collections.abc import Callable, Sequence
from inspect import signature
from typing import Any, Protocol

import polars as pl
import xlsxwriter

from interlock.importers.columns import Field
from interlock.importers.sources import SOURCES
from interlock.records.company import Company
from interlock.records.tables import TABLES

File = tuple[str, bytes]


class Luck(Protocol):
    """What decides: `random.Random`, or a fuzzer's bytes."""

    def choice(self, among: Sequence[Any], /) -> Any: ...
    def random(self) -> float: ...
    def randrange(self, stop: int, /) -> int: ...


ALSO = (
    "ID,link,Title,Backlog,In Progress,Testing,Done,Type,Team",
    'Record ID,Deal Name,Deal Stage,Pipeline,"Date entered ""Talk (Sales Pipeline)""",Close Date',
    "Summary,Issue key,Issue id,Issue Type,Fix Version/s,Fix Version/s,Labels,Labels,Description",
)
"""Headers that a source knows by their form, and repeated ones."""

VALUES = (
    "", "", "1", "7", "-3", "12500.50", "12.500,50", "1,234", "1.234", "(1,000)", "€ 5", "1e9",
    "NaN", "inf", "99999999999999999999", "1e400", "45000", "2026-01-05", "2026-01-05T09:00:00Z",
    "2026-02-30", "0000-00-00", "9999-12-31", "5.1.2026", "1/2/2026", "13/2/26",
    "12/Mar/24 9:41 AM", "true", "no", "Won", "Closed Lost", "Talk", "Epic", "Story", "Done",
    "CORE-1", "#12", "0061t00000AbCdEFGH", "https://a.example/deal/7", "Ann Lee", "Größe", "日本",
    "a;b", "a,b", 'say "x"', "line\nend", "EUR", "usd", "dealbreaker", "commit", "=1+1", "\x00",
    "\ufeff", "\u202e", " " * 40, "x" * 300, "-", "N/A", "null", "deals", "features", "stage",
    "amount", "expected_close_on", "created", "Economic buyer", "Decision maker", "COMPLETED",
    "opened", "closed",
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "latin-1")
TOML = (
    'currency = "USD"',
    'time_zone = "Europe/Berlin"',
    'time_zone = "Nowhere"',
    "fiscal_year_start = 13",
    'keep_columns = ["*"]',
    'feature_from = "label"',
    '[[renames]]\nfield = "stage"\nold = "Talk"\nnew = "Won"',
    '[pipelines.P]\nstages = [{ name = "Talk", percent = 5, outcome = "won" }]',
    "[links]\ncolumns = 3",
    '[[source]]\nfile = "*.csv"\ntable = "deals"\ncolumns = { id = "Id", stage = "StageName" }',
    '[[source]]\nfile = "*"\ntable = "changes"\ncolumns = { id = "id", at = "at", new = "new" }',
    '[[source]]\nfile = "*.csv"\ntable = "needs"\ncolumns = { deal = "Deal", feature = "Title" }',
)


def header_sets() -> list[tuple[Field, ...] | tuple[str, ...]]:
    """Of every source each list of fields that its module makes, and our own tables."""
    modules = {sys.modules[source.read.__module__] for source in SOURCES}
    makers = [
        maker
        for module in sorted(modules, key=lambda m: m.__name__)
        for maker in vars(module).values()
        if callable(maker)
        and getattr(maker, "__module__", "") == module.__name__
        and signature(maker).return_annotation == list[Field]
        and list(signature(maker).parameters) == ["company"]
    ]
    fields = [tuple(maker(Company())) for maker in makers]
    return [
        *fields,
        *(table.names for table in TABLES.values()),
        *(tuple(a.split(",")) for a in ALSO),
    ]


HEADERS = header_sets()


def file(luck: Luck) -> File:
    """A name and bytes: a table of a known shape, mutated, and packed in some way."""
    if luck.random() < 0.04:
        return _settings(luck)
    table = _table(luck)
    kind = luck.choice(("csv",) * 12 + ("json", "json", "tsv", "xlsx", "parquet"))
    raw = WRITERS[kind](table, luck)
    for _ in range(luck.choice((0, 1, 1, 2, 4))):
        raw = luck.choice(MUTATIONS)(raw, luck)
    name = f"{luck.choice(('deals', 'export', 'changes', 'items'))}{luck.randrange(99)}.{kind}"
    packing = luck.random()
    if packing < 0.05 and kind in ("csv", "tsv", "json"):
        return f"{name}.gz", _cut(gzip.compress(raw), luck)
    if packing < 0.1:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, raw)
        return f"{name}.zip", _cut(held.getvalue(), luck)
    return name, raw


def _settings(luck: Luck) -> File:
    raw = "\n".join(luck.choice(TOML) for _ in range(1 + luck.randrange(3))).encode()
    name = luck.choice(("mapping.toml", "company.toml", "rules.toml"))
    return name, luck.choice(MUTATIONS)(raw, luck) if luck.random() < 0.5 else raw


def _table(luck: Luck) -> list[list[str]]:
    named = luck.choice(HEADERS)
    headers = [luck.choice(f.theirs or ("x",)) if isinstance(f, Field) else f for f in named]
    if luck.random() < 0.3:
        headers = headers[luck.randrange(len(headers)) :] + headers
    return [
        headers,
        *([luck.choice(VALUES) for _ in headers] for _ in range(luck.choice((0, 1, 3, 12)))),
    ]


def _as_text(table: list[list[str]], luck: Luck, delimiters: str = ",,;\t|") -> bytes:
    delimiter, end = luck.choice(delimiters), luck.choice(("\n", "\n", "\r\n", "\r"))
    lines = [delimiter.join(_quoted(cell, delimiter) for cell in row) for row in table]
    return (end.join(lines) + end).encode(luck.choice(ENCODINGS), errors="replace")


def _quoted(cell: str, delimiter: str) -> str:
    if any(sign in cell for sign in (delimiter, '"', "\n", "\r")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _as_json(table: list[list[str]], luck: Luck) -> bytes:
    records = [dict(zip(table[0], row, strict=True)) for row in table[1:]]
    nested = {"data": records} if luck.random() < 0.3 else records
    return json.dumps(nested, indent=luck.choice((None, 1))).encode()


def _as_workbook(table: list[list[str]], luck: Luck) -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_urls": False}) as book:
        for _ in range(luck.choice((1, 1, 2))):
            sheet = book.add_worksheet()
            for at, row in enumerate(table):
                sheet.write_row(at, 0, [_typed(cell) for cell in row])
    return held.getvalue()


def _typed(cell: str) -> str | float:
    return float(cell) if cell.replace(".", "", 1).isdigit() and len(cell) < 9 else cell


def _as_parquet(table: list[list[str]], luck: Luck) -> bytes:
    held = io.BytesIO()
    columns = {name: [row[at] for row in table[1:]] for at, name in enumerate(table[0])}
    pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)).write_parquet(held)
    return held.getvalue()


WRITERS: dict[str, Callable[[list[list[str]], Luck], bytes]] = {
    "csv": _as_text,
    "tsv": lambda table, luck: _as_text(table, luck, "\t"),
    "json": _as_json,
    "xlsx": _as_workbook,
    "parquet": _as_parquet,
}


def _flip(raw: bytes, luck: Luck) -> bytes:
    at = luck.randrange(len(raw) + 1)
    return raw[:at] + bytes([luck.randrange(256)]) + raw[at + 1 :]


def _cut(raw: bytes, luck: Luck) -> bytes:
    return raw[: luck.randrange(len(raw) + 1)] if luck.random() < 0.5 else raw


def _repeat(raw: bytes, luck: Luck) -> bytes:
    at, to = sorted(luck.randrange(len(raw) + 1) for _ in range(2))
    again = raw[at:to] * luck.choice((1, 2, 50))
    return raw[:to] + again[:LONGEST] + raw[to:]


def _drop(raw: bytes, luck: Luck) -> bytes:
    at, to = sorted(luck.randrange(len(raw) + 1) for _ in range(2))
    return raw[:at] + raw[to:]


LONGEST = 200_000
"""Bytes that one mutation adds at most: large files are tried in the tests, one by one."""

SIGNS = (b'"', b"\r", b"\n", b"\x00", b";" * 9, b"\xff", b"{", b"]", "é".encode("cp1252"), b",")


def _insert(raw: bytes, luck: Luck) -> bytes:
    at = luck.randrange(len(raw) + 1)
    return raw[:at] + luck.choice(SIGNS) * luck.choice((1, 1, 7)) + raw[at:]


MUTATIONS: tuple[Callable[[bytes, Luck], bytes], ...] = (_flip, _cut, _repeat, _drop, _insert)
