"""This week on one screen: the parts of it that are read, out of a weekly report."""

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from interlock.records.report import Question, WeeklyReport
from interlock.records.thing import Thing
from interlock.render import amounts, gauge, page, templating, words

BOTH = ("bookings", "releases", "promises")
PARTS = {True: (*BOTH, "moved"), False: (*BOTH, "features", "other_side")}
"""whether a reader sees amounts -> what their week holds"""

RELEASES, FEATURES, PROMISES, DEALS = 4, 8, 5, 5


def parts(report: WeeklyReport, *, address: page.Address | None = None) -> dict[str, Markup]:
    """What the report says of bookings, of why they moved, and so on: by the name of each part.
    Features and releases lead to the ``address`` that each has, where there is one.
    """
    quarter = report.quarter
    after = quarter.later[0] if quarter and quarter.later else None
    told = page.told(report, address=address) | {
        "after": after,
        "gauge": after and gauge.gauge(after, currency=report.currency),
        "releases": report.releases[:RELEASES],
        "features": [one for one in report.features if one.deals][:FEATURES],
        "due": [one for one in report.promises if one.verdict in ("open", "odds")][:PROMISES],
    }
    environment = templating.environment()
    return {
        name: Markup(environment.get_template(f"week_{name}.html").render(**told))  # noqa: S704
        for name in PARTS[report.reader.sees_amounts]
    }


def deal_lines(report: WeeklyReport) -> list[dict[str, Any]]:
    """The first deals with their odds, now and last week, in words."""
    return [
        {
            "deal": deal,
            "won": words.odds(deal.p_won),
            "was": "" if deal.p_won_last_week is None else words.odds(deal.p_won_last_week),
        }
        for deal in report.deals[:DEALS]
    ]


def things(found: Iterable[Thing], report: WeeklyReport) -> list[dict[str, Any]]:
    """Things to do, each with what hangs on it in words."""
    return [{"thing": one, "effect": _money(one.effect, report)} for one in found]


def questions(found: Iterable[Question], report: WeeklyReport) -> list[dict[str, Any]]:
    """Questions, each with what an answer would change in words."""
    return [{"question": one, "effect": _money(one.effect, report)} for one in found]


def _money(amount: float | None, report: WeeklyReport) -> str:
    return "" if amount is None else amounts.short(amount, currency=report.currency)
