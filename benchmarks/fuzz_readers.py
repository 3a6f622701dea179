"""Readers against files gone wrong: mutated exports of every known shape, until one breaks.

    python benchmarks/fuzz_readers.py                     2,000 files
    python benchmarks/fuzz_readers.py --size full         1,000,000 files
    python benchmarks/fuzz_readers.py --files N --seed S

A file may be anything; what must hold is that reading it ends within ten seconds, raises nothing
but an error that says what to do, and gives a book of typed tables. Whatever breaks is printed with
the seed of its file, and the exit status is 1.
"""

import argparse
import gzip
import io
import json
import random
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from interlock.importers import (
    espocrm,
    frappe,
    github,
    gitlab,
    hubspot,
    jira_issues,
    jira_pipeline,
    lighthouse,
    linear,
    odoo,
    pipedrive,
    plane,
    salesforce,
    salesforce_report,
    suitecrm,
)
from interlock.importers.folder import read_folder
from interlock.records.company import Company
from interlock.records.errors import InterlockError
from interlock.records.tables import TABLES

SIZES = {"small": 2_000, "full": 1_000_000}
SECONDS = 10
LISTS = (
    espocrm, frappe, github, gitlab, hubspot, jira_issues, jira_pipeline, lighthouse, linear, odoo,
    pipedrive, plane, salesforce, salesforce_report, suitecrm,
)  # fmt: skip
HISTORIES = (
    "OpportunityId,CreatedDate,StageName,Amount,CloseDate,ForecastCategory",
    "OpportunityId,CreatedDate,Field,OldValue,NewValue",
    "Opportunity Name,From Stage,To Stage,Last Stage Change Date",
    "Opportunity Name,Field / Event,Old Value,New Value,Edit Date",
    "ID,link,Title,Backlog,In Progress,Testing,Done,Type,Team",
)
VALUES = (
    "", "", "1", "7", "-3", "12500.50", "12.500,50", "1,234", "1.234", "(1,000)", "€ 5", "1e9", "NaN", "inf",
    "2026-01-05", "2026-01-05T09:00:00Z", "2026-02-30", "0000-00-00", "9999-12-31", "5.1.2026", "1/2/2026",
    "13/2/26", "12/Mar/24 9:41 AM", "45000", "true", "no", "Won", "Closed Lost", "Talk", "Epic", "Story", "Done",
    "CORE-1", "0061t00000AbCdEFGH", "Ann Lee", "Größe", "日本", "a;b", "a,b", 'say "x"', "line\nend", "EUR", "usd",
    "dealbreaker", "commit", "=1+1", "\x00", "\ufeff", "\u202e", " " * 40, "x" * 300, "-", "N/A", "null",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument("--files", type=int)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    count = asked.files or SIZES[asked.size]
    signal.signal(signal.SIGALRM, _too_long)
    began, broken, outcomes, slowest = time.perf_counter(), 0, Counter[str](), 0.0
    for number in range(count):
        seed = f"{asked.seed}:{number}"
        start = time.perf_counter()
        outcome = _tried(seed)
        slowest = max(slowest, time.perf_counter() - start)
        outcomes[outcome.partition("\n")[0]] += 1
        if "\n" in outcome:
            broken += 1
            print(f"file {seed}: {outcome}")
    seconds = time.perf_counter() - began
    print(
        f"{count:,} files in {seconds:.0f} s, slowest {slowest:.2f} s, {broken} broken: {dict(outcomes)}"
    )
    sys.exit(1 if broken else 0)


def _too_long(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError(f"took more than {SECONDS} s")


def _tried(seed: str) -> str:
    """What came of one file: read, or refused with words; a traceback where it broke."""
    luck = random.Random(seed)
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        for _ in range(luck.choice((1, 1, 1, 2, 3))):
            name, raw = _file(luck)
            (folder / name).write_bytes(raw)
        signal.alarm(SECONDS)
        try:
            reading = read_folder(folder)
        except InterlockError:
            return "refused"
        except Exception:
            return f"broken\n{traceback.format_exc(limit=-4)}"
        finally:
            signal.alarm(0)
    for table in TABLES.values():
        frame = getattr(reading.book, table.name)
        if frame.schema != table.schema:
            return f"broken\n{table.name} has another schema"
        for column in table.columns:
            if column.required and frame[column.name].null_count():
                return f"broken\n{table.name}.{column.name} is empty in a row"
    return "problems said" if reading.problems else "read"


def _file(luck: random.Random) -> tuple[str, bytes]:
    """A name and bytes: a table of a known shape, mutated, and packed in some way."""
    table = _table(luck)
    if luck.random() < 0.15:
        raw, kind = _as_json(table, luck), "json"
    else:
        raw, kind = _as_text(table, luck), "csv"
    for _ in range(luck.choice((0, 1, 1, 2, 4))):
        raw = luck.choice(MUTATIONS)(raw, luck)
    name = f"{luck.choice(('deals', 'export', 'changes', 'items'))}{luck.randrange(9)}.{kind}"
    packing = luck.random()
    if packing < 0.05:
        return f"{name}.gz", _cut(gzip.compress(raw), luck)
    if packing < 0.1:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, raw)
        return f"{name}.zip", _cut(held.getvalue(), luck)
    if packing < 0.12:
        return name.replace(kind, luck.choice(("xlsx", "parquet"))), raw
    return name, raw


def _table(luck: random.Random) -> list[list[str]]:
    rows = luck.choice((0, 1, 3, 12))
    headers = _headers(luck)
    luck.shuffle(headers) if luck.random() < 0.3 else None
    return [headers, *([luck.choice(VALUES) for _ in headers] for _ in range(rows))]


def _headers(luck: random.Random) -> list[str]:
    kind = luck.random()
    if kind < 0.25:
        return list(luck.choice(list(TABLES.values())).names)
    if kind < 0.4:
        return luck.choice(HISTORIES).split(",")
    fields = luck.choice(LISTS).fields(Company())
    return [luck.choice(field.theirs) for field in fields]


def _as_text(table: list[list[str]], luck: random.Random) -> bytes:
    delimiter = luck.choice((",", ",", ";", "\t"))
    end = luck.choice(("\n", "\n", "\r\n"))
    lines = [
        delimiter.join(
            '"' + cell.replace('"', '""') + '"'
            if any(s in cell for s in (delimiter, '"', "\n"))
            else cell
            for cell in row
        )
        for row in table
    ]
    return (end.join(lines) + end).encode(luck.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16")))


def _as_json(table: list[list[str]], luck: random.Random) -> bytes:
    records = [dict(zip(table[0], row, strict=True)) for row in table[1:]]
    return json.dumps(records, indent=luck.choice((None, 1))).encode()


def _flip(raw: bytes, luck: random.Random) -> bytes:
    at = luck.randrange(len(raw) + 1)
    return raw[:at] + bytes([luck.randrange(256)]) + raw[at + 1 :]


def _cut(raw: bytes, luck: random.Random) -> bytes:
    return raw[: luck.randrange(len(raw) + 1)] if luck.random() < 0.5 else raw


def _repeat(raw: bytes, luck: random.Random) -> bytes:
    at, to = sorted(luck.randrange(len(raw) + 1) for _ in range(2))
    return raw[:to] + raw[at:to] * luck.choice((1, 2, 50)) + raw[to:]


def _drop(raw: bytes, luck: random.Random) -> bytes:
    at, to = sorted(luck.randrange(len(raw) + 1) for _ in range(2))
    return raw[:at] + raw[to:]


def _insert(raw: bytes, luck: random.Random) -> bytes:
    at = luck.randrange(len(raw) + 1)
    what = luck.choice(
        (b'"', b"\r", b"\n", b"\x00", b";" * 9, b"\xff", b"{", b"]", "é".encode("cp1252"))
    )
    return raw[:at] + what * luck.choice((1, 1, 7)) + raw[at:]


MUTATIONS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip,
    _cut,
    _repeat,
    _drop,
    _insert,
)

if __name__ == "__main__":
    main()
