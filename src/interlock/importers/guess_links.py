"""Which column of one file holds ids of another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from interlock.importers.guess_names import HINTS
from interlock.importers.guess_text import tokens
from interlock.importers.guess_values import without_nulls
from interlock.importers.table import Rows

LEAST_SHARE = 0.6
LEAST_IDS = 3


@dataclass(frozen=True)
class Ids:
    """The ids of one file: the table it holds, the header, and the values."""

    file: str
    table: str
    header: str
    values: frozenset[str]


@dataclass(frozen=True)
class Refers:
    """A column whose values are ids of another file, and the share of its values that are."""

    file: str
    header: str
    to: Ids
    share: float

    @property
    def said(self) -> str:
        return (
            f"{self.share:.0%} of the values under {self.header!r} of {self.file} are ids of "
            f"{self.to.file} ({self.to.header!r})"
        )


def refers(rows: Rows, headers: Sequence[str], ids: Sequence[Ids]) -> list[Refers]:
    """The columns of one file that hold ids of others; of several the likest."""
    found = []
    for header in headers:
        column = rows.column(header)
        known = without_nulls(column).drop_nulls().unique() if column is not None else pl.Series()
        shares = [
            (float(known.is_in(list(one.values)).mean() or 0.0), one)  # type: ignore[arg-type]
            for one in ids
            if one.file != rows.file and len(known) and _may_name(header, one)
        ]
        best = max(shares, key=lambda pair: pair[0], default=None)
        if best and best[0] >= LEAST_SHARE and len(known) >= LEAST_IDS:
            found.append(Refers(rows.file, header, best[1], best[0]))
    return found


def _may_name(header: str, ids: Ids) -> bool:
    """Plain numbers are found in many columns: then the header must speak of ids too."""
    if not all(value.isdigit() for value in list(ids.values)[:20]):
        return True
    return bool({"id", "key", *HINTS.get(ids.table, ())} & set(tokens(header)))


def by_header(found: Sequence[Refers]) -> Mapping[str, str]:
    return {one.header: one.to.table for one in found}
