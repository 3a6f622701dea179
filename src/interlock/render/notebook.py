"""Outcomes as they show themselves in a notebook: small pieces of HTML that bring their own style.

A piece names no id that a page could refer to, holds no script, and changes nothing around it.
"""

from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import Any

import polars as pl
from markupsafe import Markup

from interlock.records.backtest import DealsBacktest
from interlock.records.birth import Birth
from interlock.records.book import Book
from interlock.records.forecasts import Forecast
from interlock.records.moved import Moved
from interlock.records.plan_answer import AnsweredPlan
from interlock.records.problems import Problem
from interlock.records.report import DealLine, DealsAhead, Odds, WeeklyReport
from interlock.records.ship_backtest import ShipBacktest
from interlock.records.tables import TABLES
from interlock.records.whatif import Answer
from interlock.records.worth import NeedsWorth
from interlock.render import (
    amounts,
    backtest_words,
    deal_curve,
    held_by_horizon,
    held_line,
    icons,
    ladder,
    odds_bars,
    page,
    plan_orders,
    plan_scope_said,
    plan_words,
    problems_text,
    quarters,
    reliability_line,
    templating,
    waterfall,
    whatif_page,
    wins_line,
    words,
)
from interlock.render import worth as worth_words
from interlock.render.movers import ranked
from interlock.render.waterfall import Bar

STYLES = ("style.css", "parts.css", "backtest.css", "ship_backtest.css")
MOST_ROWS, MOST_NAMED = 12, 6
PICTURE = 460.0


def shown(piece: str, **told: Any) -> str:
    """The piece of that name with its style around it."""
    inside = _part(piece, **told)
    return str(_part("box", style=_style(), defs=icons.defs(), inside=inside))


def page_of(fragment: str, title: str) -> str:
    """The same as a page of its own."""
    return str(_part("page", title=title, inside=Markup(fragment)))  # noqa: S704


@cache
def _style() -> Markup:
    """Our style sheets, held to the piece: what a page says of itself is said of the piece."""
    sheets = str(templating.style(*STYLES)).replace(":root", "&")
    own = templating.style("notebook/notebook.css")
    return Markup(".interlock {{\n{}\n}}\n{}").format(Markup(sheets), own)  # noqa: S704


def _part(name: str, **told: Any) -> Markup:
    made = templating.environment().get_template(f"notebook/{name}.html").render(**told)
    return Markup(made)  # noqa: S704


def _said(birth: Birth, currency: str) -> dict[str, Any]:
    """What pieces say things with, bound to a day and a currency."""
    return {
        "birth": birth,
        "day": partial(words.day, as_of=birth.as_of),
        "days": partial(words.days, as_of=birth.as_of),
        "money": partial(amounts.short, currency=currency),
        "between": partial(amounts.between, currency=currency),
        "odds": words.odds,
        "count": words.count,
        "listed": words.listed,
        "full_day": words.full_day,
    }


def book(known: Book, where: str, problems: Sequence[Problem], unknown: Sequence[str]) -> str:
    """What was opened: its tables, and what is wrong with the files."""
    groups = [problems_text.group(some) for some in problems_text.alike(problems)]
    rows = [(name, rows, TABLES[name].meaning) for name, rows in known.counts.items()]
    return shown(
        "book", book=known, where=where, rows=rows, groups=groups[:MOST_ROWS], most=MOST_ROWS,
        problems=len(problems), kinds=len(groups), unknown=unknown,
        left_out=problems_text.rows_left_out(problems), full_day=words.full_day, count=words.count,
    )  # fmt: skip


def report(made: WeeklyReport) -> str:
    """The quarter at a glance and the releases; the whole page is `page.render`."""
    told = {**page.told(made), "releases": made.releases, "is_whole": False}
    return shown("report", **told)


def deals_ahead(made: DealsAhead) -> str:
    """The deals most in the balance."""
    lines = made.deals[:MOST_ROWS]
    return shown(
        "deals_ahead", rows=page.deal_rows(made, lines), made=made,
        **_said(made.birth, made.currency),
    )  # fmt: skip


def deal(line: DealLine, *, birth: Birth, currency: str) -> str:
    """One deal: its odds week by week, what holds it and what would move it."""
    return shown(
        "deal", deal=line, curve=deal_curve.curve(line), says=deal_curve.in_words(line),
        driver=words.driver, **_said(birth, currency),
    )  # fmt: skip


def forecast(made: Forecast, names: Mapping[str, str], currency: str) -> str:
    """The table of odds as people look at it; ``names`` of deals by id."""
    rows = made.rows.to_dicts()
    drawn = {"bookings": _bookings, "deals": _deals, "features": _features, "drivers": _drivers}
    told = drawn[made.name](made, rows, names)
    return shown(f"forecast_{made.name}", made=made, **told, **_said(made.birth, currency))


def _bookings(_made: Forecast, rows: Sequence[dict[str, Any]], _names: Any) -> dict[str, Any]:
    """The whole company as a picture; by parts as a table alone."""
    by_part = any(row["part"] for row in rows)
    picture = None if by_part else quarters.quarters(rows)
    return {"rows": rows, "by_part": by_part, "picture": picture}


