"""How days that were said came out, by side: the ledger of both, scored alike."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from interlock.records.backtest import Reliability
from interlock.records.birth import Birth


@dataclass(frozen=True)
class DayLine:
    """Days of one ``side`` and ``kind``: how many ``things`` they were said of and ``days`` of them
    are settled. A thing counts once, shared by its days.

    ``met``: the share done by its day, ``low`` to ``high`` its 95 % interval; ``first_met`` that of
    the days said first. ``forecast``: mean odds, ``brier`` their score and ``base`` that of the
    share met before of the same kind and horizon; ``skill`` = 1 - brier / base. ``slip_weeks``: the
    median from a missed day until it was done; ``moves`` of a thing on average; ``notice_weeks``:
    how long before a missed day another one was said, in the middle, 0 where nothing was. None in
    all of them where there are too few things.
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


@dataclass(frozen=True)
class SideLine:
    """All days of a side on one scale: the reliability of their odds, None with too few, and the
    (slope, intercept) of their calibration.
    """

    side: str
    reliability: Reliability | None
    calibration: tuple[float, float] | None


@dataclass(frozen=True)
class DayRecord:
    """Both sides' days: by kind, by team, and each side as one. ``days``: every row, with ``p_met``
    (odds by what was known before it was said), ``base_rate`` and ``met``, null where not settled.
    """

    company: str
    simulated: bool
    as_of: date
    lines: tuple[DayLine, ...]
    teams: tuple[DayLine, ...]
    sides: tuple[SideLine, ...]
    fewest: int
    days: pl.DataFrame
    birth: Birth
