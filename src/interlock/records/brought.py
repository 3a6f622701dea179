"""Files that somebody brings: what was recognised, what is wrong, what they would change."""

from dataclasses import dataclass

from interlock.records.problems import LeftOut
from interlock.records.revision import TableChange

LOOK, APPLY = "look", "apply"
WAITS, WORKS, FAILED, DIED = "waits", "works", "failed", "died"


@dataclass(frozen=True)
class Underway:
    """What is being done with the files (look or apply), whether it waits for a worker, is worked
    at, failed or died with its worker, at which ``step`` it is or ``why`` it failed, and for how
    many seconds it has been asked for.
    """

    what: str
    state: str
    step: str = ""
    why: str = ""
    seconds: float = 0.0

    @property
    def goes_on(self) -> bool:
        return self.state in (WAITS, WORKS)


@dataclass(frozen=True)
class FileLooked:
    """A file that was recognised: as what and why, into which tables, how many rows; headers that
    were read, kept as attributes, and ignored.
    """

    file: str
    kind: str
    why: str
    tables: tuple[str, ...]
    rows: int
    read: tuple[str, ...]
    kept: tuple[str, ...]
    ignored: tuple[str, ...]


@dataclass(frozen=True)
class UnknownFile:
    """A file that nothing recognises, why, and the table that it may hold, if any."""

    file: str
    why: str
    table: str = ""


@dataclass(frozen=True)
class ProblemGroup:
    """Problems that are alike: what, what is allowed, what to do, how many, and the first lines
    with what stands there.
    """

    file: str
    column: str
    what: str
    allowed: str
    remedy: str
    count: int
    first: tuple[tuple[int | None, str | None], ...]

    @property
    def more(self) -> int:
        """How many are not among the first."""
        return self.count - len(self.first)


@dataclass(frozen=True)
class Looked:
    """What files hold beside the book after the revision ``seen``, and what they would change.

    ``problems`` counts every problem and ``rows_left_out`` the rows that they keep out; ``missing``
    are the files (name, kind) of earlier times of whose kind none came; values within ``changes``
    are in words; ``mapped`` are the tables of files whose mapping is to be kept; ``prepared`` is
    whether it can be taken in.
    """

    seen: int
    files: tuple[FileLooked, ...]
    unknown: tuple[UnknownFile, ...] = ()
    groups: tuple[ProblemGroup, ...] = ()
    problems: int = 0
    rows_left_out: int = 0
    missing: tuple[tuple[str, str], ...] = ()
    changes: tuple[TableChange, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    doubts: tuple[str, ...] = ()
    mapped: tuple[str, ...] = ()
    prepared: bool = False
