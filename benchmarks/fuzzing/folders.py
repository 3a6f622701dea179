"""A folder of files gone wrong, the same for the same luck."""

from collections.abc import Callable
from pathlib import Path
from random import Random

from fuzzing.mutations import mutated, mutated_inside
from fuzzing.settings import company, mapping, rules
from fuzzing.tables import Cells, table
from fuzzing.writing import packed, written
from interlock.importers.opening import SUFFIXES

NAMES = ("deals", "export", "changes", "items", "b", "Gr\udcf6\udcdfe", "a b")
DAYS = ("2026-11-20/", "2026-11-27/")


def fill(folder: Path, luck: Random) -> int:
    """Writes one to eight exports, and now and then settings beside them; how many files it is."""
    files: dict[str, bytes] = {}
    for _ in range(luck.choice((1, 1, 2, 3, 8))):
        cells = table(luck)
        name, raw = _export(cells, luck)
        where = luck.choice(DAYS) if luck.random() < 0.1 else ""
        files[where + name] = raw
        if luck.random() < 0.2:
            files["mapping.toml"] = mapping(where + name, cells, luck)
    for name, write, chance in (("company.toml", company, 0.2), ("rules.toml", rules, 0.05)):
        if luck.random() < chance:
            files[name] = write(luck)
    for name, raw in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    return len(files)


def _export(cells: Cells, luck: Random) -> tuple[str, bytes]:
    kind, raw = written(cells, luck)
    if kind in {"csv", "json", "parquet"} or luck.random() < 0.3:
        raw = mutated(raw, luck)
    elif kind == "xlsx" and luck.random() < 0.5:
        raw = mutated_inside(raw, luck)
    if luck.random() < 0.02:
        kind = luck.choice(("csv", "tsv", "json", "xlsx", "xls", "ods", "xlsb", "parquet", "zip"))
    name, raw = packed(f"{luck.choice(NAMES)}{luck.choice(('', '1', '2'))}.{kind}", raw, luck)
    if name.endswith((".gz", ".zip")) and luck.random() < 0.3:
        raw = mutated(raw, luck)
    return name, raw


def any_bytes(folder: Path, luck: Random, rest: Callable[[], bytes]) -> None:
    """One file of whatever bytes are left, under a header that is known, or under none."""
    name = f"a{luck.choice(SUFFIXES)}"
    header = table(luck)[0] if luck.random() < 0.7 else []
    (folder / name).write_bytes(",".join(header).encode() + b"\n" * bool(header) + rest())
