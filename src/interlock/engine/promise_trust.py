"""What a promise is worth: how often promises of its maker's side were kept in time."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from interlock.engine import verdicts
from interlock.engine.verdicts import SETTLED
from interlock.records.book import Book
from interlock.records.report import PromiseLine

Floats = np.ndarray[Any, np.dtype[np.float64]]

PRIOR_KEPT, PRIOR_PROMISES = 10.0, 20.0
"""Declared: twenty promises of which half were kept in time."""


def trust(book: Book) -> Mapping[str, float]:
    """For each maker of promises the chance that one is kept in time, by the record of the side
    that it is of: (kept + 10) / (kept + late + broken + withdrawn + 20).

    What could not be kept as its deal was lost does not count.

    ``book`` is as known on the day.
    """
    return by_maker(verdicts.judge(book, as_of=book.seen_on))


def by_maker(judged: Sequence[PromiseLine]) -> Mapping[str, float]:
    """The same from promises that are judged already."""
    count = Counter((line.side, line.verdict) for line in settled(judged))
    return {line.maker: _of_side(count, line.side) for line in judged}


def settled(judged: Iterable[PromiseLine]) -> list[PromiseLine]:
    """Those that say something of their makers."""
    return [line for line in judged if line.verdict in SETTLED and not verdicts.is_excused(line)]


def chance[Count: (float, Floats)](kept: Count, settled: Count) -> Count:
    """(kept + 10) / (settled + 20)."""
    return (kept + PRIOR_KEPT) / (settled + PRIOR_PROMISES)


def _of_side(count: Counter[tuple[str, str]], side: str) -> float:
    return chance(count[side, "kept"], sum(count[side, verdict] for verdict in SETTLED))
