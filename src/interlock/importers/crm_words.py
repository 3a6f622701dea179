"""CRMs' words for forecast categories and kinds of business, in ours."""

import polars as pl

from interlock.importers.columns import Cleaned, Cleaner

CATEGORIES = {
    "omitted": "omitted",
    "omit": "omitted",
    "pipeline": "pipeline",
    "bestcase": "best case",
    "best case": "best case",
    "best_case": "best case",
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
    "newbusiness": "new",
    "new customer": "new",
    "new logo": "new",
    "existing business": "expansion",
    "existingbusiness": "expansion",
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


def known_words(words: dict[str, str]) -> Cleaner:
    """Our word where theirs is known; what is each company's own is left empty."""

    def clean(column: pl.Series) -> Cleaned:
        lower = column.str.to_lowercase()
        values = lower.replace_strict(words, default=None, return_dtype=pl.String)
        return Cleaned(values, pl.Series([False] * len(column), dtype=pl.Boolean))

    return clean
