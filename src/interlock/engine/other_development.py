"""What development is up against this week, in the words told to sales: no deal named, no blame."""

from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl

from interlock.engine import plain, waiting
from interlock.records.book import Book
from interlock.records.calendar import DAYS_PER_WEEK
from interlock.records.report import FeatureLine, PromiseLine, ReleaseLine
from interlock.records.report_promises import SOON_DAYS

MONTH_DAYS = 28
USUAL_DAYS = 26 * DAYS_PER_WEEK
FEWEST_ITEMS = 10
"""Below so many finished items a share says nothing."""
NOTICEABLE = 0.05
"""A share of upkeep nearer than this to the usual is about the usual."""


def lines(
    book: Book,
    *,
    as_of: date,
    features: Sequence[FeatureLine],
    releases: Sequence[ReleaseLine],
    promises: Sequence[PromiseLine],
) -> list[str]:
    """Upkeep, scope that grew, releases that moved, what waits for what; then what would help."""
    if book.features.is_empty() and book.items.is_empty():
        return []
    grown = growth(book, as_of)
    said = [
        upkeep(book, as_of),
        _grew(grown),
        _releases_moved(book, releases, grown, as_of),
        _blocked(book),
        _promises_due(promises, as_of),
        _help(book, features),
    ]
    return [line for line in said if line]


def upkeep(book: Book, as_of: date) -> str:
    """Upkeep's share of finished items in the last four weeks, beside the half year before them."""
    kinds = [kind.lower() for kind in book.company.upkeep_types]
    month, half_year = as_of - timedelta(days=MONTH_DAYS), as_of - timedelta(days=USUAL_DAYS)
    done = book.items.filter(
        pl.col("done_on") > half_year, pl.col("done_on") <= as_of
    ).with_columns(upkeep=pl.col("type").str.to_lowercase().is_in(kinds).fill_null(value=False))
    now, usual = done.filter(pl.col("done_on") > month), done.filter(pl.col("done_on") <= month)
    if now.height < FEWEST_ITEMS or usual.height < FEWEST_ITEMS or not done["type"].count():
        return ""
    kept, before = int(now["upkeep"].sum()), int(usual["upkeep"].sum())
    share, usually = kept / now.height, before / usual.height
    word = (
        "about as usual" if abs(share - usually) < NOTICEABLE else f"usually {usually * 100:.0f} %"
    )
    return (
        f"Bugs, security and support took {kept:,} of {plain.count(now.height, 'item')} "
        f"finished in the last 4 weeks ({share * 100:.0f} %, {word})."
    )


def growth(book: Book, as_of: date) -> pl.DataFrame:
    """Features under way to which items were added in the last four weeks: how many."""
    month = as_of - timedelta(days=MONTH_DAYS)
    counted = book.items.filter(pl.col("dropped_on").is_null()).group_by("feature").agg(
        started=pl.col("started_on").min(),
        first_done=pl.col("done_on").min(),
        added=(pl.col("created_on") > month).sum(),
        known=pl.len(),
    )  # fmt: skip
    under_way = pl.min_horizontal("started", "first_done") <= month
    return (
        unfinished(book)
        .join(counted, on="feature")
        .filter(under_way, pl.col("added") > 0)
        .sort("added", "feature", descending=[True, False])
    )


def _grew(grown: pl.DataFrame) -> str:
    if grown.is_empty():
        return ""
    top = [
        f"{name} (+{added}, now {plain.count(known, 'item')})"
        for name, added, known in grown.head(3).select("name", "added", "known").iter_rows()
    ]
    total = int(grown["added"].sum())
    return (
        f"{plain.count(total, 'item')} came to light in the last 4 weeks in "
        f"{plain.count(grown.height, 'feature')} already under way, most in {plain.listed(top)}."
    )


