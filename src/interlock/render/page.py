"""The weekly report as one self-contained page: no network, no script; screen, phone, paper."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from markupsafe import Markup

from interlock.records.calls import CallsAhead
from interlock.records.report import DealLine, DealsAhead, DropLine, ReleaseLine, WeeklyReport
from interlock.render import (
    amounts,
    burn_up,
    customer_words,
    decided_words,
    drop,
    fan,
    forest,
    glance,
    icons,
    ladder,
    links,
    measured_words,
    promise_check,
    promise_words,
    report_plan,
    sellable,
    strip,
    templating,
    words,
)
from interlock.render.movers import bridge_rows, mover_rows, quarter_doubts

Address = Callable[[str, str], str]
"""What leads to the page of a feature, release or promise: its kind and id -> an address."""

SECTIONS = (
    "quarter", "deals", "features", "drops", "plan", "other-side", "promises", "customers",
    "measured", "small-print",
)  # fmt: skip
STYLES = ("style.css", "parts.css", "measured.css", "paper_and_phone.css")


def render(report: WeeklyReport) -> str:
    """The whole page for the report's reader; the same report gives the same bytes."""
    page = templating.environment().get_template("page.html")
    return page.render(style=style(), **told(report))


def body(report: WeeklyReport, *, address: Address | None = None) -> Markup:
    """What the page holds, without the page around it; features, releases and promises lead to the
    ``address`` that each has, where there is one.
    """
    return _part("body.html", told(report, address=address))


def deal_rows(made: DealsAhead, lines: Sequence[DealLine]) -> list[dict[str, Any]]:
    """Deals as a table's cells say them, each with its strip."""
    said, rim = _deal_words(made, lines), strip.rim_of(deal.strip for deal in lines)
    return [
        {
            "deal": deal,
            "amount": said["money"](deal.amount) if deal.amount is not None else deal.band,
            "won": words.odds(deal.p_won),
            "was": words.odds(deal.p_won_last_week) if deal.p_won_last_week is not None else "",
            "days": said["days"](deal.p10_on, deal.p90_on) if deal.p10_on and deal.p90_on else "",
            "crm": said["day"](deal.expected_close_on) if deal.expected_close_on else "",
            "holds": "; ".join(deal.holds),
            "strip": small_strip(deal, rim=rim, as_of=made.birth.as_of),
        }
        for deal in lines
    ]


def call_scores(made: CallsAhead) -> Markup:
    """How near each caller's calls came to what was won."""
    told = {
        "report": {"calls": made.scores},
        "money": partial(money, currency=made.currency),
        "count": words.count,
        "shown": _shown,
        "per_cent_whole": measured_words.whole,
        "lean": measured_words.lean,
    }
    return _part("calls.html", told)


def deal_legend(made: DealsAhead, lines: Sequence[DealLine]) -> Markup:
    """How to read the strips of these deals."""
    return _part("strip_legend.html", _deal_words(made, lines) | {"deals": lines})


def hatch() -> Markup:
    """What the strips of a page refer to; once a page."""
    return icons.defs()


def _deal_words(made: DealsAhead, lines: Sequence[DealLine]) -> dict[str, Any]:
    as_of = made.birth.as_of
    return {
        "birth": made.birth,
        "rim": strip.rim_of(deal.strip for deal in lines),
        "per_cent": words.per_cent,
        "day": partial(words.day, as_of=as_of),
        "days": partial(words.days, as_of=as_of),
        "money": partial(money, currency=made.currency),
    }


def _part(name: str, told: Mapping[str, Any]) -> Markup:
    return Markup(templating.environment().get_template(name).render(**told))  # noqa: S704


def style() -> Markup:
    """The page's style sheet."""
    return templating.style(*STYLES)


def told(report: WeeklyReport, *, address: Address | None = None) -> dict[str, Any]:
    """What templates say of a report, with the words and drawings that they say it with."""
    about = {"report": report, "birth": report.birth, "q": report.quarter, "is_whole": True}
    about["number"] = _numbers(report)
    return {**about, "address": address, **_in_words(report), **_drawings(report)}


def _numbers(report: WeeklyReport) -> dict[str, int]:
    """The sections by id, from one: some stand only where they hold anything."""
    some = {
        "plan": report.plan,
        "customers": report.customers,
        "measured": report.rules or report.calls or report.categories,
    }
    there = (one for one in SECTIONS if one not in some or some[one])
    return {one: number for number, one in enumerate(there, 1)}


