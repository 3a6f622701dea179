"""The book: all records as known on a day, as typed tables."""

from dataclasses import dataclass, field, fields, replace
from datetime import date

import polars as pl

from interlock.records import tables
from interlock.records.company import Company
from interlock.records.problems import LeftOut, Source


@dataclass(frozen=True, eq=False)
class Book:
    """Every table of ``records.tables``, the company's settings, and where the records came from.

    ``seen_on`` is the latest day on which anything in the data happened; plans for later days do
    not count. Current values of a row (its stage, its amount) were read on that day unless
    ``changes`` says more. A book never changes, and is equal to itself alone.
    """

    company: Company = field(default_factory=Company)
    seen_on: date = date.min
    deals: pl.DataFrame = field(default_factory=tables.DEALS.empty)
    changes: pl.DataFrame = field(default_factory=tables.CHANGES.empty)
    rules: pl.DataFrame = field(default_factory=tables.RULES.empty)
    evidence: pl.DataFrame = field(default_factory=tables.EVIDENCE.empty)
    needs: pl.DataFrame = field(default_factory=tables.NEEDS.empty)
    buyer_steps: pl.DataFrame = field(default_factory=tables.BUYER_STEPS.empty)
    calls: pl.DataFrame = field(default_factory=tables.CALLS.empty)
    deal_calls: pl.DataFrame = field(default_factory=tables.DEAL_CALLS.empty)
    memberships: pl.DataFrame = field(default_factory=tables.MEMBERSHIPS.empty)
    targets: pl.DataFrame = field(default_factory=tables.TARGETS.empty)
    features: pl.DataFrame = field(default_factory=tables.FEATURES.empty)
    items: pl.DataFrame = field(default_factory=tables.ITEMS.empty)
    releases: pl.DataFrame = field(default_factory=tables.RELEASES.empty)
    teams: pl.DataFrame = field(default_factory=tables.TEAMS.empty)
    people: pl.DataFrame = field(default_factory=tables.PEOPLE.empty)
    meetings: pl.DataFrame = field(default_factory=tables.MEETINGS.empty)
    promises: pl.DataFrame = field(default_factory=tables.PROMISES.empty)
    tools: pl.DataFrame = field(default_factory=tables.TOOLS.empty)
    notes: pl.DataFrame = field(default_factory=tables.NOTES.empty)
    told: pl.DataFrame = field(default_factory=tables.TOLD.empty)
    risks: pl.DataFrame = field(default_factory=tables.RISKS.empty)
    dependencies: pl.DataFrame = field(default_factory=tables.DEPENDENCIES.empty)
    attributes: pl.DataFrame = field(default_factory=tables.ATTRIBUTES.empty)
    sources: tuple[Source, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    def __post_init__(self) -> None:
        for name, table in tables.TABLES.items():
            frame = getattr(self, name)
            if frame.schema != table.schema:
                raise TypeError(f"{name}: {frame.schema} is not {table.schema}")

    def table(self, name: str) -> pl.DataFrame:
        frame: pl.DataFrame = getattr(self, name)
        return frame

    def with_tables(self, **frames: pl.DataFrame) -> "Book":
        return replace(self, **frames)  # type: ignore[arg-type]

    @property
    def counts(self) -> dict[str, int]:
        """Rows in each table that has any."""
        rows = {f.name: self.table(f.name).height for f in fields(self) if f.name in tables.TABLES}
        return {name: count for name, count in rows.items() if count}
