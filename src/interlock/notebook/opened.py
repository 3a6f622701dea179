"""What was opened: a book, where it came from, and whatever the engine says of it.

Each question is one call of the action that the command line calls, so the figures are the same.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from functools import cached_property
from typing import Any

from interlock.notebook import looks
from interlock.notebook.days import Day, day_of
from interlock.notebook.shown import Shown
from interlock.records.backtest import DealsBacktest
from interlock.records.book import Book
from interlock.records.errors import BadUsage, UnknownName
from interlock.records.forecasts import FORECASTS, Forecast
from interlock.records.moved import Moved
from interlock.records.plan_answer import AnsweredPlan
from interlock.records.planning import Wishes
from interlock.records.problems import Problem
from interlock.records.reading import Reading
from interlock.records.report import DealLine, DealsAhead, WeeklyReport
from interlock.records.ship_backtest import ShipBacktest
from interlock.records.whatif import Answer, Change, Comparison, WhatIf
from interlock.records.worth import NeedsWorth
from interlock.render import notebook, problems_text, words

MOST_QUARTERS = 4


class Opened:
    """``book`` holds the records, a Polars frame a table (``book.deals``); ``problems`` what was
    wrong with the files, ``unrecognised`` the files that nobody knows.

    ``as_of`` is the day whose knowledge is used, by default the latest day seen; ``seed`` that of
    all luck.
    """

    def __init__(
        self, reading: Reading, *, where: str, progress: Callable[[str], None] = lambda _: None
    ) -> None:
        self.book: Book = reading.book
        self.problems: tuple[Problem, ...] = reading.problems
        self.unrecognised: tuple[str, ...] = reading.unrecognised
        self.where = where
        self._progress = progress

    def forecast(
        self,
        what: str,
        *,
        as_of: Day | None = None,
        seed: int = 1,
        quarters: int = 1,
        by: str | None = None,
    ) -> Shown[Forecast]:
        """Odds of deals (by the end of each of ``quarters`` quarters) or features, bookings
        (``by`` rep, segment, ...), or drivers, what would move deals; ``.rows`` is the table.
        """
        from interlock.actions.forecast import forecast

        if what not in FORECASTS:
            raise UnknownName("forecast", what, FORECASTS)
        if not 1 <= quarters <= MOST_QUARTERS:
            raise BadUsage(f"quarters={quarters} is not from 1 to {MOST_QUARTERS}")
        made = forecast(self.book, what=what, quarters=quarters, by=by, **self._on(as_of, seed))
        return Shown(made, looks.forecast(self._names, self.book.company.currency))

    def report(
        self, reader: str = "management", *, as_of: Day | None = None, seed: int = 1
    ) -> Shown[WeeklyReport]:
        """The weekly report for management, sales, development or a person."""
        from interlock.actions.report import report

        made = report(self.book, reader=reader, **self._on(as_of, seed))
        return Shown(made, looks.REPORT)

    def deals_ahead(self, *, as_of: Day | None = None, seed: int = 1) -> Shown[DealsAhead]:
        """Every open deal, most in the balance first, with what holds it and would move it."""
        from interlock.actions.deals_ahead import deals_ahead

        return Shown(deals_ahead(self.book, **self._on(as_of, seed)), looks.deals_ahead())

    def deal(self, name: str, *, as_of: Day | None = None, seed: int = 1) -> Shown[DealLine]:
        """One open deal, by id or name, with its curve."""
        from interlock.actions.deals_ahead import deal_ahead

        ahead, line = deal_ahead(self.book, name, **self._on(as_of, seed))
        return Shown(line, looks.deal(ahead.birth, ahead.currency))

    def whatif(
        self, *changes: Change | WhatIf, as_of: Day | None = None, seed: int = 1
    ) -> Shown[Answer]:
        """What changes would do, made one after the other: ``whatif(Drop("CORE-1199"))``."""
        from interlock.actions.whatif import whatif

        asked = _asked(changes)
        if not asked.changes:
            raise BadUsage('Say at least one change, such as interlock.Drop("CORE-1199")')
        return Shown(whatif(self.book, asked, **self._on(as_of, seed)), looks.ANSWER)

    def compare(
        self,
        asked: Mapping[str, Change | WhatIf | Sequence[Change]],
        *,
        as_of: Day | None = None,
        seed: int = 1,
    ) -> Shown[Comparison]:
        """Several what-ifs side by side, by name."""
        from interlock.actions.whatif import compare

        sides = {
            name: _asked(one if isinstance(one, Sequence) else (one,))
            for name, one in asked.items()
        }
        made = compare(self.book, sides, **self._on(as_of, seed))
        return Shown(made, looks.comparison())

    def plan(
        self,
        *,
        must: str | Sequence[str] = (),
        without: str | Sequence[str] = (),
        horizon: Day | None = None,
        target: float | None = None,
        quick: bool = False,
        as_of: Day | None = None,
        seed: int = 1,
        **wishes: Any,
    ) -> Shown[AnsweredPlan]:
        """Which features in which order bring most, and how good that is. ``must`` ship in time,
        ``without`` are left out, ``target`` is a sum whose least work is said; ``wishes`` are the
        other fields of `records.planning.Wishes`, such as ``seconds`` or ``aim``;
        ``quick`` leaves out gap, stability, people and bookings against work.
        """
        from interlock.actions.plan import plan

        known = [one.name for one in fields(Wishes)]
        for name in wishes:
            if name not in known:
                raise UnknownName("wish", name, known)
        asked = Wishes(_names(must), _names(without), horizon=day_of(horizon))
        asked = replace(asked.quick() if quick else asked, **wishes)
        scope = not quick or bool(asked.capacity)
        made = plan(self.book, asked, target=target, scope=scope, **self._on(as_of, seed))
        return Shown(made, looks.PLAN)

    def worth(self, *, as_of: Day | None = None, seed: int = 1) -> Shown[NeedsWorth]:
        """What needs and features are worth, and how that is known."""
        from interlock.actions.worth import worth

        return Shown(worth(self.book, **self._on(as_of, seed)), looks.WORTH)

    def moved(self, since: Day, *, as_of: Day | None = None, seed: int = 1) -> Shown[Moved]:
        """Why the forecast of this quarter moved since another day."""
        from interlock.actions.moved import moved

        began = day_of(since)
        if began is None:
            raise BadUsage("Say since which day, such as 2026-11-13")
        return Shown(moved(self.book, since=began, **self._on(as_of, seed)), looks.MOVED)

    def backtest_deals(
        self,
        *,
        first: Day | None = None,
        last: Day | None = None,
        every_days: int = 7,
        horizons: Sequence[int] = (30, 60, 90),
        seed: int = 1,
    ) -> Shown[DealsBacktest]:
        """Odds of deals as of past days, held against what happened."""
        from interlock.actions.backtest_deals import backtest_deals

        made = backtest_deals(
            self.book, first=day_of(first), last=day_of(last), every_days=every_days,
            horizons=horizons, seed=seed, progress=self._progress,
        )  # fmt: skip
        return Shown(made, looks.DEALS_BACKTEST)

    def backtest_features(
        self,
        *,
        first: Day | None = None,
        last: Day | None = None,
        every_days: int = 28,
        seed: int = 1,
    ) -> Shown[ShipBacktest]:
        """Ship dates as of past days, held against the days on which features shipped."""
        from interlock.actions.backtest_features import backtest_features

        made = backtest_features(
            self.book, first=day_of(first), last=day_of(last), every_days=every_days, seed=seed,
            progress=self._progress,
        )  # fmt: skip
        return Shown(made, looks.SHIP_BACKTEST)

    def _on(self, as_of: Day | None, seed: int) -> dict[str, Any]:
        return {"as_of": day_of(as_of), "seed": seed, "progress": self._progress}

    @cached_property
    def _names(self) -> dict[str, str]:
        """What deals are called, by id."""
        return dict(self.book.deals.select("id", "name").drop_nulls().iter_rows())

    def _repr_html_(self) -> str:
        return notebook.book(self.book, self.where, self.problems, self.unrecognised)

    def __repr__(self) -> str:
        counts = ", ".join(f"{count:,} {name}" for name, count in self.book.counts.items())
        company = self.book.company.name or "A company without a name"
        lines = [f"{company}, from {self.where}", counts or "no records"]
        if self.book.counts:
            lines[0] = f"{lines[0]}, known until {words.full_day(self.book.seen_on)}"
        if self.problems or self.unrecognised:
            lines.append(problems_text.problems(self.problems, self.unrecognised, ()))
        return "\n".join(lines)


def _names(said: str | Sequence[str]) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)


def _asked(changes: Sequence[Change | WhatIf]) -> WhatIf:
    """Changes and what-ifs as one."""
    return WhatIf().and_(
        *(one for said in changes for one in (said.changes if isinstance(said, WhatIf) else [said]))
    )
