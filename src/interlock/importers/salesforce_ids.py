"""Salesforce's ids: 15 characters, or the same with three more."""

import polars as pl

LOOKS_SHORT = r"^[0-9a][0-9A-Za-z]{14}$"
SHORT, CHECKSUM = 15, "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def full_id(ids: pl.Series) -> pl.Series:
    """Ids of 15 characters, whose case matters, with the three characters that make them 18."""
    short = ids.str.contains(LOOKS_SHORT).fill_null(False)
    if not short.any():
        return ids
    known = ids.filter(short).unique()
    longer = {i: i + _checksum(i) for i in known}
    return ids.replace(longer)


def _checksum(short: str) -> str:
    """One character for each five: bit i is set where the i-th is a capital letter."""
    parts = (short[at : at + 5] for at in range(0, SHORT, 5))
    return "".join(CHECKSUM[sum(1 << i for i, c in enumerate(p) if "A" <= c <= "Z")] for p in parts)
