"""Write the generated pages of the guide: every command with its help, every table with its
columns.

``--check`` writes nothing and fails when a page is not what it would write, or a command has no
example.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from interlock.cli.main import main as interlock
from interlock.records.forecasts import FORECASTS
from interlock.records.table import Table
from interlock.records.tables import TABLES

GUIDE = Path(__file__).resolve().parent.parent / "docs" / "guide"
GENERATED = "<!-- Written by scripts/write_reference.py; `make docs` writes it anew. -->\n\n"


def main() -> int:
    pages = {"commands.md": commands_page(), "tables.md": tables_page()}
    if "--check" not in sys.argv:
        for name, text in pages.items():
            (GUIDE / name).write_text(text)
        return 0
    stale = [name for name, text in pages.items() if _read(GUIDE / name) != text]
    bare = [path for path, command in commands() if "Example:" not in (command.help or "")]
    for name in stale:
        print(f"docs/guide/{name} is not current: run make docs")
    for path in bare:
        print(f"{path} has no example in its help")
    return 1 if stale or bare else 0


def commands() -> Iterator[tuple[str, click.Command]]:
    yield "interlock", interlock
    for name, command in sorted(interlock.commands.items()):
        yield f"interlock {name}", command
        for inner, of_group in sorted(getattr(command, "commands", {}).items()):
            yield f"interlock {name} {inner}", of_group


def commands_page() -> str:
    parts = [GENERATED + "# Commands\n\nExit status: 0 all is well, 1 failed, 2 wrong usage.\n"]
    for path, command in commands():
        parts.append(f"\n## `{path}`\n\n```\n{_help(path, command).rstrip()}\n```\n")
    return "".join(parts)


def _help(path: str, command: click.Command) -> str:
    width: dict[str, int] = {"terminal_width": 100, "max_content_width": 100}
    root = click.Context(interlock, info_name="interlock", **width, **interlock.context_settings)
    if command is interlock:
        return interlock.get_help(root)
    above = root
    for word in path.split()[1:-1]:
        above = click.Context(interlock, info_name=word, parent=above, **width)
    return command.get_help(click.Context(command, info_name=command.name, parent=above, **width))


def tables_page() -> str:
    intro = (
        "# Tables\n\nEvery table that Interlock reads, and below them those that it prints. "
        "A `*` marks a value that a row must have.\n"
    )
    parts = [GENERATED + intro]
    parts += [_table(table) for table in TABLES.values()]
    parts.append("\n# What `interlock forecast` prints\n")
    parts += [_table(table) for table in FORECASTS.values()]
    return "".join(parts)


def _table(table: Table) -> str:
    rows = [
        f"| `{column.name}`{'*' if column.required else ''} | {_type(column.dtype)} "
        f"| {column.unit} | {column.meaning}{_allowed(column.allowed)} |\n"
        for column in table.columns
    ]
    key = ", ".join(f"`{name}`" for name in table.key)
    head = f"\n## {table.name}\n\n{table.meaning}. Key: {key}.\n\n"
    return head + "| column | type | unit | meaning |\n|---|---|---|---|\n" + "".join(rows)


def _type(dtype: object) -> str:
    words = {"String": "text", "Date": "day", "Boolean": "yes or no", "Int32": "whole number"}
    name = str(dtype)
    if name.startswith("Decimal"):
        return "exact amount"
    if name.startswith("Datetime"):
        return "moment"
    if name.startswith("List"):
        return "several, with `;` between"
    return words.get(name, "number")


def _allowed(values: tuple[str, ...]) -> str:
    return f": {', '.join(values)}" if values else ""


def _read(path: Path) -> str:
    return path.read_text() if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main())