def _deals(
    made: Forecast, _rows: Sequence[dict[str, Any]], names: Mapping[str, str]
) -> dict[str, Any]:
    """Those with most money at stake by the first quarter's end."""
    first = made.rows.filter(pl.col("quarter_end") == pl.col("quarter_end").min())
    top = first.sort("expected_amount", descending=True, nulls_last=True, maintain_order=True)
    rows = [
        {**row, "name": names.get(row["id"]) or row["id"],
         "bar": odds_bars.bar(row["p_won"], row["p_lost"], name=names.get(row["id"]) or row["id"])}
        for row in top.head(MOST_ROWS).to_dicts()
    ]  # fmt: skip
    return {"rows": rows, "of": first.height}


def _features(made: Forecast, rows: Sequence[dict[str, Any]], _names: Any) -> dict[str, Any]:
    """Each with its ladder, the same days for all, soonest first."""
    lines = [(row, _steps(row)) for row in rows]
    lines = [*sorted((line for line in lines if line[1]), key=lambda line: line[1][0][0]),
             *(line for line in lines if not line[1])][:MOST_ROWS]  # fmt: skip
    named = [day for _, steps in lines for day, _ in steps]
    first = made.birth.as_of
    span = ladder.Span(first, max([ladder.span_of((), as_of=first).last, *named]))
    drawn = [
        (row, ladder.ladder(Odds(tuple(steps)), span, due=row["due"], name=row["name"] or row["id"])
         if steps else None)
        for row, steps in lines
    ]  # fmt: skip
    return {"rows": drawn, "of": len(rows)}


def _steps(row: Mapping[str, Any]) -> list[tuple[Any, float]]:
    named = (("p50_on", 0.5), ("p80_on", 0.8), ("p95_on", 0.95))
    return [(row[name], chance) for name, chance in named if row[name] is not None]


def _drivers(
    _made: Forecast, rows: Sequence[dict[str, Any]], names: Mapping[str, str]
) -> dict[str, Any]:
    """Those that would move a deal most."""
    by_gain = sorted(rows, key=lambda row: row["year_now"] - row["year_then"])
    told = [{**row, "name": names.get(row["id"]) or row["id"]} for row in by_gain[:MOST_ROWS]]
    return {"rows": told, "of": len(rows), "points": words.points}


def answer(made: Answer) -> str:
    """A what-if, as the site's page tells it: what it costs and what it buys, side by side."""
    told = whatif_page.told(made)
    return shown("answer", made=made, **told, **_said(made.birth, made.currency))


def plan(made: AnsweredPlan) -> str:
    """What a plan brings, the orders beside each other, how good it is, the features that bring
    most and why each stands where it does.
    """
    most = sorted(made.features, key=lambda one: -one.brings)
    below = [one.name for one in most if not one.above]
    again = [*map(plan_words.steady, made.stability)]
    again += [plan_words.person(one, made) for one in made.staffing]
    return shown(
        "plan", made=made, adds=plan_words.adds(made), left_out=plan_words.left_out(made),
        goodness=[*plan_words.how_good(made), plan_words.broken(*made.broken)],
        picture=plan_orders.pictures(made)[0] if made.today > made.never else None,
        rows=most[:MOST_ROWS], why=plan_words.why, again=again,
        below=below[:MOST_NAMED], below_more=len(below[MOST_NAMED:]),
        scope=plan_scope_said.lines(made.scope), **_said(made.birth, made.currency),
    )  # fmt: skip


def moved(made: Moved) -> str:
    """Why a forecast moved: levels and steps that add up."""
    largest, rest, refit = ranked(part for part in made.parts if part.deals)
    steps = [(part.reason, part.amount, len(part.deals), "") for part in largest]
    steps += [("other", sum(part.amount for part in rest), 0, "")] if rest else []
    steps += [(part.reason, part.amount, len(part.deals), "refit") for part in refit]
    ends = Bar(made.then, is_level=True), Bar(made.now, is_level=True)
    first, *between, last = waterfall.bars(
        [ends[0], *(Bar(amount, kind=kind) for _, amount, _, kind in steps), ends[1]]
    )
    rows = [(*step, bar) for step, bar in zip(steps, between, strict=True)]
    told = _said(made.birth, made.currency)
    return shown("moved", made=made, rows=rows, first=first, last=last, **told)


def worth(made: NeedsWorth) -> str:
    """What features are worth, most at risk first, and how that is known."""
    return shown(
        "worth", made=made, rows=made.features[:MOST_ROWS], source=worth_words.source,
        **_said(made.birth, made.currency),
    )  # fmt: skip


def backtest_deals(made: DealsBacktest) -> str:
    """Past odds beside what happened: a picture and the scores of each horizon."""
    drawn = [
        (result, backtest_words.told(result), reliability_line.line(result, width=PICTURE),
         wins_line.line(result, width=PICTURE))
        for result in made.results
    ]  # fmt: skip
    return shown(
        "backtest_deals", made=made, horizons=drawn, verdict=backtest_words.verdict(made),
        names=backtest_words.NAMES, full_day=words.full_day, count=words.count,
    )  # fmt: skip


def backtest_features(made: ShipBacktest) -> str:
    """Past ship dates beside the days on which features shipped."""
    pictures = []
    if made.every.scores:
        pictures = [
            held_by_horizon.picture(made.bands, width=PICTURE),
            held_line.line(made.every, width=PICTURE),
        ]
    return shown(
        "backtest_features", made=made, pictures=[one for one in pictures if one is not None],
        bands=[band for band in (made.every, *made.bands) if band.scores],
        full_day=words.full_day, count=words.count,
    )  # fmt: skip


def text(said: str) -> str:
    """What a terminal would show."""
    return shown("text", said=said)
