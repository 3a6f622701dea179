"""What a promise is worth: how often promises of its maker's side were kept in time."""

from collections import Counter
from collections.abc import Mapping

from interlock.engine import verdicts
from interlock.engine.verdicts import SETTLED
from interlock.records.book import Book

PRIOR_KEPT, PRIOR_PROMISES = 10.0, 20.0
"""Declared: twenty promises of which half were kept in time."""


def trust(book: Book) -> Mapping[str, float]:
    """For each maker of promises the chance that one is kept in time, by the record of the side
    that it is of: (kept + 10) / (kept + late + broken + withdrawn + 20).

    What could not be kept as its deal was lost does not count.

    ``book`` is as known on the day.
    """
    judged = verdicts.judge(book, as_of=book.seen_on)
    settled = Counter(
        (line.side, line.verdict)
        for line in judged
        if line.verdict in SETTLED and not verdicts.is_excused(line)
    )
    return {line.maker: _chance(settled, line.side) for line in judged}


def _chance(settled: Counter[tuple[str, str]], side: str) -> float:
    of = sum(settled[side, verdict] for verdict in SETTLED)
    return (settled[side, "kept"] + PRIOR_KEPT) / (of + PRIOR_PROMISES)
