"""What an assistant is told by exports in a folder, or by the book on this machine: everything."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from interlock.actions.deals_ahead import deals_ahead
from interlock.actions.features_ahead import features_ahead
from interlock.actions.plan import plan
from interlock.actions.promises_ahead import promises_ahead
from interlock.actions.read_changes import read_changes
from interlock.actions.report import report
from interlock.actions.whatif import whatif
from interlock.records import day_asked
from interlock.records.book import Book
from interlock.records.closed_week import OF_ALL
from interlock.records.errors import NotPossible, UnknownName
from interlock.records.features_ahead import FeaturesAhead
from interlock.records.planning import Wishes
from interlock.records.report import DealLine, DealsAhead, WeeklyReport
from interlock.records.rights import Viewer
from interlock.render import json, plan_table, promise_rows, whatif_table

Found = dict[str, Any]
BESIDE = ("needs", "evidence", "people", "buyer_steps", "promises", "meetings")
MOST, SECONDS = 500, 60.0
EVERYTHING = Viewer("", "owner")
"""Whoever is at this machine sees all that is on it."""
SORTS: dict[str, tuple[str, bool]] = {
    "name": ("name", False), "amount": ("amount", True), "won": ("p_won", True),
    "date": ("p50_on", False), "crm": ("expected_close_on", False),
}  # fmt: skip
"""order -> what of a deal's line is compared, and whether the most comes first"""


