"""Whether a rule's evidence was there on past days: yes, no, or not to be known."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from interlock.records.book import Book

NO, YES, UNKNOWN = 0, 1, -1
NEVER = np.iinfo(np.int32).max
_DAYS = 1_000_000
"""More days than any calendar has: makes one number of a deal and a day."""


@dataclass(frozen=True)
class Version:
    """One version of a rule, or a kind of evidence that no rule asks for.

    In force from ``first`` to ``last``, days since 1970; ``since`` and ``until`` as stated.
    """

    rule: str
    name: str
    since: date | None
    until: date | None
    is_rule: bool
    first: int
    last: int


def versions(book: Book) -> tuple[Version, ...]:
    """The company's rules, version by version, and the other kinds of evidence, by first day.

    Nothing is known before the first evidence of any kind was recorded; a rule without a first day,
    and a kind without a rule, begin with their own first evidence.
    """
    if not book.evidence.height:
        return ()
    begun = _number(book.evidence["on"].min())
    firsts = {
        rule: _number(on)
        for rule, on in book.evidence.group_by("rule").agg(pl.col("on").min()).iter_rows()
    }
    stated = set(book.rules["id"])
    other = sorted(rule for rule in firsts if rule not in stated)
    return (
        *_of_rules(book.rules, begun, firsts),
        *(Version(rule, rule, None, None, False, firsts[rule], NEVER) for rule in other),
    )


def _of_rules(rules: pl.DataFrame, begun: int, firsts: dict[str, int]) -> Iterator[Version]:
    columns = ("id", "name", "valid_from", "valid_to")
    for rule, name, since, until in rules.select(columns).iter_rows():
        first = max(begun, _number(since)) if since else firsts.get(rule, NEVER)
        last = _number(until) if until else NEVER
        yield Version(rule, name or rule, since, until, True, first, last)


@dataclass(frozen=True)
class Known:
    """The evidence of a book, made ready to be asked about deals (by number) and days."""

    numbers: dict[str, int]
    by_rule: dict[str, np.ndarray]
    """for each rule, deal x 1,000,000 + day, rising"""


def ready(evidence: pl.DataFrame, deals: pl.Series) -> Known:
    """``deals`` are ids; a deal's number is its place among them."""
    numbers = {deal: at for at, deal in enumerate(deals)}
    place = pl.col("deal").replace_strict(numbers, default=None, return_dtype=pl.Int64)
    day = pl.col("on").cast(pl.Int32).cast(pl.Int64)
    keyed = evidence.select("rule", at=place * _DAYS + day).drop_nulls().sort("at")
    by_rule = {
        rule: frame["at"].to_numpy()
        for (rule,), frame in keyed.partition_by("rule", as_dict=True).items()
    }
    return Known(numbers, by_rule)


def states(
    version: Version, known: Known, deal: np.ndarray, day: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """(NO, YES or UNKNOWN, days since the latest evidence) of each deal on each day: (rows,) twice.

    A deal has the evidence only from the day of it on (no immortal time). It cannot be known on
    days when this version was not in force, nor of a deal whose only evidence was given under an
    earlier version. ``deal`` (rows,) are numbers, ``day`` (rows,) days since 1970.
    """
    keys = known.by_rule.get(version.rule, np.zeros(0, np.int64))
    latest = np.searchsorted(keys, deal * _DAYS + day, side="right") - 1
    own = np.searchsorted(keys, deal * _DAYS, side="left")
    some = latest >= own
    given = np.where(some, keys[np.maximum(latest, 0)] % _DAYS, 0) if keys.size else day * 0
    state = np.where(some, np.where(given >= version.first, YES, UNKNOWN), NO)
    in_force = (day >= version.first) & (day <= version.last)
    return np.where(in_force, state, UNKNOWN), np.where(some, day - given, 0)


def _number(day: object) -> int:
    return (day - date(1970, 1, 1)).days if isinstance(day, date) else NEVER
