"""A letter's words for plain mail programs: lines under 78 columns, nothing that needs a font."""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from interlock.render import report_blocks, words
from interlock.render.report_blocks import Glance, Part, Points, Row, Section, Table, Words

WIDTH = 76


@dataclass(frozen=True)
class Contents:
    """What a letter says, however it is written; ``page`` and ``leave`` are whole addresses,
    ``foot`` is more that can be done, if anything.
    """

    head: str
    sentence: str
    summary: str
    lines: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    page: str
    leave: str
    why: str
    born: str
    foot: str = ""


def written(held: Contents) -> str:
    """The whole letter; addresses stand on lines of their own, which nothing breaks."""
    parts = [
        _wrapped(held.head),
        _wrapped(held.sentence),
        _points(held.lines),
        f"The whole report:\n{held.page}",
        *(_section(section) for section in held.sections),
        f"The whole report:\n{held.page}",
        _wrapped(held.foot),
        f"-- \n{_wrapped(held.born)}\n\n{_wrapped(held.why)}\n{held.leave}",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _section(section: Section) -> str:
    of = f" ({section.of})" if section.of else ""
    return f"{_wrapped(f'{section.title.upper()}{of}')}\n\n{_blocks(section.blocks)}"


def _blocks(blocks: Iterable[Any]) -> str:
    return "\n\n".join(part for part in map(_block, blocks) if part)


def _block(one: Any) -> str:
    if isinstance(one, Part):
        of = f" ({one.of})" if one.of else ""
        return f"{_wrapped(f'{one.title}{of}')}\n\n{_blocks(one.blocks)}"
    if isinstance(one, Points):
        return _points(one.lines)
    if isinstance(one, Table):
        return _table(one)
    if isinstance(one, Glance):
        facts = [(x.name, f"{x.value}{f' ({x.sub})' if x.sub else ''}") for x in one.facts]
        return _points(facts)
    return _wrapped(f"! {one.text}" if isinstance(one, Words) and one.kind == "note" else one.text)


def _points(lines: Iterable[tuple[str, str]]) -> str:
    return "\n".join(_item(f"{head}: {text}" if head else text) for head, text in lines)


def _table(one: Table) -> str:
    rows = [_row(one, row) for row in one.rows[: one.most]]
    left = report_blocks.more(one, one.most, "on the page")
    return "\n".join([*rows, *([left] if left else [])])


def _row(table: Table, row: Row) -> str:
    told = "; ".join(report_blocks.told(table, row))
    below = "".join(f"\n{_wrapped(line, '    ')}" for line in row.below[:1])
    return f"{_item(f'{row.name}: {told}' if told else row.name)}{below}"


def _item(text: str) -> str:
    return _filled(text, "- ", "  ")


def _wrapped(text: str, indent: str = "") -> str:
    return _filled(text, indent, indent)


def _filled(text: str, first: str, others: str) -> str:
    """Lines that part no figure from its unit."""
    told = words.tied(" ".join(text.split()))
    filled = textwrap.fill(
        told, WIDTH, initial_indent=first, subsequent_indent=others, break_on_hyphens=False
    )
    return filled.replace("\N{NO-BREAK SPACE}", " ").replace("\N{WORD JOINER}", "")
