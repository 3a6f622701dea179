"""What a buyer was told of a feature they wait for, and whether that still holds."""

from dataclasses import dataclass
from datetime import date

HOLDS, LATER, DROPPED, MOVED, UNTOLD, NO_DAY, UNKNOWN, SHIPPED = (
    "holds", "later", "dropped", "moved", "untold", "no day", "unknown", "shipped",
)  # fmt: skip
TO_TELL = (DROPPED, LATER, MOVED)
"""States in which somebody has to tell the buyer, the gravest first."""


@dataclass(frozen=True)
class Telling:
    """How a deal's buyer stands to a feature. They were told ``on`` a day, ``by`` whom, that it
    ships by ``due``; each None where they were not, or without a day. ``strength``: how much hangs
    on it.

    ``state``: ``holds``; ``later``, it now ships by ``now`` in 8 of 10 cases, which is after what
    they were told (None: later than can be said); ``dropped`` since, on ``since``; ``moved``, never
    told though its stated dates moved on ``since``; ``untold``, never told and nothing moved;
    ``no day``, told without one; ``unknown``, no forecast says a day; ``shipped``.
    """

    deal: str
    deal_name: str
    account: str
    feature: str
    feature_name: str
    strength: str
    state: str
    on: date | None
    by: str
    due: date | None
    what: str
    now: date | None
    since: date | None = None

    @property
    def is_to_tell(self) -> bool:
        return self.state in TO_TELL
