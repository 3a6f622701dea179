"""The archive of weekly reports as data: what each closed week said, and what came of it."""

from dataclasses import dataclass
from datetime import date

from interlock.records.report import Closed, Range, Reader


@dataclass(frozen=True)
class QuarterSaid:
    """What a report said of its quarter; money is None for a reader who sees none."""

    label: str
    first: date
    last: date
    forecast: Range | None
    wins: Range
    target: float | None
    p_target: float | None


@dataclass(frozen=True)
class Came:
    """What a quarter brought by the newest data: all of it, where it ``is_over``. The sum of
    ``closed`` is of the amounts that the viewer sees, in the ``currency`` that the company has now;
    a report of before may speak in another.
    """

    closed: Closed
    is_over: bool
    currency: str


@dataclass(frozen=True)
class WeekLine:
    """A closed week as its report for a reader has it: what that ``says`` in one line, and all its
    ``words``.
    """

    day: date
    as_of: date
    reader: Reader
    currency: str
    simulated: bool
    says: str
    quarter: QuarterSaid | None
    words: str


@dataclass(frozen=True)
class UnreadLine:
    """A closed week whose report this version cannot read, and why."""

    day: date
    why: str


@dataclass(frozen=True)
class Archive:
    """``every`` closed week for one reader, newest first; quarter -> what it brought; day -> how
    many ``remarks`` on it the viewer may read, and their words in lower case.
    """

    every: tuple[WeekLine | UnreadLine, ...]
    came: dict[str, Came]
    remarks: dict[date, int]
    remarked: dict[date, str]

    @property
    def lines(self) -> tuple[WeekLine, ...]:
        """Those that can be read."""
        return tuple(one for one in self.every if isinstance(one, WeekLine))
