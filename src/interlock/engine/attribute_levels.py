"""Attributes as levels: what columns of text become for a model, learnt from past deals alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import polars as pl

UNKNOWN = "unknown"
"""An empty cell says so; it is a level like any other."""

UNSEEN = -1
"""The level of a value that past deals do not have: it counts as the average one."""

FEW_SEEN = 2
"""A value of fewer past deals than this is as good as unseen."""

MOST_LEVELS = 60
"""Only the most frequent values of an attribute are told apart."""

BINS = 5
MOST_WORDS = 8
"""A column of numbers with more different ones than this is cut into bins of like size."""

ALL_NUMBERS = 0.98
"""A column is one of numbers when this share of its values can be read as one."""

TOLD_APART = 0.5
"""So large a share of different deals makes identical ones a surprise."""

Codes = np.ndarray[tuple[int, int], np.dtype[np.int64]]
"""The level of each deal in each attribute, or UNSEEN: (deals, attributes)."""


@dataclass(frozen=True)
class Attribute:
    """An attribute's levels. Numbers have ``cuts`` between their bins and ``known``, the sorted
    past values from which a number's rank is read.
    """

    name: str
    words: tuple[str, ...]
    cuts: np.ndarray | None = None
    known: np.ndarray | None = None

    @property
    def width(self) -> int:
        """Columns of x: one a level, and one for a number's rank."""
        return len(self.words) + (self.known is not None)

    def levels(self, values: pl.Series) -> np.ndarray:
        """Index of each value among ``words``, UNSEEN where it is not there: (deals,)."""
        place = {word: at for at, word in enumerate(self.words)}
        if self.cuts is None:
            return np.array([place.get(word, UNSEEN) for word in plain(values)], np.int64)
        numbers = _numbers(values).to_numpy()
        binned = np.searchsorted(self.cuts, numbers, side="left")
        return np.where(np.isnan(numbers), place.get(UNKNOWN, UNSEEN), binned)

    def columns(self, values: pl.Series) -> np.ndarray:
        """x: a one under the value's level, zeros for one unseen; a number's rank from -1 to 1.

        Shape (deals, width).
        """
        levels = self.levels(values)
        x = np.zeros((len(values), self.width))
        seen = np.flatnonzero(levels != UNSEEN)
        x[seen, levels[seen]] = 1.0
        if self.known is not None:
            numbers = _numbers(values).to_numpy()
            below = np.searchsorted(self.known, numbers) / max(1, self.known.size)
            above = np.searchsorted(self.known, numbers, side="right") / max(1, self.known.size)
            x[:, -1] = np.where(np.isnan(numbers), 0.0, below + above - 1)
        return x


@dataclass(frozen=True)
class Coded:
    """Deals as a model sees them.

    ``x`` (deals, terms); ``block`` (terms,) the attribute of each term; ``codes`` the levels.
    """

    x: np.ndarray
    block: np.ndarray
    codes: Codes

    def of(self, chosen: Sequence[int]) -> "Coded":
        """The same deals with the chosen attributes only, counted anew from 0."""
        kept = np.isin(self.block, list(chosen))
        block = np.searchsorted(np.sort(list(chosen)), self.block[kept])
        return Coded(self.x[:, kept], block, self.codes[:, sorted(chosen)])

    def at(self, deals: np.ndarray) -> "Coded":
        return Coded(self.x[deals], self.block, self.codes[deals])

    @cached_property
    def repeats(self) -> bool:
        """Whether deals alike in everything may be one deal entered twice: attributes tell most
        deals apart, so that being alike is no coincidence.
        """
        profiles = len(np.unique(self.codes, axis=0)) if self.codes.shape[1] else 0
        return profiles >= TOLD_APART * len(self.codes)

    @property
    def groups(self) -> np.ndarray:
        """Deals that may be one deal have the same number: (deals,)."""
        if not self.repeats:
            return np.arange(len(self.codes))
        return np.unique(self.codes, axis=0, return_inverse=True)[1].ravel()


def learn(values: pl.DataFrame) -> tuple[Attribute, ...]:
    """The levels of every column of ``values``."""
    return tuple(_numeric(one) if are_numbers(one) else _worded(one) for one in values)


def code(attributes: Sequence[Attribute], values: pl.DataFrame) -> Coded:
    """``values`` as ``attributes`` tell them apart; a column that is missing is unknown."""
    empty = pl.Series([None] * values.height, dtype=pl.String)
    columns = [values[a.name] if a.name in values.columns else empty for a in attributes]
    parts = [a.columns(column) for a, column in zip(attributes, columns, strict=True)]
    levels = [a.levels(column) for a, column in zip(attributes, columns, strict=True)]
    none = np.zeros((values.height, 0))
    return Coded(
        x=np.hstack([none, *parts]),
        block=np.repeat(np.arange(len(parts)), [part.shape[1] for part in parts]),
        codes=np.column_stack([none.astype(np.int64), *levels]),
    )


def plain(values: pl.Series) -> pl.Series:
    """Values without spaces around them; empty ones, and the word itself, are UNKNOWN."""
    words = values.cast(pl.String).str.strip_chars()
    unknown = words.is_null() | words.str.to_lowercase().is_in(["", UNKNOWN])
    return words.zip_with(~unknown, pl.Series([UNKNOWN], dtype=pl.String))


def _numbers(values: pl.Series) -> pl.Series:
    """Numbers where they can be read and are finite, else NaN."""
    read = values.cast(pl.String).str.strip_chars().cast(pl.Float64, strict=False)
    return read.fill_null(float("nan")).replace([float("inf"), float("-inf")], float("nan"))


def are_numbers(values: pl.Series) -> bool:
    """Whether a column is one of numbers: enough different ones, and hardly anything else."""
    words = plain(values)
    known = words.filter(words != UNKNOWN)
    readable = int(_numbers(known).is_not_nan().sum())
    return known.n_unique() > MOST_WORDS and readable >= ALL_NUMBERS * len(known)


def _worded(values: pl.Series) -> Attribute:
    words = plain(values)
    counts = words.value_counts(name="n").filter(pl.col("n") >= FEW_SEEN)
    kept = counts.sort(["n", words.name], descending=[True, False])[words.name].head(MOST_LEVELS)
    return Attribute(values.name, tuple(sorted(kept)))


def _numeric(values: pl.Series) -> Attribute:
    numbers = _numbers(values)
    known = np.sort(numbers.filter(numbers.is_not_nan()).to_numpy())
    cuts = np.unique(np.quantile(known, np.arange(1, BINS) / BINS, method="lower"))
    cuts = cuts[cuts < known[-1]]
    ends = [f"{cut:g}" for cut in cuts]
    inner = [f"over {a} to {b}" for a, b in pairwise(ends)]
    words = [f"up to {ends[0]}", *inner, f"over {ends[-1]}"] if ends else ["any number"]
    unknown = [UNKNOWN] if numbers.is_nan().sum() >= FEW_SEEN else []
    return Attribute(values.name, (*words, *unknown), cuts, known)
