"""The week in one sentence that a manager can say aloud, and the quarter's figures in words."""

from datetime import date

from interlock.records.report import QuarterSection, Range, Reader, WeeklyReport
from interlock.render import amounts, words

DAYS_PER_WEEK = 7


def sentence(report: WeeklyReport) -> str:
    """62 % to reach $3.40 M: $1.71 M closed, $3.52 M forecast ($3.0 to 4.1 M)."""
    quarter = report.quarter
    if quarter is None:
        return _without_quarter(report)
    if quarter.forecast is None:
        return _in_wins(quarter, report.birth.as_of)
    parts = []
    if quarter.closed is not None:
        parts.append(f"{amounts.short(quarter.closed.total, currency=report.currency)} closed")
    parts.append(forecast(quarter.forecast, report.currency))
    said = ", ".join(parts)
    if quarter.p_target is None or quarter.target is None:
        return f"{quarter.label}: {said}."
    target = amounts.short(quarter.target, currency=report.currency)
    if reached(quarter):
        return f"The target of {target} is reached: {said}."
    return f"{words.odds(quarter.p_target)} to reach {target}: {said}."


def reached(quarter: QuarterSection) -> bool:
    """Whether what is closed already is the target: no chance any more, but a fact."""
    if quarter.closed is None or quarter.target is None:
        return False
    return float(quarter.closed.total) >= quarter.target


def forecast(money: Range, currency: str) -> str:
    """$3.52 M forecast ($3.0 to 4.1 M)."""
    held = amounts.between(money.p10, money.p90, currency=currency)
    return f"{amounts.short(money.mean, currency=currency)} forecast ({held})"


def wins(wins: Range) -> str:
    """24 to 31 deals won; a range, 8 of 10 cases."""
    said = words.whole_range(wins.p10, wins.p90)
    return f"{said} {'deal' if said == '1' else 'deals'} won"


def week(quarter: QuarterSection, as_of: date) -> tuple[int, int]:
    """Which week of the quarter it is, and of how many."""
    whole = round(((quarter.last - quarter.first).days + 1) / DAYS_PER_WEEK)
    now = (as_of - quarter.first).days // DAYS_PER_WEEK + 1
    return min(max(now, 1), whole), whole


def reader(who: Reader) -> str:
    """management, Ana Lim (sales), Team Alpha (development)."""
    if not who.name:
        return who.kind
    side = who.side or (who.kind if who.kind != "person" else "")
    return f"{who.name} ({side})" if side else who.name


def _in_wins(quarter: QuarterSection, as_of: date) -> str:
    now, whole = week(quarter, as_of)
    return (
        f"{quarter.label}, week {now} of {whole}: {wins(quarter.wins)} by "
        f"{words.day(quarter.last, as_of=as_of)} in 8 of 10 cases, "
        f"{words.count(quarter.open_deals, 'deal')} open."
    )


def _without_quarter(report: WeeklyReport) -> str:
    if not report.features_shown_of:
        return "There is nothing to forecast yet: no deals and no features were read."
    soonest = min(
        (r for r in report.releases if r.p80_on), key=lambda r: str(r.p80_on), default=None
    )
    said = f"No deals were read; {words.count(report.features_shown_of, 'unfinished feature')}"
    if soonest is None or soonest.p80_on is None:
        return f"{said}; no release has a forecast date yet."
    when = words.day(soonest.p80_on, as_of=report.birth.as_of)
    return f"{said}; {soonest.name} ships by {when} in 8 of 10 cases."
