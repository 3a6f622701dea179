"""A deal as the story tells it: every save, what it needs, when somebody last touched it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from world import names
from world.delivery import FIRST_WEEK, Feature


@dataclass(frozen=True)
class Moment:
    """A deal as saved at one moment."""

    at: datetime
    stage: str
    amount: float
    close: date
    category: str


@dataclass
class Need:
    feature: Feature
    strength: str
    on: date
    wanted_by: date | None


@dataclass
class Deal:
    number: int
    account: int
    rep: int
    segment: str
    kind: str
    created: datetime
    moments: list[Moment] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    pushes: list[date] = field(default_factory=list)
    touched: date = FIRST_WEEK
    stale: bool = False

    @cached_property
    def id(self) -> str:
        return names.salesforce_id("006", 4_000_000 + self.number)

    @property
    def name(self) -> str:
        what = {
            "New Business": "platform",
            "Existing Business": "more sites",
            "Renewal": "renewal",
        }[self.kind]
        return f"{names.account(self.account)} – {what} {self.created.year}-{self.number % 997:03d}"

    def on(self, day: date) -> Moment | None:
        """How it stood at the end of a day."""
        known = [m for m in self.moments if m.at.date() <= day]
        return known[-1] if known else None

    @property
    def closed(self) -> bool:
        return self.moments[-1].stage.startswith("Closed")
