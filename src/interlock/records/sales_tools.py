"""Sales tools as their pages show them: what there is, what was asked for, and who has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from interlock.records.features_ahead import ToolAhead

Row = Mapping[str, Any]


@dataclass(frozen=True)
class KeptFile:
    """A file of a tool: which version of the tool it is, what it is called, its bytes counted."""

    edition: str
    name: str
    size: int
    sha256: str
    by: str
    at: datetime


@dataclass(frozen=True)
class ShownFeature:
    """A feature that a tool shows: when it shipped or was dropped, else the day by which it ships
    in 8 of 10 cases.
    """

    id: str
    name: str
    shipped_on: date | None
    dropped_on: date | None
    p80_on: date | None


@dataclass(frozen=True)
class ToolAsk:
    """Somebody asked for a tool: ``row`` of ``tool_asks``, what its deal is called, and its amount
    (None where the viewer may not see it; ``band`` says in which third it lies).
    """

    row: Row
    deal_name: str
    amount: float | None
    band: str


@dataclass(frozen=True)
class ToolSeen:
    """A tool as a viewer sees it: its ``row`` (without its link where they may not take it), what
    it shows, when it will be ready, its newest file, why they may take it (``taken_as``, as
    `tool_rights`), whether they change it, its open asks, and who is let have it.
    """

    row: Row
    shows: tuple[ShownFeature, ...]
    ahead: ToolAhead | None
    file: KeptFile | None
    taken_as: str
    makes: bool
    asks: tuple[ToolAsk, ...]
    lets: tuple[Row, ...]

    @property
    def name(self) -> str:
        name: str = self.row["name"]
        return name
