"""All that is kept of one deal, as its page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from interlock.records.measured import DealCallLine, RuleLine
from interlock.records.record import Record

Row = Mapping[str, Any]


@dataclass(frozen=True)
class StageSpan:
    """The deal stood in ``stage`` from ``first`` until ``last``."""

    stage: str
    first: date
    last: date


@dataclass(frozen=True)
class LifeEvent:
    """Something that happened on ``day`` or is due then: ``kind`` is stage, evidence, meeting, step
    or promise. ``state``: done or open of a step; of a promise standing or moved, then kept, late
    or broken, or whether what was promised of others came or did not come.
    """

    day: date
    kind: str
    what: str
    who: str = ""
    state: str = ""


@dataclass(frozen=True)
class Life:
    """A deal on one axis of time: its stages one after the other, and what happened, oldest first.
    ``as_of`` is the day up to which the data tells of it.
    """

    spans: tuple[StageSpan, ...]
    events: tuple[LifeEvent, ...]
    as_of: date


@dataclass(frozen=True)
class RuleState:
    """How a deal stands to a rule: ``state`` is met, missing or not known.

    ``asked``: its stage is the deal's or an earlier one. Evidence was given ``on`` a day, ``by``
    whom and ``what``. ``worth`` is what the company's own past says of the rule.
    """

    rule: str
    name: str
    stage: str
    asks: str
    asked: bool
    state: str
    on: date | None
    by: str
    what: str
    worth: RuleLine | None = None


@dataclass(frozen=True)
class DealCall:
    """What ``by`` said the odds were on a day, beside what Interlock said then."""

    by: str
    level: str
    odds: float
    model_odds: float | None
    said_on: date
    why: str

    @classmethod
    def of(cls, row: Row) -> "DealCall":
        """That of a row of ``deal_calls``."""
        return cls(
            row["by"], row["level"] or "", row["odds"], row["model_odds"], row["said_on"],
            row["why"] or "",
        )  # fmt: skip


@dataclass(frozen=True)
class Hand:
    """What a viewer may do with a deal: tables of it that they ``change``, whether its amount is
    theirs to write, and whether what they said last was typed here, so that it can be taken back.
    """

    changes: frozenset[str]
    amount: bool
    takes_back: bool


@dataclass(frozen=True)
class Choices:
    """What can be chosen when something about a deal is written: stages of its pipeline, owners of
    deals, (id, name) of rules, (id, key, name) of features under way, roles of a buyer's people.
    """

    stages: tuple[str, ...]
    owners: tuple[str, ...]
    rules: tuple[tuple[str, str], ...]
    features: tuple[tuple[str, str, str], ...]
    roles: tuple[str, ...]


@dataclass(frozen=True)
class DealFile:
    """A deal's record and what hangs on it, as a viewer may see it.

    ``tables``: the rows of each table that belong to the deal; ``features`` what those that it
    needs are called. ``calls``: what was said of it in each quarter, newest first, by quarter,
    newest first. ``scores``: how good the odds were of those whose score the viewer sees.
    ``today``: in the company's time zone, never before the day its data was seen on.
    """

    record: Record
    tables: Mapping[str, tuple[Row, ...]]
    features: Mapping[str, str]
    life: Life
    rules: tuple[RuleState, ...]
    calls: Mapping[str, tuple[DealCall, ...]]
    scores: tuple[DealCallLine, ...]
    hand: Hand
    choices: Choices
    today: date


@dataclass(frozen=True)
class Beside:
    """What a list of deals shows of one beside its forecast: for how many days it has been in its
    stage, whether a step of the buyer's is to come, whether it is the viewer's ``own``, and the
    last odds that each person said of it this quarter.
    """

    pipeline: str
    segment: str
    has_next_step: bool
    own: bool
    calls: tuple[DealCall, ...]
