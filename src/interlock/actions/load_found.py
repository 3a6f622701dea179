"""Load: what of the book fits the words of a search, as a viewer may see it."""

from collections.abc import Callable, Iterator, Sequence

import polars as pl

from interlock.records import day_asked
from interlock.records.closed_week import OF_ALL, ClosedWeek
from interlock.records.found import Found, Group
from interlock.records.rights import EVERY, Viewer
from interlock.store import connect, shown, weeks

MOST = 8
"""Records of a kind that are named."""

BEGINNING = 80
"""Letters of a note by which it is called."""

Frames = Callable[[str], pl.DataFrame]


def load_found(words: str, viewer: Viewer) -> tuple[Group, ...]:
    """Records in whose name, id or description every word stands, in any case and with or without
    accents; the kind with the best fit first. Where the words are a day the weekly report of that
    comes before all. Raises ``NothingKept``.
    """
    connect.open_book()
    found = find(words, lambda table: shown.table(table, viewer), sees=viewer.right.sees)
    return (*_reports(words, viewer), *found)


def find(words: str, table: Frames, *, sees: frozenset[str] = EVERY) -> tuple[Group, ...]:
    """The same among tables that are given by name, as far as somebody ``sees`` them."""
    asked = pl.select(_plain(pl.lit(words))).item().split()
    if not asked:
        return ()
    fitting = {
        name: _fitting(rows(table), asked)
        for name, (needed, rows) in KINDS.items()
        if needed <= sees
    }
    best = sorted(
        (some["fit"][0], place, name)
        for place, (name, some) in enumerate(fitting.items())
        if some.height
    )
    return tuple(_group(name, fitting[name]) for _, _, name in best)


def _reports(words: str, viewer: Viewer) -> Iterator[Group]:
    """Closed weeks with reports that the viewer may read, newest first."""
    if day_asked.fitting(words, ()) is None:
        return
    listed = {one.day: one for one in weeks.listed(viewer) if one.readers}
    fits = day_asked.fitting(words, listed) or ()
    found = [_report(week) for day, week in listed.items() if day in fits]
    if found:
        yield Group("Reports", tuple(found[:MOST]), len(found))


def _report(week: ClosedWeek) -> Found:
    called = f"Week closed {week.day.day} {week.day:%B %Y}"
    readers = [one for one in OF_ALL if one in week.readers]
    return Found("week", week.day.isoformat(), called, " · ".join(readers))


def _group(name: str, rows: pl.DataFrame) -> Group:
    shown_first = rows.head(MOST).select("kind", "key", "called", "said", "deal")
    return Group(
        name, tuple(Found(**row) for row in shown_first.iter_rows(named=True)), rows.height
    )


def _fitting(rows: pl.DataFrame, asked: Sequence[str]) -> pl.DataFrame:
    """The rows in which every word stands, the best first: who is called so, whose name begins so,
    in whose name a word does, in whose name they stand, in whose description; among equals what is
    open, then the shorter name.
    """
    whole = " ".join(asked)
    called, key = _plain(pl.col("called")), _plain(pl.col("key"))
    said, also = _plain(pl.col("said")), _plain(pl.col("also"))
    everywhere = pl.concat_str(called, key, said, also, separator=" ", ignore_nulls=True)
    fit = (
        pl.when((called == whole) | (key == whole)).then(0)
        .when(called.str.starts_with(whole)).then(1)
        .when((" " + called).str.contains(f" {whole}", literal=True)).then(2)
        .when(_all_in(called, asked)).then(3)
        .otherwise(4)
    )  # fmt: skip
    return (
        rows.filter(_all_in(everywhere, asked))
        .with_columns(fit.alias("fit"))
        .sort("fit", "is_past", pl.col("called").str.len_chars(), "called", "key")
    )


def _all_in(text: pl.Expr, asked: Sequence[str]) -> pl.Expr:
    return pl.all_horizontal(text.str.contains(word, literal=True) for word in asked)


def _plain(text: pl.Expr) -> pl.Expr:
    """In lower case and without accents."""
    return text.str.normalize("NFKD").str.replace_all(r"\p{M}", "").str.to_lowercase()


def _deals(table: Frames) -> pl.DataFrame:
    said = _told("account", "owner", "stage", "outcome")
    return _rows(
        table("deals"), "deal", "name", said, deal="id", is_past=pl.col("outcome") != "open"
    )


