"""Next Release Problems, and files of them in the public format.

Whole numbers with white space between them, ids from 1: how many levels; of each level how many
items and their costs, ids running on; how many dependencies and each as ``A B``, B needing A; how
many customers and each as ``profit q r1 .. rq``, who pays if all q requests, and all that these
need, are built.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np

from interlock.engine.arrays import Places
from interlock.engine.selection import Groups, Selection

MOST = 1 << 40
"""A number above it is a slip."""

LONGEST = 20
"""Of so many digits at most a number is looked at: longer ones are above ``MOST``."""


class NotAProblem(ValueError):
    """A file that is not in the format: which, where, and what is expected."""


@dataclass(frozen=True)
class Problem:
    """``costs`` (items,), pairs of which the first ``needs`` the second, and of each customer the
    ``profits`` and items ``requested``; items from 0.
    """

    name: str
    costs: Places
    needs: tuple[tuple[int, int], ...]
    profits: Places
    requested: Groups

    def budget(self, ratio: Fraction) -> int:
        """That share of all costs, half a unit rounded up."""
        return math.floor(ratio * int(self.costs.sum()) + Fraction(1, 2))

    def selection(self, budget: int) -> Selection:
        return Selection(
            sizes=self.costs[:, None],
            capacity=np.array([[budget]]),
            worth=self.profits[:, None],
            needs=self.requested,
            waits=self.needs,
        )


def read(path: Path) -> Problem:
    """Raises ``NotAProblem``."""
    try:
        numbers = _Numbers(path.name, path.read_text())
    except (OSError, UnicodeDecodeError) as why:
        raise NotAProblem(f"{path}: cannot be read as text ({why})") from why
    costs = [cost for level in _each(numbers, "levels") for cost in _costs(numbers, level)]
    needs = [_dependency(numbers, at, costs) for at in _each(numbers, "dependencies")]
    customers = [_customer(numbers, at, costs) for at in _each(numbers, "customers")]
    numbers.end()
    return Problem(
        name=path.stem,
        costs=np.array(costs, dtype=np.int64),
        needs=tuple(needs),
        profits=np.array([profit for profit, _ in customers], dtype=np.int64),
        requested=tuple(requested for _, requested in customers),
    )


def _each(numbers: "_Numbers", what: str) -> range:
    """The next so many things, from 1."""
    return range(1, numbers.take(f"how many {what} there are") + 1)


def _costs(numbers: "_Numbers", level: int) -> list[int]:
    count = numbers.take(f"how many items level {level} has")
    return [numbers.take(f"the cost of item {at + 1} of level {level}") for at in range(count)]


def _dependency(numbers: "_Numbers", at: int, costs: list[int]) -> tuple[int, int]:
    """What needs, and what it needs."""
    needed = numbers.item(f"what is needed in dependency {at}", costs)
    return numbers.item(f"what needs it in dependency {at}", costs), needed


def _customer(numbers: "_Numbers", customer: int, costs: list[int]) -> tuple[int, tuple[int, ...]]:
    profit = numbers.take(f"the profit of customer {customer}")
    count = numbers.take(f"how many requests customer {customer} has")
    return profit, tuple(
        numbers.item(f"request {at + 1} of customer {customer}", costs) for at in range(count)
    )


class _Numbers:
    """The numbers of a text one after the other, each known by its line."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.line = 0
        self._words = self._each(text)

    def take(self, what: str, *, least: int = 0, most: int = MOST) -> int:
        """The next number, which says ``what``."""
        word = next(self._words, None)
        if word is None:
            raise NotAProblem(f"{self.name}: ends after line {self.line}, where {what} is expected")
        if not (word.isascii() and word.isdigit() and least <= int(word[:LONGEST]) <= most):
            expected = f"a whole number from {least} to {most}"
            raise NotAProblem(f"{self.name}, line {self.line}: {word!r} is not {what}: {expected}")
        return int(word)

    def item(self, what: str, costs: list[int]) -> int:
        """The next number as an item from 0."""
        return self.take(what, least=1, most=len(costs)) - 1

    def end(self) -> None:
        word = next(self._words, None)
        if word is not None:
            where = f"{self.name}, line {self.line}"
            raise NotAProblem(f"{where}: {word!r} follows the last customer, where the file ends")

    def _each(self, text: str) -> Iterator[str]:
        for self.line, line in enumerate(text.splitlines(), start=1):
            yield from line.split()
