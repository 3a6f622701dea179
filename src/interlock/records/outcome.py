"""An outcome that the book keeps, as a list of them says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class Kept:
    """A forecast or report that was made ``at`` a moment of the book after a revision: its kind,
    what was ``asked``, and the day and seed it was born with.
    """

    number: int
    at: datetime
    kind: str
    asked: Mapping[str, str]
    revision: int
    as_of: date
    seed: int


def of_report(reader: str, *, as_of: date | None = None) -> dict[str, Any]:
    """What is asked for a reader's report, as the command line asks it."""
    return {"reader": reader, "as_of": as_of, "seed": 1}


@dataclass(frozen=True)
class Progress:
    """How far the making of an outcome is: since when, at which ``step``, or why it ``failed``."""

    begun: datetime
    step: str
    failed: str


@dataclass(frozen=True)
class Standing:
    """An outcome of the book as it is (``is_current``), else the last one before, if there is any,
    and how far the next is; None while nobody works it out.
    """

    made: Any
    is_current: bool
    progress: Progress | None = None
