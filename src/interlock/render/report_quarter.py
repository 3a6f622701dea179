"""The quarter in the report's other forms: the sentence, the figure, the fan, bridge and movers."""

from datetime import date
from functools import partial

from interlock.records.report import QuarterSection, WeeklyReport
from interlock.render import amounts, fan, glance, movers, words
from interlock.render.report_blocks import (
    Cell,
    Column,
    Fact,
    Glance,
    Part,
    Picture,
    Row,
    Section,
    Table,
    Words,
    drawing,
    table,
)

NO_LAST_WEEK = (
    "What moved the forecast since last week stands here once last week's state of the deals is "
    "known: keep each week's export, or add the history export of your CRM."
)


def section(report: WeeklyReport) -> Section:
    quarter = report.quarter
    blocks: list[object] = [Words(glance.sentence(report), "lead")]
    blocks += [Words(words.ended(note), "note") for note in report.notes]
    if quarter is None:
        return Section("quarter", "The quarter", tuple(blocks))
    blocks.append(_glance(quarter, report))
    blocks += _not_counted(quarter)
    blocks += [*_bridge(quarter, report), *_moved(quarter, report), *_later(quarter, report)]
    days = words.days(quarter.first, quarter.last, as_of=report.birth.as_of)
    return Section("quarter", "The quarter", tuple(blocks), f"{quarter.label}, {days}")


def fan_of(report: WeeklyReport) -> Picture | None:
    """The fan with its words, where there is one."""
    quarter = report.quarter
    drawn = (
        fan.fan(quarter, as_of=report.birth.as_of, currency=report.currency) if quarter else None
    )
    if drawn is None:
        return None
    return drawing(drawn, "Bookings by week: closed, and 50, 80 and 95 of 100 cases ahead")


def _glance(quarter: QuarterSection, report: WeeklyReport) -> Glance:
    figure, under, was = _figure(quarter, report)
    facts = tuple(_facts(quarter, report))
    return Glance(figure, under, was, facts, fan_of(report))


def _figure(quarter: QuarterSection, report: WeeklyReport) -> tuple[str, str, str]:
    """The one figure of the week, what it is, and what it was."""
    money = partial(amounts.short, currency=report.currency)
    by, last = words.day(quarter.last, as_of=report.birth.as_of), quarter.last_week
    target = "" if quarter.target is None else f", {money(quarter.target)}"
    if quarter.p_target is not None and glance.reached(quarter):
        return "Target reached", f"with what is closed{target}", ""
    if quarter.p_target is not None:
        was = last.p_target if last else None
        before = "" if was is None else f"last week {words.odds(was)}"
        return words.odds(quarter.p_target), f"chance of reaching target{target}", before
    if quarter.forecast is not None:
        return money(quarter.forecast.mean), f"forecast by {by}; no target is stated", ""
    before = f"last week {glance.wins(last.wins)}" if last else ""
    return glance.wins(quarter.wins), f"by {by}, in 8 of 10 cases", before


def _facts(quarter: QuarterSection, report: WeeklyReport) -> list[Fact]:
    money = partial(amounts.short, currency=report.currency)
    between = partial(amounts.between, currency=report.currency)
    facts, held, target = [], quarter.forecast, quarter.target
    if quarter.closed:
        total = amounts.full(quarter.closed.total, currency=report.currency)
        facts.append(Fact("Closed", total, words.count(quarter.closed.deals, "deal")))
    if held:
        last = quarter.last_week.forecast if quarter.last_week else None
        was = f"; last week {money(last.mean)}" if last else ""
        facts.append(
            Fact("Forecast", money(held.mean), f"{between(held.p10, held.p90)} in 8 of 10{was}")
        )
    if target is not None:
        side = "above" if held and held.mean >= target else "below"
        far = f"the forecast is {money(abs(held.mean - target))} {side}" if held else ""
        facts.append(Fact("Target", money(target), far))
    if held or quarter.p_target is not None:
        said = words.whole_range(quarter.wins.p10, quarter.wins.p90)
        by = words.day(quarter.last, as_of=report.birth.as_of)
        facts.append(Fact("Wins", said, f"deals by {by}, in 8 of 10 cases"))
    return facts