class Held:
    """What is on this machine, read again once it has changed."""

    def __init__(
        self, folder: Path | None, *, on: date | None, mapping: Path | None, strict: bool
    ) -> None:
        self._folder, self._on, self._mapping, self._strict = folder, on, mapping, strict
        self._state: Any = None
        self._made: dict[str, Any] = {}

    def this_week(self) -> Found:
        """The weekly report of management."""
        return json.as_dict(self._report())

    def report_of(self, day: str, reader: str) -> Found:
        """The weekly report of a closed week, as it was kept. Raises ``NotPossible``."""
        if self._folder is not None:
            raise NotPossible("Exports hold no weekly report of before: a book keeps them")
        from interlock.actions.load_weeks import load_week, load_weeks

        days = [one.day for one in load_weeks(EVERYTHING)]
        found = day_asked.fitting(day, days)
        if not found:
            raise UnknownName("closed week", day, [one.isoformat() for one in days])
        return json.as_dict(load_week(max(found), reader or OF_ALL[0], EVERYTHING))

    def deals(self, **asked: Any) -> Found:
        """Open deals."""
        made = self._ahead()
        lines = [line for line in made.deals if _fits(line, asked)]
        some = _sorted(lines, asked.get("sort"))
        first = asked["offset"]
        return {
            "as_of": made.birth.as_of,
            "quarter": made.quarter,
            "quarter_last": made.quarter_last,
            "company_currency": made.currency,
            "count": len(lines),
            "items": [_told(line) for line in some[first : first + asked["limit"]]],
        }

    def deal(self, own_id: str) -> Found:
        """One deal."""
        book = self._book()
        rows = book.deals.filter(id=own_id)
        if not rows.height:
            raise UnknownName("deal", own_id, book.deals["id"])
        line = next((one for one in self._ahead().deals if one.id == own_id), None)
        beside = {name: book.table(name).filter(deal=own_id).to_dicts() for name in BESIDE}
        return {"record": rows.to_dicts()[0], "forecast": line and asdict(line), **beside}

    def features(self, **asked: Any) -> Found:
        """Features with their ship dates."""
        made, held = self._ahead(), self._book().features
        if asked["team"] is not None:
            held = held.filter(team=asked["team"])
        if asked["unfinished"]:
            held = held.filter(pl.col("shipped_on").is_null(), pl.col("dropped_on").is_null())
        ahead = {one.id: asdict(one) for one in made.features}
        rows = [row | ahead.get(row["id"], {}) for row in held.to_dicts()]
        first = asked["offset"]
        some = rows[first : first + asked["limit"]]
        return {"as_of": made.birth.as_of, "count": len(rows), "items": some}

    def releases(self) -> Found:
        """Releases with the odds of each day."""
        made = self._report()
        return {"as_of": made.birth.as_of, "releases": [asdict(one) for one in made.releases]}

    def rows(self, noun: str, **asked: Any) -> Found:
        """Rows of a table."""
        said = {name: value for name, value in asked.items() if value is not None}
        rows = self._book().table(noun).filter(pl.lit(value=True), **said)
        items = rows.head(MOST).to_dicts()
        if noun == "promises":
            items = [row | self._stands(row["id"]) for row in items]
        if noun == "tools":
            items = [row | self._waited_for(row["name"]) for row in items]
        return {"count": rows.height, "items": items}

    def search(self, words: str) -> Found:
        """What fits some words."""
        from interlock.actions.load_found import find

        found = find(words, self._book().table)
        return {"groups": [asdict(one) for one in found]}

    def what_if(self, changes: list[Found]) -> Found:
        """What changes would do."""
        return whatif_table.as_dict(whatif(self._book(), read_changes(changes)))

    def plan(self, must: list[str], without: list[str]) -> Found:
        """Which features in which order bring most, after a short search."""
        wishes = replace(Wishes(tuple(must), tuple(without)).quick(), seconds=SECONDS)
        return plan_table.as_dict(plan(self._book(), wishes, scope=False))

    def _stands(self, promise: str) -> Found:
        """How a promise stands, and its odds now."""
        book, deals = self._book(), self._ahead()
        if "promises" not in self._made:
            made = promises_ahead(book, deals=deals, features=self._work())
            self._made["promises"] = {line.id: line for line in made}
        told = promise_rows.stands(self._made["promises"].get(promise))
        return told | {"decided": told["decided"] and asdict(told["decided"])}

    def _waited_for(self, tool: str) -> Found:
        """When a sales tool is ready, and who waits for it."""
        asks = self._book().tool_asks.filter(pl.col("answered_on").is_null(), tool=tool).to_dicts()
        ahead = next((asdict(one) for one in self._work().tools if one.name == tool), {})
        ahead.pop("name", None)
        return {**ahead, "asks": asks}

    def _report(self) -> WeeklyReport:
        book = self._book()
        if "report" not in self._made:
            self._made["report"] = report(book)
        made: WeeklyReport = self._made["report"]
        return made

    def _ahead(self) -> DealsAhead:
        book = self._book()
        if "deals" not in self._made:
            self._made["deals"] = deals_ahead(book)
        made: DealsAhead = self._made["deals"]
        return made

    def _work(self) -> FeaturesAhead:
        book = self._book()
        if "features" not in self._made:
            self._made["features"] = features_ahead(book)
        made: FeaturesAhead = self._made["features"]
        return made

    def _book(self) -> Book:
        """The records as they are now."""
        state = self._state_now()
        if state != self._state or "book" not in self._made:
            self._made, self._state = {"book": self._read()}, state
        book: Book = self._made["book"]
        return book

    def _state_now(self) -> Any:
        if self._folder is None:
            from interlock.actions.load_book import load_state

            return load_state()[0]
        files = sorted(self._folder.rglob("*")) if self._folder.is_dir() else [self._folder]
        return [(str(file), file.stat().st_mtime_ns) for file in files if file.is_file()]

    def _read(self) -> Book:
        if self._folder is None:
            from interlock.actions.load_book import load_book

            return load_book(on=self._on)
        from interlock.actions.read_files import read_files

        return read_files(self._folder, mapping=self._mapping, strict=self._strict).book


def _fits(line: DealLine, asked: Found) -> bool:
    text = f"{line.name} {line.account} {line.id} {line.owner}".lower()
    same = ("owner", "stage", "account", "waits_for")
    return (asked["q"] or "").lower() in text and all(
        asked[name] in (None, getattr(line, name)) for name in same
    )


def _sorted(lines: Sequence[DealLine], sort: str | None) -> Sequence[DealLine]:
    """In the order asked for; what has no value comes last. Raises ``UnknownName``."""
    if not sort:
        return lines
    name = sort.removeprefix("-")
    if name == "moved":
        return sorted(lines, key=_moved, reverse=not sort.startswith("-"))
    if name not in SORTS:
        raise UnknownName("order", sort, [*SORTS, "moved"])
    column, most_first = SORTS[name]
    known = [line for line in lines if getattr(line, column) is not None]
    without = [line for line in lines if getattr(line, column) is None]
    turned = most_first != sort.startswith("-")
    return [*sorted(known, key=lambda line: getattr(line, column), reverse=turned), *without]


def _moved(line: DealLine) -> float:
    return abs(line.p_won - (line.p_won if line.p_won_last_week is None else line.p_won_last_week))


def _told(line: DealLine) -> Found:
    told = asdict(line)
    del told["strip"], told["drivers"]
    return told
