"""Deals in the report's other forms: odds, days, what holds each, its strip; what to ask."""

from datetime import date
from functools import partial

from interlock.records.report import DealLine, WeeklyReport
from interlock.render import amounts, page, strip, words
from interlock.render.report_blocks import (
    Cell,
    Column,
    Part,
    Points,
    Row,
    Section,
    Table,
    Words,
    drawing,
    table,
)


def section(report: WeeklyReport) -> Section:
    deals = report.deals
    blocks: list[object] = []
    if deals:
        blocks += [Words(_legend(report), "legend"), _table(report)]
    of = ""
    if report.deals_shown_of > len(deals):
        shown = words.count(report.deals_shown_of, "open deal")
        of = f"{len(deals)} of {shown}, most in the balance first"
    return Section("deals", "Deals to look at", tuple(blocks + _questions(report)), of)


def _legend(report: WeeklyReport) -> str:
    as_of = report.birth.as_of
    rim = strip.rim_of(deal.strip for deal in report.deals)
    weeks = len(report.deals[0].strip.won)
    return (
        f"The strip runs {weeks} weeks from {words.day(as_of, as_of=as_of)}. Above the line the "
        "odds of the deal won (hatched: lost) in each week, up to "
        f"{words.per_cent(rim.won)}; below it those of the feature it waits for shipping, up to "
        f"{words.per_cent(rim.ships)}. Thin rule: quarter's end. Flag: a promise, hollow "
        "when moved, crossed when broken."
    )


def _table(report: WeeklyReport) -> Table:
    deals, as_of = report.deals, report.birth.as_of
    rim = strip.rim_of(deal.strip for deal in deals)
    by = f" by {words.day(report.quarter.last, as_of=as_of)}" if report.quarter else ""
    return table(
        "Deal",
        [
            (
                Column("Amount", brief="{}", is_number=True),
                [Cell(_amount(deal, report)) for deal in deals],
            ),
            (
                Column(f"Won{by}", brief=f"won{by} {{}}", is_number=True),
                [Cell(words.odds(deal.p_won)) for deal in deals],
            ),
            (
                Column("Last week", brief="last week {}", is_number=True),
                [_was(deal) for deal in deals],
            ),
            (Column("Lost", is_number=True), [Cell(words.odds(deal.p_lost)) for deal in deals]),
            (Column("If won: 8 of 10 cases", share=1.3), [_days(deal, report) for deal in deals]),
            (
                Column("Date in the CRM", share=1.0),
                [Cell(_day(deal.expected_close_on, report)) for deal in deals],
            ),
            (
                Column("Weeks ahead", share=1.7),
                [
                    Cell(picture=drawing(page.small_strip(deal, rim=rim, as_of=as_of)))
                    for deal in deals
                ],
            ),
        ],
        [_row(deal) for deal in deals],
        noun="deal",
        share=2.6,
    )


def _row(deal: DealLine) -> Row:
    account = "" if deal.account in deal.name else deal.account
    told = [account, deal.owner, deal.stage, deal.category]
    held = "; ".join(deal.holds) or (f"waits for {deal.waits_for}" if deal.waits_for else "")
    moved = f"Would move it most: {words.driver(deal.drivers[0])}" if deal.drivers else ""
    below = tuple(line for line in (held, moved) if line)
    return Row(deal.name, " · ".join(part for part in told if part), below=below)


def _amount(deal: DealLine, report: WeeklyReport) -> str:
    if deal.amount is not None:
        return amounts.short(deal.amount, currency=report.currency)
    return deal.band


def _was(deal: DealLine) -> Cell:
    return Cell("new" if deal.p_won_last_week is None else words.odds(deal.p_won_last_week))


def _days(deal: DealLine, report: WeeklyReport) -> Cell:
    if not (deal.p10_on and deal.p90_on):
        return Cell("", "hardly ever within a year")
    day = partial(words.day, as_of=report.birth.as_of)
    half = f"half by {day(deal.p50_on)}" if deal.p50_on else ""
    return Cell(words.days(deal.p10_on, deal.p90_on, as_of=report.birth.as_of), half)


def _day(when: date | None, report: WeeklyReport) -> str:
    return words.day(when, as_of=report.birth.as_of) if when else ""


def _questions(report: WeeklyReport) -> list[object]:
    """What is worth asking, each with by how much its answer would move the forecast."""
    if not report.questions:
        return []
    lines = []
    for asked in report.questions:
        told = [
            f"about {amounts.short(asked.effect, currency=report.currency)}"
            if asked.effect is not None
            else "",
            f"ask {asked.ask}" if asked.ask else "",
            f"answer {asked.answer}",
        ]
        said = f"{asked.what} ({', '.join(part for part in told if part)})"
        lines.append((asked.deal_name, said))
    return [Part("Worth asking this week", (Points(tuple(lines)),))]
