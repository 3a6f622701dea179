"""The week in one line that fits a phone's lock screen."""

from datetime import timedelta
from functools import partial

from interlock.records.report import PromiseLine, QuarterSection, WeeklyReport
from interlock.records.report_promises import SOON_DAYS
from interlock.render import amounts, glance, words

MOST = 110
"""Characters of a line: what a lock screen shows of a message without opening it."""


def line(report: WeeklyReport) -> str:
    """Week of 20 Nov: 62 % to reach $3.40 M (55 % last week); 2 promises due, 1 release moved."""
    said = f"Week of {words.day(report.birth.as_of, as_of=report.birth.as_of)}: {_head(report)}"
    mark = "; "
    for part in _tail(report):
        if len(said) + len(mark) + len(part) <= MOST:
            said, mark = f"{said}{mark}{part}", ", "
    return words.cut(said, MOST)


def due(report: WeeklyReport) -> list[PromiseLine]:
    """Promises that are not settled yet and whose day is near or has passed."""
    last = report.birth.as_of + timedelta(days=SOON_DAYS)
    return [one for one in report.promises if not one.decided and one.due and one.due <= last]


def _head(report: WeeklyReport) -> str:
    quarter = report.quarter
    if quarter is None:
        number = report.features_shown_of
        return words.count(number, "unfinished feature") if number else "nothing to forecast yet"
    return _target(quarter, report.currency) or _forecast(quarter, report)


def _target(quarter: QuarterSection, currency: str) -> str:
    """The chance of the target beside last week's; nothing where none is stated."""
    if quarter.p_target is None or quarter.target is None:
        return ""
    target = amounts.short(quarter.target, currency=currency)
    if glance.reached(quarter):
        return f"the target of {target} is reached"
    before = quarter.last_week.p_target if quarter.last_week else None
    was = "" if before is None else f" ({words.odds(before)} last week)"
    return f"{words.odds(quarter.p_target)} to reach {target}{was}"


def _forecast(quarter: QuarterSection, report: WeeklyReport) -> str:
    """The forecast beside last week's; where no amount may be seen, the count of wins."""
    money = partial(amounts.short, currency=report.currency)
    if quarter.forecast is None:
        by = words.day(quarter.last, as_of=report.birth.as_of)
        return f"{glance.wins(quarter.wins)} by {by} in 8 of 10 cases"
    last = quarter.last_week.forecast if quarter.last_week else None
    was = f" ({money(last.mean)} last week)" if last else ""
    return f"{money(quarter.forecast.mean)} forecast{was}"


def _tail(report: WeeklyReport) -> list[str]:
    releases, promises = sum(bool(one.moved_days) for one in report.releases), len(due(report))
    return [
        part
        for number, part in (
            (promises, f"{words.count(promises, 'promise')} due"),
            (len(report.moved_promises), f"{len(report.moved_promises)} moved"),
            (releases, f"{words.count(releases, 'release')} moved"),
        )
        if number
    ]
