"""Columns that cannot be attributes, since they name the deal or know its ending."""

from dataclasses import replace

import numpy as np
import polars as pl

from interlock.engine.attribute_levels import MOST_WORDS, UNKNOWN, are_numbers, plain
from interlock.records.wins import ClosedDeals

ALMOST_UNIQUE = 0.5
"""A column of words with more different ones than this share of its deals names deals."""

KNOWS = 0.9
"""A column filled for this much more of one ending than of the other was filled at the end."""

AMOUNT_KNOWS = 0.05
"""An amount is used only if it is there for deals won and lost alike."""


def screen(train: ClosedDeals) -> tuple[ClosedDeals, dict[str, str]]:
    """The deals with usable attributes only, and why each other one is refused."""
    won = train.won.to_numpy() > 0
    why = {column.name: _why_not(column, won) for column in train.attributes}
    refused = {name: said for name, said in why.items() if said}
    return replace(train, attributes=train.attributes.drop(list(refused))), refused


def _why_not(column: pl.Series, won: np.ndarray) -> str:
    words = plain(column)
    there = (words != UNKNOWN).to_numpy()
    if not there.any():
        return "empty everywhere"
    bounds = AMOUNT_KNOWS if column.name == "amount" else KNOWS
    if won.any() and not won.all() and abs(there[won].mean() - there[~won].mean()) > bounds:
        return "filled for one ending more than for the other, so it may know the ending"
    known = words.filter(pl.Series(there))
    if known.n_unique() > max(MOST_WORDS, ALMOST_UNIQUE * len(known)) and not are_numbers(column):
        return "almost every deal has a value of its own"
    return ""