def _not_counted(quarter: QuarterSection) -> list[Words]:
    if quarter.closed is None or not quarter.closed.differing:
        return []
    named = [f"{name or id} ({what})" for id, name, what in quarter.closed.differing]
    return [Words(f"Won, and not counted in full: {words.listed(named)}.", "quiet")]


def _bridge(quarter: QuarterSection, report: WeeklyReport) -> list[Part]:
    rows = movers.bridge_rows(quarter)
    if not rows:
        return []
    found = _steps(rows, "Step", report, noun="step")
    return [Part("From the CRM's commit to our forecast", (found,), brief=False)]


def _moved(quarter: QuarterSection, report: WeeklyReport) -> list[Part]:
    rows = movers.mover_rows(quarter)
    blocks: list[object] = []
    if rows:
        blocks.append(_steps(rows, "Cause", report, noun="cause"))
        doubts = movers.quarter_doubts(quarter, currency=report.currency)
        blocks += [Words(said, "quiet") for said in doubts]
    elif quarter.last_week:
        since = words.day(quarter.last_week.as_of, as_of=report.birth.as_of)
        said = f"Nothing moved the forecast since {since}."
        blocks += [Words(said, "quiet")] if quarter.forecast else []
    elif quarter.forecast:
        blocks.append(Words(NO_LAST_WEEK, "quiet"))
    return [Part("Why it moved since last week", tuple(blocks))] if blocks else []


def _steps(rows: list[movers.Row], first: str, report: WeeklyReport, *, noun: str) -> Table:
    money = partial(amounts.short, currency=report.currency)
    named = [Row(row.label, below=_named(row, money), is_level=row.is_level) for row in rows]
    return table(
        first,
        [
            (
                Column("Deals", is_number=True),
                [Cell(f"{r.deals:,}" if r.deals else "") for r in rows],
            ),
            (Column("Drawn", share=1.1), [Cell(picture=drawing(r.bar)) for r in rows]),
            (
                Column("Amount", brief="{}", is_number=True),
                [Cell(money(r.amount, signed=not r.is_level)) for r in rows],
            ),
        ],
        named,
        noun=noun,
        most=len(rows),
        share=1.9,
    )


def _named(row: movers.Row, money: partial[str]) -> tuple[str, ...]:
    """The deals that did most of a step of one cause."""
    if len(row.parts) != 1 or not row.parts[0].top:
        return ()
    told = [f"{deal.name} {money(deal.amount, signed=True)}" for deal in row.parts[0].top]
    return (", ".join(told),)


def _later(quarter: QuarterSection, report: WeeklyReport) -> list[object]:
    if not quarter.later:
        return []
    money = partial(amounts.short, currency=report.currency)
    between = partial(amounts.between, currency=report.currency)
    rows, held = quarter.later, [one.forecast for one in quarter.later]
    found = table(
        "Quarter",
        [
            (Column("Ends"), [Cell(_day(one.last, report.birth.as_of)) for one in rows]),
            (
                Column("Forecast", brief="{}", is_number=True),
                [Cell(money(r.mean) if r else "") for r in held],
            ),
            (
                Column("In 8 of 10 cases", brief="{} in 8 of 10 cases", is_number=True),
                [Cell(between(r.p10, r.p90) if r else "") for r in held],
            ),
            (
                Column("Deals won", brief="" if any(held) else "{} deals won", is_number=True),
                [Cell(words.whole_range(one.wins.p10, one.wins.p90)) for one in rows],
            ),
            (
                Column("Target", is_number=True),
                [Cell("" if one.target is None else money(one.target)) for one in rows],
            ),
            (
                Column("Chance", brief="{} to reach the target", is_number=True),
                [Cell("" if one.p_target is None else words.odds(one.p_target)) for one in rows],
            ),
        ],
        [Row(one.label) for one in rows],
        noun="quarter",
        share=1.0,
    )
    return [Part("Quarters to come", (found,), brief=False)]


def _day(when: date, as_of: date) -> str:
    return words.day(when, as_of=as_of)
