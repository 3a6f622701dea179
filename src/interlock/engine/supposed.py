"""What is supposed so far: the records as they would be, and what they do not say."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import polars as pl

from interlock.engine import releases, replanned, work
from interlock.engine.releases import Delivery, ShipDates
from interlock.engine.replanned import Part
from interlock.records.book import Book


@dataclass(frozen=True)
class Supposed:
    """The ``book`` with changes made that nobody has made yet, over the delivery that it began
    ``of``; ``parts`` of split features and ``delays`` in weeks; each change ``told`` in words, with
    the ``notes`` that a reader must know.
    """

    of: Delivery
    book: Book
    parts: Mapping[str, Part] = field(default_factory=dict)
    delays: Mapping[str, float] = field(default_factory=dict)
    told: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def as_of(self) -> date:
        return self.of.as_of

    @cached_property
    def delivery(self) -> Delivery:
        return replanned.replanned(self.of, self.book, self.parts).delayed(self.delays)

    def in_draws(self, most: int) -> Delivery:
        """The delivery in so many of its draws at most."""
        few = self.of.first(min(most, self.of.draws))
        return replanned.replanned(few, self.book, self.parts).delayed(self.delays)

    @property
    def is_shipped_alike(self) -> bool:
        """Whether nothing was changed that says when features ship."""
        return not self.parts and not self.delays and replanned.is_alike(self.of.book, self.book)

    @cached_property
    def ship(self) -> ShipDates:
        return releases.ship(self.delivery)

    def tell(self, words: str, *notes: str) -> "Supposed":
        """With one more change in words."""
        return replace(self, told=(*self.told, words), notes=(*self.notes, *notes))

    def with_tables(self, **frames: pl.DataFrame) -> "Supposed":
        return replace(self, book=self.book.with_tables(**frames))

    def with_values(self, table: str, row: str, **values: pl.Expr) -> "Supposed":
        """With other values in the row of that id."""
        frame = self.book.table(table)
        here = pl.col("id") == row
        changed = [
            pl.when(here).then(value).otherwise(name).cast(frame.schema[name]).alias(name)
            for name, value in values.items()
        ]
        return self.with_tables(**{table: frame.with_columns(changed)})

    def queue(self) -> list[str]:
        """All unfinished features in the order of the queues."""
        return work.open_features(self.book)["id"].to_list()

    def in_order(self, queue: list[str]) -> "Supposed":
        """With the unfinished features in this order."""
        features = self.book.features
        place = pl.DataFrame(
            {"id": queue, "_at": range(1, len(queue) + 1)},
            schema={"id": pl.String, "_at": features.schema["order"]},
        )
        placed = features.join(place, on="id", how="left", maintain_order="left")
        return self.with_tables(
            features=placed.with_columns(order=pl.coalesce("_at", "order")).drop("_at")
        )
