"""The .toml files beside the exports: company, rules, and a mapping over a table."""

from random import Random
from typing import Any

from fuzzing.mutations import mutated
from fuzzing.tables import VALUES, Cells
from interlock.importers.company_file import READERS
from interlock.importers.mapping import KEYS
from interlock.records.sales_tables import RULES
from interlock.records.tables import TABLES

Said = str | int | float | bool | list[Any] | dict[str, Any]

RIGHT = (
    'name = "Norvane"', 'currency = "EUR"', "fiscal_year_start = 4", 'fiscal_calendar = "4-4-5"', 'time_zone = "Europe/Berlin"',
    'time_zone = "America/St_Johns"', 'feature_from = ["label", "epic"]', 'team_from = "project"', 'keep_columns = ["*"]',
    'confidence_levels = { P1 = 0.99 }', 'category_bands = { commit = 0.8 }', 'targets = { "2026-Q4" = 1200000 }',
    'rates = [{ currency = "USD", on = 2026-01-01, rate = 0.92 }]', 'renames = [{ field = "stage", old = "Talk", new = "Won" }]',
    'renames = [{ field = "owner", old = "Ann Lee", new = "a;b", until = 2026-02-01 }]', 'pipelines = { Main = { stages = '
    '["Talk", { name = "Offer", percent = 60 }, "Won", { name = "Done", outcome = "lost" }] } }',
    'closures = [{ first = 2026-12-24, last = 2027-01-01 }]', 'need_strengths = { important = { synonyms = ["x"], worth = 0.7 } }',
)  # fmt: skip
PLAIN: tuple[Any, ...] = (
    0, 1, -7, 12, 2**70, 0.5, 1e308, True, False, "", "a", "EUR", "deals", "stage", "*", "[", "%Y-%m-%d", "%d/%m/%y %H:%M",
    "%Q", "%z", "2026-01-05", "Friday", "UTC", "\x00", "../up.csv", "x" * 300, "b.csv", "名",
)  # fmt: skip
SPECIAL = ("nan", "inf", "2026-01-05", "9999-12-31", "07:32:00", "2026-01-05T09:00:00Z")


def company(luck: Random) -> bytes:
    names = sorted(READERS)
    lines = {line.partition(" =")[0]: line for line in luck.sample(RIGHT, luck.randrange(5))}
    if luck.random() < 0.3:
        name = luck.choice(names)
        lines[name] = f"{name} = {_any(luck, 0)}"
    return _perhaps_mutated("\n".join(lines.values()), luck)


def rules(luck: Random) -> bytes:
    said = {name: luck.choice(PLAIN) for name in RULES.names if luck.random() < 0.5}
    said |= {"id": "R1", "asks": luck.choice(("met the economic buyer", "x"))}
    said = {n: v for n, v in said.items() if isinstance(v, str) or luck.random() < 0.2}
    return _perhaps_mutated(f"[[rule]]\n{_lines(said)}", luck)


def mapping(file: str, table: Cells, luck: Random) -> bytes:
    """A mapping of ``file`` to one of our tables, right more often than not."""
    sources = [_source(file, table[0], luck) for _ in range(luck.choice((1, 1, 2)))]
    text = "\n".join(f"[[source]]\n{_lines(said)}" for said in sources)
    if luck.random() < 0.1:
        text = f"links = {_toml({'columns': [luck.choice(table[0] or ['a'])]})}\n{text}"
    return _perhaps_mutated(text, luck)


def _source(file: str, headers: list[str], luck: Random) -> dict[str, Said]:
    ours = luck.choice(list(TABLES.values()))
    theirs = [header for header in headers if header.strip()] or ["a"]
    needed = [column.name for column in ours.columns if column.required and column.name != "id"]
    names = [*needed, *(name for name in ours.names if name not in needed and luck.random() < 0.5)]
    said: dict[str, Said] = {
        "file": luck.choice((file, file, "*", "*.csv", "none.csv")),
        "table": ours.name,
        "columns": {name: luck.choice(theirs) for name in names},
    }
    for key, chance in EXTRAS.items():
        if luck.random() < chance:
            said[key] = _extra(key, ours.names, theirs, file, luck)
    if luck.random() < 0.1:
        said[luck.choice(sorted(KEYS))] = luck.choice(PLAIN)
    return said


EXTRAS = {
    "date_format": 0.2, "date_formats": 0.1, "attributes": 0.2, "null": 0.1, "where": 0.15, "where_not": 0.1,
    "lookup": 0.1, "unique": 0.1, "constant": 0.2, "values": 0.2,
}  # fmt: skip


def _extra(key: str, ours: tuple[str, ...], theirs: list[str], file: str, luck: Random) -> Said:
    one, header, value = luck.choice(ours), luck.choice(theirs), luck.choice(VALUES) or "x"
    form = luck.choice(
        ("%Y-%m-%d", "%d.%m.%Y", "%m/%d/%y", "%H", "%Y-%m-%dT%H:%M:%S%z", "%s", "%B")
    )
    said: dict[str, Said] = {
        "date_format": form, "date_formats": {one: form}, "attributes": [header], "null": [value, 7],
        "where": {header: [value]}, "where_not": {header: value}, "unique": [one], "constant": {one: value},
        "lookup": {one: {"file": luck.choice((file, "b.csv", "x", "\x00")), "key": header, "value": header}},
        "values": {one: {value: luck.choice(("won", "open", "x"))}},
    }  # fmt: skip
    return said[key]


def _perhaps_mutated(text: str, luck: Random) -> bytes:
    return mutated(text.encode(), luck) if luck.random() < 0.3 else text.encode()


def _lines(said: dict[str, Any]) -> str:
    return "".join(f"{name} = {_toml(value)}\n" for name, value in said.items())


def _any(luck: Random, depth: int) -> str:
    """Some value in TOML's writing."""
    chance = luck.random()
    if depth < 3 and chance < 0.2:
        return f"[{', '.join(_any(luck, depth + 1) for _ in range(luck.randrange(3)))}]"
    if depth < 3 and chance < 0.4:
        keys = luck.sample(("name", "stages", "on", "rate", "field", "worth", "P1", "first"), 2)
        return "{ " + ", ".join(f"{key} = {_any(luck, depth + 1)}" for key in keys) + " }"
    return luck.choice(SPECIAL) if chance < 0.5 else _toml(luck.choice(PLAIN))


def _toml(value: Said) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + "".join(c if c.isalnum() else f"\\U{ord(c):08X}" for c in value) + '"'
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_toml(k)} = {_toml(v)}" for k, v in value.items()) + " }"
    return str(value)
