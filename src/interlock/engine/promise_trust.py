"""What a promise is worth: how often promises of its maker's side were kept in time."""

from collections import Counter
from collections.abc import Mapping

from interlock.engine import verdicts
from interlock.records.book import Book

PRIOR_KEPT, PRIOR_PROMISES = 10.0, 20.0
"""Declared: twenty promises of which half were kept in time."""

SETTLED = ("kept", "late", "broken")


def trust(book: Book) -> Mapping[str, float]:
    """For each maker of promises the chance that one is kept in time, by the record of the side
    that it is of: (kept + 10) / (kept + late + broken + 20).

    ``book`` is as known on the day.
    """
    judged = verdicts.judge(book, as_of=book.seen_on)
    settled = Counter(
        (entry.line.side, entry.line.verdict) for entry in judged if entry.line.verdict in SETTLED
    )
    return {entry.line.maker: _chance(settled, entry.line.side) for entry in judged}


def _chance(settled: Counter[tuple[str, str]], side: str) -> float:
    of = sum(settled[side, verdict] for verdict in SETTLED)
    return (settled[side, "kept"] + PRIOR_KEPT) / (of + PRIOR_PROMISES)
