"""Closed deals with attributes and no dates, and what a backtest on them says."""

from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from interlock.records.problems import LeftOut

Skill = Literal["skill", "no skill"]


@dataclass(frozen=True)
class ClosedDeals:
    """Deals that ended. ``attributes`` has a text column each, null where unknown; ``won`` is 1 or
    0; ``rows`` counts the file's data rows from 1.
    """

    attributes: pl.DataFrame
    won: pl.Series
    rows: pl.Series
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True)
class Scores:
    """How good odds were: lower Brier and log loss (nats) are better, higher AUC is."""

    brier: float
    log_loss: float
    auc: float | None


@dataclass(frozen=True)
class Between:
    """A mean and the middle 95 % of its resampled values."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Tried:
    """An attribute and its worth: the log loss (nats a deal) that it saves out of sample."""

    name: str
    taken: bool
    gain: Between
    why: str


@dataclass(frozen=True)
class Driver:
    """A value that goes with winning or losing: its odds against the attribute's average."""

    attribute: str
    value: str
    odds_ratio: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class WinsBacktest:
    """Odds learnt from one table of closed deals, held against the endings of another.

    ``p_won`` has columns row, p_won and won. ``differences`` are ours minus each baseline's, of
    brier and of log_loss; below zero ours is better.
    """

    version: str
    method: str
    seed: int
    n_train: int
    n_test: int
    base_rate: float
    train_rate: float
    scores: Scores
    calibration: tuple[float, float] | None
    baselines: dict[str, Scores]
    differences: dict[str, dict[str, Between]]
    skill: Skill
    attributes: tuple[Tried, ...]
    drivers: tuple[Driver, ...]
    p_won: pl.DataFrame
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = field(default=())