def _in_words(report: WeeklyReport) -> dict[str, Any]:
    """What templates say things with, bound to the report's day and currency."""
    as_of, currency = report.birth.as_of, report.currency
    day = partial(words.day, as_of=as_of)
    return {
        "sentence": glance.sentence(report),
        "reader": glance.reader(report.reader),
        "week": glance.week(report.quarter, as_of) if report.quarter else None,
        "wins": glance.wins,
        "reached": bool(report.quarter and glance.reached(report.quarter)),
        "odds": words.odds,
        "per_cent": words.per_cent,
        "count": words.count,
        "moved_times": words.moved_times,
        "held_by": words.held_by,
        "driver": words.driver,
        "moved": words.moved,
        "listed": words.listed,
        "full_day": words.full_day,
        "day": day,
        "days": partial(words.days, as_of=as_of),
        "plan_words": report_plan,
        "sellable": partial(sellable.said, as_of=as_of),
        "money": partial(money, currency=currency),
        "money_in_full": partial(amounts.full, currency=currency),
        "between": partial(amounts.between, currency=currency),
        "by_dates": partial(ladder.steps_in_words, as_of=as_of),
        "needs_file": links.needs_file(report),
        "has_links": links.has_links(report),
        "decided": partial(decided_words.of, as_of=as_of),
        "stands": promise_words.stands,
        "waiting": partial(promise_words.waiting, reader=report.reader),
        "promise_parts": promise_words.parts(report),
        "said_record": promise_words.record,
        "firm_words": promise_words.firm(report),
        "health": customer_words.health,
        "link_words": customer_words.link,
        "renewing": customer_words.renewing,
        "shown": _shown,
        "share_range": measured_words.share_range,
        "per_cent_whole": measured_words.whole,
        "lean": measured_words.lean,
        "ratio": forest.in_words,
        "ratio_figures": forest.figures,
        "promises_worth": promise_check.says,
    }


def _drawings(report: WeeklyReport) -> dict[str, Any]:
    as_of, currency, quarter = report.birth.as_of, report.currency, report.quarter
    rim = strip.rim_of(deal.strip for deal in report.deals)
    span = ladder.span_of((*report.releases, *report.features), as_of=as_of)
    return {
        "icon": icons.icon,
        "defs": icons.defs(),
        "rim": rim,
        "fans": _fans(report),
        "burn_ups": partial(_burn_ups, as_of=as_of),
        "bridge": bridge_rows(quarter),
        "movers": mover_rows(quarter),
        "move_doubts": quarter_doubts(quarter, currency=report.currency),
        "small_strip": partial(small_strip, rim=rim, as_of=as_of),
        "wide_strips": partial(wide_strips, rim=rim, as_of=as_of),
        "ladder": partial(ladder.ladder, span=span),
        "forest": forest.row,
        "forest_axis": forest.axis(),
        "drop_bars": partial(_drop_bars, most=drop.reach(report.drops), currency=currency),
    }


def _fans(report: WeeklyReport) -> list[Markup]:
    """One drawing for a screen and one for a phone; the style shows one of them."""
    if report.quarter is None:
        return []
    drawn = (
        fan.fan(report.quarter, as_of=report.birth.as_of, currency=report.currency, size=size)
        for size in (fan.WIDE, fan.NARROW)
    )
    return [picture for picture in drawn if picture is not None]


def _burn_ups(line: ReleaseLine, *, as_of: date) -> list[Markup]:
    if line.burn_up is None:
        return []
    drawn = (
        burn_up.burn_up(line.burn_up, name=line.name, as_of=as_of, due=line.due, size=size)
        for size in (burn_up.WIDE, burn_up.NARROW)
    )
    return [picture for picture in drawn if picture is not None]


def small_strip(deal: DealLine, *, rim: strip.Rim, as_of: date) -> Markup:
    """A deal's strip for the row of a table."""
    return strip.small(
        deal.strip, rim, title=_strip_name(deal), about=strip.in_words(deal.strip, as_of=as_of)
    )


def wide_strips(deal: DealLine, *, rim: strip.Rim, as_of: date) -> list[Markup]:
    """A deal's strip for a screen and for a phone."""
    about = strip.in_words(deal.strip, as_of=as_of)
    return [
        strip.wide(deal.strip, rim, title=_strip_name(deal), about=about, width=width)
        for width in (strip.WIDE, strip.NARROW)
    ]


def _drop_bars(line: DropLine, *, most: float, currency: str) -> list[Markup]:
    drawn = (drop.drop(line, most, currency=currency, width=w) for w in (drop.WIDE, drop.NARROW))
    return [picture for picture in drawn if picture is not None]


def _strip_name(deal: DealLine) -> str:
    waits = f", waits for {deal.waits_for}" if deal.waits_for else ""
    return f"Weeks ahead of {deal.name}{waits}"


def money(amount: float, *, currency: str, signed: bool = False) -> Markup:
    """Three figures, with the amount in full where the pointer rests."""
    said = amounts.short(amount, currency=currency, signed=signed)
    whole = amounts.full(amount, currency=currency, signed=signed)
    return Markup('<span class="n" title="{}">{}</span>').format(whole, said)


def _shown(rows: Iterable[Any], *names: str) -> bool:
    """Whether any row has any of these: a column of nothing is not drawn."""
    return any(getattr(row, name) not in (None, "", ()) for row in rows for name in names)
