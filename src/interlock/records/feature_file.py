"""All that is kept of one feature, one release or one team's queue, as their pages show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from interlock.records.record import Record

Row = Mapping[str, Any]


@dataclass(frozen=True)
class FeatureFile:
    """A feature's record and what hangs on it, as a viewer may see it.

    ``needs``: the deals that need it, open ones first, each with name, owner and outcome of the
    deal. ``changes`` are what the tracker's log says, newest first.
    ``names`` of features that it waits for (``after``) or that wait for it (``before``), by id.
    ``releases`` (id, name) that are open and ``teams`` are what it may be given.
    """

    record: Record
    needs: tuple[Row, ...]
    changes: tuple[Row, ...]
    after: Mapping[str, str]
    before: Mapping[str, str]
    release: str
    releases: tuple[tuple[str, str], ...]
    teams: tuple[str, ...]
    may_change: bool


@dataclass(frozen=True)
class ReleaseFile:
    """A release's record and the features that are meant for it: id, name, team, and the day on
    which each shipped or was dropped.
    """

    record: Record
    features: tuple[Row, ...]
    changes: tuple[Row, ...]
    may_change: bool


@dataclass(frozen=True)
class InQueue:
    """An unfinished feature in a team's queue as it is now."""

    id: str
    name: str
    key: str
    release: str
    due: date | None
    order: int | None


@dataclass(frozen=True)
class Queue:
    """A team's unfinished features, first things first."""

    team: str
    features: tuple[InQueue, ...]

    @property
    def mark(self) -> str:
        """What tells whether the queue is still as somebody saw it."""
        return sha256("\n".join(one.id for one in self.features).encode()).hexdigest()[:16]
