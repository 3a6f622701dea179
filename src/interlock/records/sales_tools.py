"""Sales tools as their pages show them: what there is, what was asked for, and who has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from interlock.records.features_ahead import ToolAhead
from interlock.records.record import Record

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
    while it is open (None where the viewer may not see it; ``band`` says in which third it lies).
    ``may_answer``: it is the viewer's to answer; ``may_end``: to say that it is wanted no more.
    """

    row: Row
    deal_name: str
    amount: float | None
    band: str
    may_answer: bool
    may_end: bool


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


@dataclass(frozen=True)
class Taken:
    """Somebody took a tool for a deal (id): which version, and the file's name, empty where it was
    the link; ``let``: they had it because its owner let them.
    """

    person: str
    deal: str
    edition: str
    file: str
    let: bool
    at: datetime


@dataclass(frozen=True)
class ToolList:
    """The tools that a viewer sees, by name, and what is asked for.

    ``asks`` are open ones, also of no tool yet; ``answered`` the others, the latest first.
    ``needed`` are the features that the deal needs which was asked about, ``may_ask``: the viewer
    asks for tools for it. ``features`` are names by id and ``keys`` ids by key; ``may_add``: the
    viewer adds tools. ``seen`` is the change after which all this was read.
    """

    tools: tuple[ToolSeen, ...]
    asks: tuple[ToolAsk, ...]
    answered: tuple[ToolAsk, ...]
    needed: frozenset[str]
    may_ask: bool
    features: Mapping[str, str]
    keys: Mapping[str, str]
    may_add: bool
    today: date
    currency: str
    seen: int
    simulated: bool

    def named(self, name: str | None) -> ToolSeen | None:
        """The tool of this name."""
        return next((one for one in self.tools if one.name == name), None)


@dataclass(frozen=True)
class ToolPage:
    """One tool: what its list says (``of``), the ``tool`` itself, what was ``asked`` for it and
    answered, its files, who took it, and what it was before. ``hands`` are people who may be let
    have it, ``deals`` names by id.
    """

    of: ToolList
    tool: ToolSeen
    asked: tuple[ToolAsk, ...]
    hands: tuple[str, ...]
    deals: Mapping[str, str]
    files: tuple[KeptFile, ...]
    taken: tuple[Taken, ...]
    record: Record
