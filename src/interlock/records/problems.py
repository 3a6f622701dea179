"""What is wrong with a file, said so that a reader can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing wrong, with where it stands and what to do about it.

    ``line`` is the true line of the file, counted from 1 with the header and with line ends inside
    quotes; None when the problem concerns the whole file. ``row_left_out`` says whether the row was
    not taken.
    """

    file: str
    what: str
    line: int | None = None
    column: str | None = None
    value: str | None = None
    allowed: str = ""
    remedy: str = ""
    row_left_out: bool = False


@dataclass(frozen=True)
class LeftOut:
    """Records that were not used, how many, and why."""

    table: str
    count: int
    why: str


@dataclass(frozen=True)
class Source:
    """A file that was read, as what, and how sure that reading is.

    ``columns_unread`` are headers that no table took; ``rows`` counts the rows that were taken.
    """

    file: str
    kind: str
    tables: tuple[str, ...]
    rows: int
    why: str
    columns_unread: tuple[str, ...] = ()
