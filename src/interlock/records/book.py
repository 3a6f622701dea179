"""The book: all records as known on a day, as typed tables."""

from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime

import polars as pl

from interlock.records.company import Company
from interlock.records.problems import LeftOut, Source
from interlock.records.tables import TABLES


@dataclass(frozen=True, eq=False)
class Book:
    """Every table of ``records.tables``, the company's settings, and where the records came from.

    ``seen_on`` is the latest day on which anything in the data happened; plans for later days do
    not count. Current values of a row (its stage, its amount) were read on that day unless
    ``changes`` says more. A book never changes, and is equal to itself alone.
    """

    company: Company = field(default_factory=Company)
    seen_on: date = date.min
    deals: pl.DataFrame = field(default_factory=TABLES["deals"].empty)
    changes: pl.DataFrame = field(default_factory=TABLES["changes"].empty)
    rules: pl.DataFrame = field(default_factory=TABLES["rules"].empty)
    evidence: pl.DataFrame = field(default_factory=TABLES["evidence"].empty)
    needs: pl.DataFrame = field(default_factory=TABLES["needs"].empty)
    buyer_steps: pl.DataFrame = field(default_factory=TABLES["buyer_steps"].empty)
    calls: pl.DataFrame = field(default_factory=TABLES["calls"].empty)
    deal_calls: pl.DataFrame = field(default_factory=TABLES["deal_calls"].empty)
    memberships: pl.DataFrame = field(default_factory=TABLES["memberships"].empty)
    targets: pl.DataFrame = field(default_factory=TABLES["targets"].empty)
    features: pl.DataFrame = field(default_factory=TABLES["features"].empty)
    items: pl.DataFrame = field(default_factory=TABLES["items"].empty)
    releases: pl.DataFrame = field(default_factory=TABLES["releases"].empty)
    teams: pl.DataFrame = field(default_factory=TABLES["teams"].empty)
    people: pl.DataFrame = field(default_factory=TABLES["people"].empty)
    meetings: pl.DataFrame = field(default_factory=TABLES["meetings"].empty)
    promises: pl.DataFrame = field(default_factory=TABLES["promises"].empty)
    moves: pl.DataFrame = field(default_factory=TABLES["moves"].empty)
    tools: pl.DataFrame = field(default_factory=TABLES["tools"].empty)
    tool_asks: pl.DataFrame = field(default_factory=TABLES["tool_asks"].empty)
    tool_lets: pl.DataFrame = field(default_factory=TABLES["tool_lets"].empty)
    handover_steps: pl.DataFrame = field(default_factory=TABLES["handover_steps"].empty)
    notes: pl.DataFrame = field(default_factory=TABLES["notes"].empty)
    told: pl.DataFrame = field(default_factory=TABLES["told"].empty)
    risks: pl.DataFrame = field(default_factory=TABLES["risks"].empty)
    dependencies: pl.DataFrame = field(default_factory=TABLES["dependencies"].empty)
    attributes: pl.DataFrame = field(default_factory=TABLES["attributes"].empty)
    sources: tuple[Source, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    def __post_init__(self) -> None:
        for name, table in TABLES.items():
            frame = getattr(self, name)
            if frame.schema != table.schema:
                raise TypeError(f"{name}: {frame.schema} is not {table.schema}")

    def table(self, name: str) -> pl.DataFrame:
        frame: pl.DataFrame = getattr(self, name)
        return frame

    def with_tables(self, **frames: pl.DataFrame) -> "Book":
        return replace(self, **frames)  # type: ignore[arg-type]

    def today(self, now: datetime) -> date:
        """The day it is, in the company's time zone; never before the data was seen on."""
        return max(self.company.day_of(now), self.seen_on)

    @property
    def counts(self) -> dict[str, int]:
        """Rows in each table that has any."""
        rows = {f.name: self.table(f.name).height for f in fields(self) if f.name in TABLES}
        return {name: count for name, count in rows.items() if count}
