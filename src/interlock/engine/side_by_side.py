"""Work on several cores, cut so that results have the same bits on any number of them."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache


def in_parts[Found](
    work: Callable[[int, int], Found], count: int, *, least: int, most: int
) -> list[Found]:
    """``work(first, end)`` on consecutive stretches of ``count``, side by side, in order.

    The stretches depend on ``count`` alone: ``most`` of them, each of at least ``least``.
    """
    parts = max(1, min(most, count // least))
    edges = [count * part // parts for part in range(parts + 1)]
    return list(_pool().map(work, edges[:-1], edges[1:]))


def each[One, Found](work: Callable[[One], Found], ones: Iterable[One]) -> list[Found]:
    """``work`` on each of ``ones``, side by side, in their order."""
    return list(_pool().map(work, ones))


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(os.cpu_count())
