"""An outcome that the book keeps, as a list of them says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime


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
