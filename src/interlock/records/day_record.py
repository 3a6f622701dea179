"""How days that were said came out, by side: the ledger of both, scored alike."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from interlock.records.backtest import Reliability
from interlock.records.birth import Birth

INTERLOCK = "Interlock"
"""As whose its own forecasts stand beside what both sides said."""


@dataclass(frozen=True)
class DayLine:
    """Days of one ``side`` and ``kind``: how many ``things`` they were said of and ``days`` of them
    are settled. A thing counts once, shared by its days.

    ``met``: the share done by its day, ``low`` to ``high`` its 95 % interval; ``first_met`` that of
    the days said first. ``forecast``: mean odds, ``brier`` their score and ``base`` that of the
    share met before of the same kind and horizon; ``skill`` = 1 - brier / base. ``slip_weeks``: the
    median from a missed day until it was done; ``moves`` of a thing on average; ``notice_weeks``:
    how long before a missed day another one was said, in the middle, 0 where nothing was.
    ``base_met``: the share that was met before of the same kind and horizon; ``shrunk_met`` and
    ``shrunk_skill``: ``met`` drawn towards it, and ``skill`` towards none, as far as so few things
    say little. None in all of them where there are too few things.
    """

    side: str
    kind: str
    things: int
    days: int
    met: float | None = None
    low: float | None = None
    high: float | None = None
    first_met: float | None = None
    forecast: float | None = None
    brier: float | None = None
    base: float | None = None
    skill: float | None = None
    slip_weeks: float | None = None
    moves: float | None = None
    notice_weeks: float | None = None
    base_met: float | None = None
    shrunk_met: float | None = None
    shrunk_skill: float | None = None


@dataclass(frozen=True)
class SideLine:
    """All settled ``days`` of a side, said of so many ``things``, on one scale: the reliability of
    their odds, None with too few (``missing`` days are wanting), and the (slope, intercept) of
    their calibration.
    """

    side: str
    reliability: Reliability | None
    calibration: tuple[float, float] | None
    things: int = 0
    days: int = 0
    missing: int = 0


@dataclass(frozen=True)
class ConfidenceLine:
    """Things that a ``side`` said with one chance, ``said`` (``level``: what the company calls it,
    empty without a name): how many are settled, the share ``met`` by the day said first, and its
    95 % interval; None with too few.
    """

    side: str
    level: str
    said: float
    things: int
    met: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class UnreadConfidence:
    """A confidence that is neither a level of the company's nor a per cent: how many ``promises``
    were given with it.
    """

    text: str
    promises: int


@dataclass(frozen=True)
class OwnRecord:
    """What came of the days that one person said, by kind and by confidence; ``fewest`` things,
    below which nothing is said.
    """

    name: str
    lines: tuple[DayLine, ...]
    confidences: tuple[ConfidenceLine, ...]
    fewest: int


@dataclass(frozen=True)
class SeenRecord:
    """The record as somebody may see it: of ``record`` no person's name but theirs and of those
    who share; their ``own``, None where they said no day; lines that others share with them, by
    name, with no figure under ``fewest`` things. ``shares``: whether they share theirs; ``rule`` of
    the company: alone or shared.
    """

    record: "DayRecord"
    own: OwnRecord | None
    shared: tuple[DayLine, ...]
    fewest: int
    shares: bool
    rule: str


@dataclass(frozen=True)
class DayRecord:
    """Both sides' days: by kind, by team, and each side as one. ``own``: what Interlock said of the
    same days, scored alike; among ``sides`` and ``confidences`` its side is ``INTERLOCK``.
    ``days``: every row, with ``p_met`` (odds by what was known before it was said), ``base_rate``,
    ``met``, null where not settled, Interlock's odds ``p_own``, and ``sure_by``, the day by which
    it gave 8 of 10 that a feature ships.
    """

    company: str
    simulated: bool
    as_of: date
    lines: tuple[DayLine, ...]
    teams: tuple[DayLine, ...]
    own: tuple[DayLine, ...]
    sides: tuple[SideLine, ...]
    confidences: tuple[ConfidenceLine, ...]
    unread: tuple[UnreadConfidence, ...]
    fewest: int
    days: pl.DataFrame
    birth: Birth
