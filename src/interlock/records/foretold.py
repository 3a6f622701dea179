"""A remark on a closed week, read later: whether what it foretold came."""

from dataclasses import dataclass
from datetime import date, datetime

from interlock.records.weeks_apart import Ended

CAME, NOT, OPEN = "came true", "did not come true", "open"
SAID = {"yes": CAME, "no": NOT}
"""What its author says of a remark that names no deal or feature -> its verdict."""


@dataclass(frozen=True)
class Remark:
    """A remark as whoever looks may read it. One that foretells something says by which day
    (``comes_by``) and, where it names one, of which deal or feature (``kind``, ``id``, ``called``):
    then the record that ``ended`` it decides; else its author does, if it ``is_mine`` to say.
    ``verdict`` is empty of one that foretells nothing.
    """

    note: str
    by: str
    at: datetime
    text: str
    comes_by: date | None
    kind: str
    id: str
    called: str
    ended: Ended | None
    verdict: str
    is_mine: bool