def _accounts(table: Frames) -> pl.DataFrame:
    """Accounts with open deals; others are found by their deals."""
    each = table("deals").filter(pl.col("account") != "", outcome="open").group_by("account").len()
    return _rows(each, "account", "account", _open_deals("len"), key="account")


def _customers(table: Frames) -> pl.DataFrame:
    """Accounts that bought something."""
    won = table("deals").filter(pl.col("account") != "", outcome="won").group_by("account").len()
    said = pl.format("deals won: {}", "len")
    return _rows(won, "customer", "account", said, key="account")


def _features(table: Frames) -> pl.DataFrame:
    is_past = pl.any_horizontal(pl.col("shipped_on", "dropped_on").is_not_null())
    return _rows(
        table("features"), "feature", "name", _told("key", "team", "release"), is_past=is_past
    )


def _releases(table: Frames) -> pl.DataFrame:
    rows = table("releases").with_columns(pl.format("due {}", "due").alias("told"))
    return _rows(rows, "release", "name", _told("told"), is_past=pl.col("shipped_on").is_not_null())


def _people(table: Frames) -> pl.DataFrame:
    owns = table("deals").filter(pl.col("owner") != "", outcome="open").group_by("owner").len()
    owners = _rows(owns, "owner", "owner", _open_deals("len"), key="owner")
    others = table("people").join(owns, left_on="name", right_on="owner", how="anti")
    named = others.unique("name", keep="first", maintain_order=True)
    said = _told("role", "department", "side")
    return pl.concat([owners, _rows(named, "person", "name", said, key="name")])


def _promises(table: Frames) -> pl.DataFrame:
    rows = table("promises").with_columns(
        pl.format("from {}", "maker").alias("from"), pl.format("to {}", "to").alias("whom"),
        pl.format("due {}", "due").alias("until"),
    )  # fmt: skip
    said, is_past = _told("from", "whom", "until"), pl.col("done_on").is_not_null()
    return _rows(rows, "promise", "what", said, is_past=is_past)


def _notes(table: Frames) -> pl.DataFrame:
    """By anything that they say; each is called by how it begins."""
    text = pl.col("text").str.replace_all(r"\s+", " ")
    begins = text.str.slice(0, BEGINNING) + pl.when(text.str.len_chars() > BEGINNING).then(
        pl.lit("…")
    ).otherwise(pl.lit(""))
    day = pl.col("at").dt.strftime("%Y-%m-%d").alias("day")
    rows = table("notes").with_columns(begins.alias("begins"), day)
    return _rows(rows, "note", "begins", _told("by", "day"), also=pl.col("text"))


def _rows(
    rows: pl.DataFrame,
    kind: str,
    called: str,
    said: pl.Expr,
    *,
    key: str = "id",
    deal: str | None = None,
    is_past: pl.Expr | None = None,
    also: pl.Expr | None = None,
) -> pl.DataFrame:
    """A table's rows as what is looked through; ``also`` is, and is not shown."""
    return rows.select(
        kind=pl.lit(kind),
        key=pl.col(key),
        called=pl.when(pl.col(called) != "").then(called).otherwise(pl.col(key)),
        said=said,
        deal=pl.lit(None, pl.String) if deal is None else pl.col(deal),
        is_past=pl.lit(value=False) if is_past is None else is_past,
        also=pl.lit("") if also is None else also,
    )


def _open_deals(count: str) -> pl.Expr:
    return pl.format("open deals: {}", count)


def _told(*columns: str) -> pl.Expr:
    return pl.concat_str(*columns, separator=" · ", ignore_nulls=True)


KINDS: dict[str, tuple[frozenset[str], Callable[[Frames], pl.DataFrame]]] = {
    "Deals": (frozenset({"deals"}), _deals),
    "Accounts": (frozenset({"deals"}), _accounts),
    "Customers": (frozenset({"deals"}), _customers),
    "Features": (frozenset({"features"}), _features),
    "Releases": (frozenset({"releases"}), _releases),
    "People": (frozenset({"deals", "people"}), _people),
    "Promises": (frozenset({"promises"}), _promises),
    "Notes": (frozenset({"notes"}), _notes),
}
"""What is looked through: the tables that a viewer must see for it, and its rows."""
