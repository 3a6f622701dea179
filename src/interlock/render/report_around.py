"""What stands around deals, in the report's other forms: the other side's week, buyers' own
timetables, tools that are not ready, people missing.
"""

from interlock.records.report import BuyerStepLine, ToolLine, WeeklyReport
from interlock.render import amounts, words
from interlock.render.report_blocks import Cell, Column, Part, Points, Row, Section, Table, table

NOBODY = "nobody named"


def other_side(report: WeeklyReport) -> Section:
    """What each side is up against, told to the other."""
    parts = tuple(
        Part(
            f"What {told.about} is up against",
            (Points(tuple(("", line) for line in told.lines)),),
            of=f"told to {told.to}",
        )
        for told in report.other_side
    )
    return Section("other-side", "The other side this week", parts)


def parts(report: WeeklyReport) -> list[Part]:
    """Those of the three that hold anything."""
    made = (
        ("The buyers' own timetables", report.buyer_steps, _steps, True),
        ("Tools not ready for what is being sold", report.tools, _tools, False),
        ("People missing", report.people, _people, False),
    )
    return [Part(title, (rows(report),), brief=brief) for title, held, rows, brief in made if held]


def _steps(report: WeeklyReport) -> Table:
    rows = report.buyer_steps
    return table(
        "Step",
        [
            (Column("Deal", brief="{}", share=1.6), [Cell(x.deal_name) for x in rows]),
            (Column("Theirs", share=1.1), [Cell(x.owner_theirs or NOBODY) for x in rows]),
            (
                Column("Ours", brief="ours {}", share=1.1),
                [Cell(x.owner_ours or NOBODY) for x in rows],
            ),
            (Column("Due", brief="due {}", share=1.1), [_due(x, report) for x in rows]),
        ],
        [Row(x.step) for x in rows],
        noun="step",
        share=1.8,
    )


def _due(step: BuyerStepLine, report: WeeklyReport) -> Cell:
    over = f"{words.count(step.days_over, 'day')} over, not met yet" if step.days_over > 0 else ""
    due = words.day(step.due, as_of=report.birth.as_of) if step.due else "no date"
    return Cell(due, over)


def _tools(report: WeeklyReport) -> Table:
    rows = report.tools
    return table(
        "Tool",
        [
            (Column("Owner", brief="{}", share=1.1), [Cell(x.owner or NOBODY) for x in rows]),
            (Column("State", brief="{}"), [Cell(x.state or "not stated") for x in rows]),
            (Column("Shows", share=1.6), [Cell(", ".join(x.features)) for x in rows]),
            (Column("Deals", is_number=True), [Cell(f"{x.deals:,}") for x in rows]),
            (Column("Asks", is_number=True), [_asks(x, report.currency) for x in rows]),
            (Column("Dates", brief="{}", share=2.4), [Cell(x.ready_before) for x in rows]),
        ],
        [Row(x.name, x.kind) for x in rows],
        noun="tool",
        share=1.8,
    )


def _asks(tool: ToolLine, currency: str) -> Cell:
    money = "" if tool.exposed is None else amounts.short(tool.exposed, currency=currency)
    return Cell(f"{tool.asks:,}" if tool.asks else "none", money)


def _people(report: WeeklyReport) -> Table:
    rows = report.people
    return table(
        "Deal",
        [
            (Column("Owner", brief="{}", share=1.1), [Cell(x.owner or NOBODY) for x in rows]),
            (Column("Missing", brief="{}", share=4.0), [Cell(", ".join(x.missing)) for x in rows]),
        ],
        [Row(x.deal_name) for x in rows],
        noun="deal",
        share=1.8,
    )
