"""What is wrong with a file, said so that a reader can mend it."""

from dataclasses import dataclass

OWN = "our own table"
"""The kind of a file that somebody wrote by hand: a CSV with the columns of one of our tables."""


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

    ``columns_unread`` are headers that no table took, ``columns_read`` the others; ``rows`` counts
    the rows that were taken. ``follows`` is the series that a mapped file belongs to.
    """

    file: str
    kind: str
    tables: tuple[str, ...]
    rows: int
    why: str
    columns_unread: tuple[str, ...] = ()
    columns_read: tuple[str, ...] = ()
    follows: str = ""

    @property
    def headers(self) -> tuple[str, ...]:
        """All headers of the file."""
        return (*self.columns_read, *self.columns_unread)

    @property
    def series(self) -> str:
        """Files of one series follow each other: the later takes the place of the earlier. Our own
        tables are told apart by what they hold, files that are mapped by what they are without a
        mapping, else by their headers where these are said.
        """
        own = f"{self.kind} {self.tables[0]}" if self.kind == OWN and self.tables else self.kind
        return self.follows or own