def _releases_moved(
    book: Book, releases: Sequence[ReleaseLine], grown: pl.DataFrame, as_of: date
) -> str:
    month, names = as_of - timedelta(days=MONTH_DAYS), {line.id: line for line in releases}
    log = book.changes.filter(
        pl.col("table") == "releases",
        pl.col("field") == "due",
        pl.col("at").dt.date() > month,
        pl.col("at").dt.date() <= as_of,
    )
    moves = (
        log.sort("at")
        .with_columns(pl.col("old", "new").str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False))
        .group_by("id", maintain_order=True)
        .agg(pl.col("old").first(), pl.col("new").last())
        .filter(pl.col("old") != pl.col("new"), pl.col("id").is_in(list(names)))
    )
    said = [
        _release_moved(names[id_], old, new, grown, as_of) for id_, old, new in moves.iter_rows()
    ]
    return f"{'; '.join(said[:2])}." if said else ""


def _release_moved(
    line: ReleaseLine, old: date, new: date, grown: pl.DataFrame, as_of: date
) -> str:
    before, after = plain.day(old, as_of=as_of), plain.day(new, as_of=as_of)
    added = int(grown.filter(pl.col("release") == line.id)["added"].sum())
    why = f", its features gained {plain.count(added, 'item')} meanwhile" if added else ""
    return (
        f"{line.name} moved from {before} to {after}: {line.done} of "
        f"{plain.count(line.features, 'feature')} done{why}"
    )


def _blocked(book: Book) -> str:
    """Unfinished features that wait for another unfinished one."""
    left = unfinished(book)
    blocked = (
        book.dependencies.join(left.select("feature", "name"), on="feature")
        .join(left.select(after="feature", before="name", by="team"), on="after")
        .sort("name", "before")
    )
    if blocked.is_empty():
        return ""
    needed = {wait.feature: wait.deals for wait in waiting.waits(book)}
    rows = sorted(
        blocked.select("feature", "name", "before", "by").iter_rows(),
        key=lambda row: (-needed.get(row[0], 0), row[1], row[2]),
    )
    top = [f"{name} for {before}{f' ({by})' if by else ''}" for _, name, before, by in rows[:2]]
    count = blocked["feature"].n_unique()
    more = "among them " if count > len(top) else ""
    return (
        f"{plain.count(count, 'feature')} cannot be finished before another: "
        f"{more}{plain.listed(top)}."
    )


def _promises_due(promises: Sequence[PromiseLine], as_of: date) -> str:
    soon = sum(
        p.side == "development" and p.verdict == "open" and p.due is not None
        and 0 <= (p.due - as_of).days <= SOON_DAYS
        for p in promises
    )  # fmt: skip
    if not soon:
        return ""
    return f"Development has {plain.count(soon, 'promise')} of its own due in the next 14 days."


def _help(book: Book, features: Sequence[FeatureLine]) -> str:
    """Sharper needs help most; where all are sharp, early word on new ones."""
    waits = waiting.waits(book)
    unsure = sorted((w for w in waits if w.unsure), key=lambda w: (-w.unsure, w.feature))
    if unsure:
        total, names = sum(w.unsure for w in unsure), [w.name for w in unsure]
        return (
            f"What would help: say which needs are dealbreakers. {total:,} "
            f"{'is' if total == 1 else 'are'} not confirmed yet, most for {plain.listed(names)}."
        )
    breakers = sorted(
        (w for w in waits if w.dealbreakers), key=lambda w: (-w.dealbreakers, w.feature)
    )
    if breakers:
        top = breakers[0]
        return (
            f"What would help: ask again whether {top.name} is a dealbreaker for each of the "
            f"{plain.count(top.dealbreakers, 'deal')} that say so, and what else would do."
        )
    if waits:
        return "What would help: early word when a buyer names a new need or a day for it."
    if not features:
        return ""
    return (
        "What would help: say which deals need which feature. No open deal names one, so nobody "
        "can tell what to build first."
    )


def unfinished(book: Book) -> pl.DataFrame:
    """Features neither shipped nor dropped: feature, name, team, release."""
    return book.features.filter(
        pl.col("shipped_on").is_null(), pl.col("dropped_on").is_null()
    ).select(pl.coalesce("name", "key", "id").alias("name"), "team", "release", feature="id")
