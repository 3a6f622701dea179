"""Sales' week, told to development: why deals matter to their buyers, and by which days."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl

from interlock.engine import due, other_sales, plain
from interlock.engine import outlook as looking
from interlock.engine.outlook import Outlook
from interlock.engine.side_development import MOST_LINES
from interlock.records.book import Book
from interlock.records.calendar import WEEKDAYS
from interlock.records.report import DealLine, QuarterSection
from interlock.records.report_sides import NamedDeal, SideLine, SidePart
from interlock.records.sales_tables import STRENGTHS

PROBLEM = re.compile(r"\b(pain|problem|metrics?|gain|why)\b")
"""Words of rules whose evidence says what troubles a buyer, and what they expect to gain."""

WANTED_DAYS = 56


def parts(
    now: Outlook,
    *,
    deals: Sequence[DealLine],
    quarter: QuarterSection | None,
    owner: str | None = None,
) -> tuple[SidePart, ...]:
    """Why the deals that wait matter to their buyers, the buyers' days, what reps are asked every
    week, what moved. Nothing of it depends on an amount of money, its order neither.
    """
    book, as_of = now.book, now.as_of
    if book.deals.is_empty():
        return ()
    waiting = _waiting(now, owner)
    said = (
        ("Why these deals matter", _why(book, waiting, as_of)),
        ("The buyers' days", _days(book, waiting, as_of)),
        (f"What every rep is asked on {_weekday(book)}", _asked(now, waiting, quarter)),
        ("What moved", _moved(book, deals, as_of)),
    )
    return tuple(
        SidePart(called, tuple(lines[:MOST_LINES]), max(0, len(lines) - MOST_LINES))
        for called, lines in said
        if lines
    )


def _waiting(now: Outlook, owner: str | None) -> pl.DataFrame:
    """Open deals with each unshipped feature that they need, the strongest needs and the first days
    first.
    """
    left = now.book.features.filter(pl.col("shipped_on").is_null(), pl.col("dropped_on").is_null())
    names = left.select(feature="id", feature_name=pl.coalesce("name", "key", "id"))
    deals = looking.owned(now, owner).select(
        "id", pl.coalesce("name", "id").alias("name"), "account", "owner", "expected_close_on"
    )
    strength = pl.col("strength").fill_null(now.book.company.need_strength_default)
    place = {name: at for at, name in enumerate(STRENGTHS)}
    return (
        now.book.needs.select("feature", "wanted_by", "said_by", strength, id="deal")
        .join(deals, on="id")
        .join(names, on="feature")
        .sort(
            pl.col("strength").replace_strict(place, default=len(place)),
            "wanted_by", "expected_close_on", "id", "feature", nulls_last=True,
        )
    )  # fmt: skip


def _why(book: Book, waiting: pl.DataFrame, as_of: date) -> list[SideLine]:
    """Each deal that waits: for what, and the problem in the words of the last evidence of it."""
    problems = _problems(book, as_of)
    lines = []
    for (deal,), rows in waiting.group_by("id", maintain_order=True):
        first = rows.row(0, named=True)
        wants = [_need(row, as_of) for row in rows.head(3).iter_rows(named=True)]
        said = problems.get(str(deal), "")
        text = f"{first['account'] or first['name']} waits for {plain.listed(wants)}"
        sub = said or "nobody has written down yet what troubles them"
        lines.append(SideLine(text, sub, first["feature"], (NamedDeal(str(deal), first["name"]),)))
    return lines


def _need(row: dict[str, object], as_of: date) -> str:
    by = row["wanted_by"]
    when = f", by {plain.day(by, as_of=as_of)}" if isinstance(by, date) else ""
    return f"{row['feature_name']} ({row['strength']}{when})"


def _problems(book: Book, as_of: date) -> dict[str, str]:
    """For each deal what its last evidence of each problem and gain says: rule, words, day."""
    rules = book.rules.select("id", "name").unique("id", keep="last", maintain_order=True)
    told = {
        own: name or own.replace("_", " ")
        for own, name in rules.iter_rows()
        if PROBLEM.search(f"{own} {name or ''}".replace("_", " ").lower())
    }
    rows = book.evidence.filter(
        pl.col("rule").is_in(list(told)), pl.col("on") <= as_of, pl.col("what").is_not_null()
    ).sort("on", "rule", descending=[True, False])
    last = rows.unique(["deal", "rule"], keep="first", maintain_order=True)
    found: dict[str, list[str]] = {}
    for deal, rule, on, what in last.select("deal", "rule", "on", "what").iter_rows():
        said = f"{told[rule]}: {what} ({plain.day(on, as_of=as_of)})"
        found.setdefault(deal, []).append(said)
    return {deal: "; ".join(said[:2]) for deal, said in found.items()}


def _days(book: Book, waiting: pl.DataFrame, as_of: date) -> list[SideLine]:
    """Steps of the buyers' timetables and days by which they want something: the next first, then
    those that have passed, the last first.
    """
    last = as_of + timedelta(days=WANTED_DAYS)
    mine = set(waiting["id"])
    steps = [
        (step.due, SideLine(f"{_when(step.due, as_of)}: {step.step}", _theirs(step.owner_theirs),
                            "", (NamedDeal(step.deal, step.deal_name),)))
        for step in due.buyer_steps(book, as_of=as_of)
        if step.due is not None and step.deal in mine
    ]  # fmt: skip
    wanted = [
        (row["wanted_by"], SideLine(
            f"{_when(row['wanted_by'], as_of)}: wants {row['feature_name']}",
            f"said by {row['said_by']}" if row["said_by"] else "",
            row["feature"], (NamedDeal(row["id"], row["name"]),)))
        for row in waiting.filter(pl.col("wanted_by") <= last).iter_rows(named=True)
    ]  # fmt: skip
    both = sorted([*steps, *wanted], key=lambda one: (one[1].deals[0].deal, one[1].text))
    ahead = sorted((one for one in both if one[0] >= as_of), key=lambda one: one[0])
    passed = sorted((one for one in both if one[0] < as_of), key=lambda one: one[0], reverse=True)
    return [line for _, line in (*ahead, *passed)]


def _when(day: date, as_of: date) -> str:
    said = plain.day(day, as_of=as_of)
    return f"{said}, {plain.count((as_of - day).days, 'day')} ago" if day < as_of else said


def _theirs(name: str) -> str:
    return f"theirs: {name}" if name else ""


def _asked(now: Outlook, waiting: pl.DataFrame, quarter: QuarterSection | None) -> list[SideLine]:
    """Which deals close by the quarter's end; how many are said to for sure, and wait."""
    book, as_of = now.book, now.as_of
    committed = now.open_deals.filter(pl.col("category") == "commit")
    lines = [SideLine(other_sales.quarter_end(book, quarter, as_of))]
    if committed.height:
        held = committed.filter(pl.col("id").is_in(waiting["id"].implode()))
        lines.append(
            SideLine(
                f"{plain.count(committed.height, 'deal')} "
                f"{'stands' if committed.height == 1 else 'stand'} in commit: somebody said "
                "they close by then",
                f"{plain.count(held.height, 'of them waits', 'of them wait')} for something not "
                "shipped yet" if held.height else "none of them waits for anything",
                "",
                tuple(
                    NamedDeal(own, name or own)
                    for own, name in held.sort("id").head(MOST_LINES).select("id", "name").rows()
                ),
            )
        )  # fmt: skip
    return lines


def _moved(book: Book, deals: Sequence[DealLine], as_of: date) -> list[SideLine]:
    said = (other_sales.this_week(book, as_of), other_sales.moved_by_features(deals))
    return [SideLine(one) for one in said if one]


def _weekday(book: Book) -> str:
    return WEEKDAYS[book.company.week_start].capitalize()
