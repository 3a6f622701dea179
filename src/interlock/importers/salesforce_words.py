"""Salesforce's words in ours, and its ids."""

import polars as pl

CATEGORIES = {
    "omitted": "omitted",
    "pipeline": "pipeline",
    "bestcase": "best case",
    "best case": "best case",
    "mostlikely": "best case",
    "most likely": "best case",
    "forecast": "commit",
    "commit": "commit",
    "closed": "closed",
}
"""The raw ``Forecast`` of ForecastCategory is what the screen calls Commit."""

KINDS = {
    "new": "new",
    "new business": "new",
    "new customer": "new",
    "new logo": "new",
    "existing business": "expansion",
    "existing customer": "expansion",
    "existing customer - upgrade": "expansion",
    "existing customer - replacement": "expansion",
    "existing customer - downgrade": "expansion",
    "expansion": "expansion",
    "upsell": "expansion",
    "add-on": "expansion",
    "upgrade": "expansion",
    "renewal": "renewal",
}

ENDINGS = {
    "closed won": "won",
    "won": "won",
    "closed lost": "lost",
    "lost": "lost",
}
"""Stages that say by their name how a deal ended."""

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


def outcome_of_stage(stages: pl.Series) -> pl.Series:
    """Outcome by the name of the stage alone."""
    lower = stages.str.to_lowercase()
    return lower.replace_strict(ENDINGS, default="open", return_dtype=pl.String)
