"""What forecast categories meant: how often their deals were won by the quarter's end."""

from collections.abc import Mapping
from datetime import date, timedelta

import polars as pl

from interlock.engine import deal_history, scores
from interlock.engine.deal_log import on_days
from interlock.engine.standings import standings
from interlock.records.book import Book
from interlock.records.calendar import Quarter
from interlock.records.measured import CategoriesSection, CategoryLine, Elsewhere, Share

WEEKS_BEFORE = (12, 8, 4)
"""Weeks before a quarter's end on which deals are looked at."""

MOST_QUARTERS = 16
FEWEST = 20
HOLDS, TOO_SURE, TOO_CAREFUL, NOT_YET = "holds", "too sure", "too careful", "not enough yet"
SHOWN = 10

NO_CATEGORIES = (
    "No forecast categories are recorded: export the column ForecastCategory (or map yours to "
    "category), and what each category meant is measured"
)
NO_HISTORY = (
    "Categories or stated dates have no history, so what they meant cannot be measured yet: keep "
    "each week's export in a folder named by its day"
)


def score(book: Book, *, as_of: date, odds: pl.DataFrame | None = None) -> CategoriesSection:
    """How each category's deals ended, v the company's bands; and deals that belong elsewhere.

    A deal counts once for each quarter and category in which it stood 12, 8 or 4 weeks before the
    quarter's end with its stated date in the quarter, both as known on that day. The share won by
    the quarter's end has Wilson's interval. ``odds``: open deals with p_won by the end of this
    quarter and value. ``book`` is as known on ``as_of``.
    """
    if not book.deals["category"].is_not_null().any() and not _logged(book, "category"):
        return CategoriesSection((), (), 0, (NO_CATEGORIES,) if book.deals.height else ())
    bands = book.company.category_bands
    lines = _lines(stood(book, as_of=as_of), bands)
    found = () if odds is None else elsewhere(odds, bands, book, as_of=as_of)
    says = () if any(line.share.of for line in lines) else (NO_HISTORY,)
    return CategoriesSection(lines, found[:SHOWN], len(found), says)


def suggested(p_won: float, bands: Mapping[str, float]) -> str:
    """The category whose band holds the odds of being won by the quarter's end.

    ``bands`` give the lowest odds of each category: the highest that is reached.
    """
    reached = [(low, name) for name, low in bands.items() if p_won >= low]
    return max(reached)[1] if reached else min((low, name) for name, low in bands.items())[1]


def elsewhere(
    odds: pl.DataFrame, bands: Mapping[str, float], book: Book, *, as_of: date
) -> tuple[Elsewhere, ...]:
    """The open deals dated by this quarter's end whose odds lie in another band, largest first."""
    last = book.company.fiscal.quarter_of(as_of).last
    dated = odds.filter(
        pl.col("expected_close_on") <= last, pl.col("category").is_in(list(bands))
    ).sort(pl.col("value").fill_null(-1.0), "id", descending=[True, False])
    return tuple(
        Elsewhere(
            deal=deal["id"],
            name=deal["name"] or deal["id"],
            owner=deal["owner"] or "",
            amount=deal["value"],
            category=deal["category"],
            suggested=to,
            p_won=deal["p_won"],
        )
        for deal in dated.iter_rows(named=True)
        if (to := suggested(deal["p_won"], bands)) != deal["category"]
    )


def stood(book: Book, *, as_of: date) -> pl.DataFrame:
    """(id, quarter, category, won): one row a deal, ended quarter, and category it stood in."""
    columns = {"id": pl.String, "quarter": pl.Date, "category": pl.String, "won": pl.Boolean}
    ends = _ended_quarters(book, as_of)
    if not ends or not _logged(book, "category") or not _logged(book, "expected_close_on"):
        return pl.DataFrame(schema=columns)
    deals, _ = deal_history.usable(book)
    lean = deals.select("id", "entered_on", "closed_on", "outcome")
    days = {q.last - timedelta(weeks=weeks): q for q in ends for weeks in WEEKS_BEFORE}
    rows = standings(lean, sorted(days))
    first = {day: quarter.first for day, quarter in days.items()}
    last = {day: quarter.last for day, quarter in days.items()}
    rows = rows.with_columns(
        quarter=pl.col("day").replace_strict(first, return_dtype=pl.Date),
        until=pl.col("day").replace_strict(last, return_dtype=pl.Date),
        category=on_days(rows, book, "category"),
        dated=on_days(rows, book, "expected_close_on"),
    )
    won = (pl.col("outcome") == "won") & (pl.col("closed_on") <= pl.col("until"))
    return (
        rows.filter(pl.col("dated") <= pl.col("until"), pl.col("dated") >= pl.col("quarter"))
        .drop_nulls("category")
        .select("id", "quarter", "category", won=won.fill_null(value=False))
        .unique(("id", "quarter", "category"), maintain_order=True)
    )


def _logged(book: Book, field: str) -> bool:
    log = book.changes.filter(pl.col("table") == "deals", pl.col("field") == field)
    return log.height > 0


def _ended_quarters(book: Book, as_of: date) -> list[Quarter]:
    """The last quarters that have ended, from the first in which something is logged."""
    begins = book.changes.filter(pl.col("table") == "deals")["at"].dt.date().min()
    found, day = list[Quarter](), as_of
    for _ in range(MOST_QUARTERS):
        quarter = book.company.fiscal.quarter_of(day)
        eve = quarter.first - timedelta(days=1)
        if not isinstance(begins, date) or eve < begins:
            break
        found.append(book.company.fiscal.quarter_of(eve))
        day = eve
    return found


def _lines(rows: pl.DataFrame, bands: Mapping[str, float]) -> tuple[CategoryLine, ...]:
    """One line a category, the surest first."""
    counts = {
        category: Share(int(won), int(of))
        for category, won, of in rows.group_by("category")
        .agg(pl.col("won").sum(), pl.len().alias("of"))
        .iter_rows()
    }
    order = sorted(bands, key=lambda name: -bands[name])
    tops = [1.0, *(bands[name] for name in order)]
    return tuple(
        _line(name, counts.get(name, Share(0, 0)), bands[name], top)
        for name, top in zip(order, tops[:-1], strict=True)
    )


def _line(name: str, share: Share, band_low: float, band_high: float) -> CategoryLine:
    low, high = scores.wilson(share.won, share.of)
    if share.of < FEWEST:
        word = NOT_YET
    elif high < band_low:
        word = TOO_SURE
    else:
        word = TOO_CAREFUL if low > band_high else HOLDS
    return CategoryLine(name, share, low, high, band_low, band_high, word)
