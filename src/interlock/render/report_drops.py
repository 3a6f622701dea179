"""Drops in the report's other forms: costs, buys, who closes anyway, what each breaks."""

from collections.abc import Sequence
from functools import partial

from interlock.records.report import DropLine, HurtDeal, WeeklyReport
from interlock.render import amounts, drop, words
from interlock.render.report_blocks import Part, Pictures, Points, Section, Words, drawing

LEGEND = "Expected bookings of the next four quarters, one scale for all. "
ODDS = "Odds are those of being won in that time, with the feature and without it."


def section(report: WeeklyReport) -> Section:
    lines = report.drops
    if not lines:
        return Section("drops", "What a drop costs and buys")
    money = any(line.costs is not None or line.buys is not None for line in lines)
    legend = Words(f"{LEGEND if money else ''}{ODDS}", "quiet")
    most = drop.reach(lines)
    parts = [_part(line, report, most) for line in lines]
    return Section("drops", "What a drop costs and buys", (legend, *parts))


def _part(line: DropLine, report: WeeklyReport, most: float) -> Part:
    drawn = drop.drop(line, most, currency=report.currency, width=drop.PAPER)
    pictures: list[Pictures] = []
    if drawn is not None:
        pictures = [Pictures((drawing(drawn, balance(line, currency=report.currency)),))]
    return Part(line.feature_name, (*pictures, Points(_points(line, report))), of=line.team)


def balance(line: DropLine, *, currency: str) -> str:
    """Balance +$0.2 M, -$0.1 to 0.5 M in 8 of 10 cases."""
    held = line.balance
    if held is None:
        return ""
    mean = amounts.short(held.mean, currency=currency, signed=True)
    said = (
        f"Balance {mean}, {amounts.between(held.p10, held.p90, currency=currency)} in 8 of 10 cases"
    )
    return (
        f"{said}; the range holds zero, so the data cannot tell"
        if held.p10 < 0 < held.p90
        else said
    )


def _points(line: DropLine, report: WeeklyReport) -> tuple[tuple[str, str], ...]:
    money = partial(amounts.short, currency=report.currency)
    named = partial(_deals, currency=report.currency)
    costs = "" if line.costs is None else f" {money(line.costs)}"
    buys = "" if line.buys is None else f" {money(line.buys)}"
    hurt = named(line.hurt) or "no deal's odds fall by as much as half a per cent"
    later = ""
    if line.delay_costs is not None:
        weeks = words.count(line.delay_weeks, "week")
        later = f". Moving it by {weeks} instead costs {money(line.delay_costs)}"
    frees = f"frees {line.frees_items:,.0f} items"
    if line.frees_weeks:
        frees += f", {line.frees_weeks:,.1f} weeks of {line.team or 'the team'}'s pace"
    sooner = [f"{name} {words.count(days, 'day')} sooner" for name, days in line.sooner]
    gains = [part for part in (frees, ", ".join(sooner), named(line.wins)) if part]
    anyway = named(line.close_anyway, anyway=True) or "no open deal that needs it"
    breaks = "; ".join(line.breaks) or "no promise about it is known"
    told = (("To be told", "; ".join(line.tell)),) if line.tell else ()
    return (
        (f"Costs{costs}", f"{hurt}{later}"),
        (f"Buys{buys}", "; ".join(gains)),
        ("Would close anyway", anyway),
        ("Promises this would break", breaks),
        *told,
    )


def _deals(deals: Sequence[HurtDeal], *, currency: str, anyway: bool = False) -> str:
    """Halyard Bank ($412 k) 57 % → 38 %."""
    return ", ".join(_deal(deal, currency, anyway) for deal in deals)


def _deal(deal: HurtDeal, currency: str, anyway: bool) -> str:
    amount = "" if deal.amount is None else f" ({amounts.short(deal.amount, currency=currency)})"
    after = words.odds(deal.after)
    odds = f"{after} without it" if anyway else f"{words.odds(deal.before)} → {after}"
    return f"{deal.name}{amount} {odds}"
