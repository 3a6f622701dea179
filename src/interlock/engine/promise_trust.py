"""What a promise is worth: how often promises of its maker's side were kept in time."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from interlock.engine import verdicts
from interlock.engine.verdicts import Judged
from interlock.records.book import Book

Floats = np.ndarray[Any, np.dtype[np.float64]]

PRIOR_KEPT, PRIOR_PROMISES = 10.0, 20.0
"""Declared: twenty promises of which half were kept in time."""

SETTLED = ("kept", "late", "broken")


def trust(book: Book) -> Mapping[str, float]:
    """For each maker of promises the chance that one is kept in time, by the record of the side
    that it is of: (kept + 10) / (kept + late + broken + 20).

    ``book`` is as known on the day.
    """
    return by_maker(verdicts.judge(book, as_of=book.seen_on))


def by_maker(judged: Iterable[Judged]) -> Mapping[str, float]:
    """The same from promises that are judged already."""
    lines = [entry.line for entry in judged]
    settled = Counter((line.side, line.verdict) for line in lines if line.verdict in SETTLED)
    return {line.maker: _of_side(settled, line.side) for line in lines}


def chance[Count: (float, Floats)](kept: Count, settled: Count) -> Count:
    """(kept + 10) / (settled + 20)."""
    return (kept + PRIOR_KEPT) / (settled + PRIOR_PROMISES)


def _of_side(settled: Counter[tuple[str, str]], side: str) -> float:
    return chance(settled[side, "kept"], sum(settled[side, verdict] for verdict in SETTLED))
