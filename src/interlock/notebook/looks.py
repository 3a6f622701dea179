"""How each kind of outcome is shown."""

from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from typing import Any

from interlock.notebook.shown import Look
from interlock.records.backtest import DealsBacktest
from interlock.records.birth import Birth
from interlock.records.forecasts import Forecast
from interlock.records.moved import Moved
from interlock.records.pace import PaceBacktest
from interlock.records.plan_answer import AnsweredPlan
from interlock.records.report import DealLine, DealsAhead, WeeklyReport
from interlock.records.ship_backtest import ShipBacktest
from interlock.records.stated_dates import DatesBacktest
from interlock.records.whatif import Answer, Comparison
from interlock.records.wins import WinsBacktest
from interlock.records.worth import NeedsWorth
from interlock.render import (
    backtest,
    deal_curve,
    frames,
    json,
    moved_table,
    moved_text,
    notebook,
    pace,
    page,
    plan_table,
    plan_text,
    ship_backtest,
    stated_dates,
    text,
    whatif,
    whatif_compared,
    whatif_table,
    wins,
    worth,
)

REPORT = Look[WeeklyReport](notebook.report, text.summary, json.report, "deals", page.render)
ANSWER = Look[Answer](notebook.answer, whatif.as_text, whatif_table.as_json, "quarters")
PLAN = Look[AnsweredPlan](notebook.plan, plan_text.as_text, plan_table.as_json, "features")
WORTH = Look[NeedsWorth](notebook.worth, worth.as_text, worth.as_json, "features")
MOVED = Look[Moved](notebook.moved, moved_text.summary, moved_table.json, "parts")
DEALS_BACKTEST = Look[DealsBacktest](
    notebook.backtest_deals, backtest.as_text, backtest.as_json, "forecasts", backtest.as_html
)
SHIP_BACKTEST = Look[ShipBacktest](
    notebook.backtest_features, ship_backtest.as_text, ship_backtest.as_json, "forecasts",
    ship_backtest.as_html,
)  # fmt: skip


def comparison() -> Look[Comparison]:
    """What-ifs side by side, as the command line says them."""
    return _told(whatif_compared.as_text, whatif_table.compared_json, "sides")


def pace_backtest() -> Look[PaceBacktest]:
    return _told(pace.as_text, pace.as_json, "forecasts")


def dates_backtest() -> Look[DatesBacktest]:
    return _told(stated_dates.as_text, stated_dates.as_json, "forecasts")


def wins_backtest() -> Look[WinsBacktest]:
    return _told(wins.as_text, wins.as_json, "forecasts")


def _told(said: Any, as_json: Any, rows: str) -> Look[Any]:
    """What has no picture shows its words."""
    return Look(lambda made: notebook.text(said(made)), said, as_json, rows)


def forecast(names: Mapping[str, str], currency: str) -> Look[Forecast]:
    """A table of odds, with the names of deals by id."""
    return Look(
        partial(notebook.forecast, names=names, currency=currency),
        lambda made: "\n".join((str(made.rows), *made.notes)),
        lambda made: frames.write(made, "json").decode(),
        "rows",
    )


def deals_ahead() -> Look[DealsAhead]:
    """Every open deal."""
    return Look(
        notebook.deals_ahead,
        lambda made: f"{len(made.deals)} open deals, as of {made.birth.as_of}; .frame() has them",
        lambda made: json.dumped({**json.head(DEALS_AHEAD, made.birth), **asdict(made)}),
        "deals",
    )


def deal(birth: Birth, currency: str) -> Look[DealLine]:
    """One deal."""
    return Look(
        partial(notebook.deal, birth=birth, currency=currency),
        lambda made: f"{made.name}: {deal_curve.in_words(made)}",
        lambda made: json.dumped({**json.head(DEAL_AHEAD, birth), **asdict(made)}),
        "drivers",
    )


DEALS_AHEAD, DEAL_AHEAD = "interlock/deals-ahead/1", "interlock/deal-ahead/1"
