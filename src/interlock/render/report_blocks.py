"""What a report is made of in any form that is read from top to bottom: paper, mail, Markdown.

Words are plain text: each form writes them in its own way.
"""

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from markupsafe import Markup

from interlock.render import words

_SAYS = re.compile(r"<(title|desc)>(.*?)</", re.DOTALL)


@dataclass(frozen=True)
class Picture:
    """A drawing with its name, and in words what it shows."""

    svg: Markup
    name: str = ""
    about: str = ""
    caption: str = ""

    @property
    def said(self) -> str:
        """All of it in words; nothing for decoration, whose numbers stand beside it."""
        return ": ".join(part for part in (self.name, self.about) if part)


@dataclass(frozen=True)
class Pictures:
    """Drawings in the running text: ``wide`` each over the whole width, else two beside each
    other.
    """

    pictures: tuple[Picture, ...]
    wide: bool = True


@dataclass(frozen=True)
class Words:
    """A paragraph; ``kind`` is plain, lead, quiet, legend (how to read a drawing) or note (to
    be read with care).
    """

    text: str
    kind: str = "plain"


@dataclass(frozen=True)
class Points:
    """A list of things said, each with its first words set apart."""

    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Fact:
    """A figure with its name, and more of it in small."""

    name: str
    value: str
    sub: str = ""


@dataclass(frozen=True)
class Glance:
    """The week's one figure with what it is, the facts beside it, and the picture."""

    figure: str
    under: str
    was: str
    facts: tuple[Fact, ...]
    picture: Picture | None


@dataclass(frozen=True)
class Cell:
    """A value, more of it in small below, and a drawing where there is one."""

    text: str = ""
    sub: str = ""
    picture: Picture | None = None


@dataclass(frozen=True)
class Column:
    """``brief``: how its values are said where there is no room for a table, as "due {}"; nothing
    where they are not. ``share`` is that of the width, 0 for the usual one.
    """

    name: str
    brief: str = ""
    is_number: bool = False
    share: float = 0.0


@dataclass(frozen=True)
class Row:
    """``below`` is said under the row over its whole width; ``is_level`` sets a total apart."""

    name: str
    sub: str = ""
    cells: tuple[Cell, ...] = ()
    below: tuple[str, ...] = ()
    is_level: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of one kind; ``first`` heads their names. Forms without room show ``most`` of them."""

    first: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    noun: str
    most: int = 5
    share: float = 2.0


@dataclass(frozen=True)
class Part:
    """Blocks under a heading of their own within a section; ``of`` says of how many, ``brief``
    whether it stands in a letter too.
    """

    title: str
    blocks: tuple[Any, ...]
    of: str = ""
    brief: bool = True


@dataclass(frozen=True)
class Section:
    """A section of the report."""

    id: str
    title: str
    blocks: tuple[Any, ...] = field(default=())
    of: str = ""


def drawing(drawn: Markup, caption: str = "") -> Picture:
    """A drawing with the name and the words that it brings itself."""
    found = {name: unescape(text) for name, text in _SAYS.findall(drawn)}
    return Picture(drawn, found.get("title", ""), found.get("desc", ""), caption)


def table(
    first: str,
    columns: list[tuple[Column, list[Cell]]],
    rows: list[Row],
    *,
    noun: str,
    most: int = 5,
    share: float = 2.0,
) -> Table:
    """A table of the columns that hold anything: a column of nothing is not drawn."""
    kept = [(column, cells) for column, cells in columns if any(map(_is_any, cells))]
    filled = [
        Row(row.name, row.sub, tuple(cells[at] for _, cells in kept), row.below, row.is_level)
        for at, row in enumerate(rows)
    ]
    return Table(first, tuple(c for c, _ in kept), tuple(filled), noun, most, share)


def told(table: Table, row: Row) -> list[str]:
    """What a row says where there is no room for a table: its brief columns in words."""
    return [
        column.brief.format(f"{cell.text} ({cell.sub})" if cell.sub else cell.text)
        for column, cell in zip(table.columns, row.cells, strict=True)
        if column.brief and cell.text
    ]


def more(table: Table, most: int, where: str) -> str:
    """And 12 more deals on the page; nothing where all rows are shown."""
    left = len(table.rows) - most
    return f"And {words.count(left, f'more {table.noun}')} {where}." if left > 0 else ""


def _is_any(cell: Cell) -> bool:
    return bool(cell.text or cell.sub or cell.picture)
