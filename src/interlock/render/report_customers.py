"""Customers in the report's other forms: what is owed, who renews, what is handed over."""

from functools import partial

from interlock.records.report import WeeklyReport
from interlock.records.report_customers import CustomersSection
from interlock.render import amounts, customer_words, words
from interlock.render.report_blocks import Cell, Column, Part, Row, Section, Table, Words, table

NOBODY = "nobody named"


def section(report: WeeklyReport) -> Section:
    """Nothing where there is no customer."""
    made = report.customers
    if made is None:
        return Section("customers", "Customers")
    parts = (
        ("Promised to customers, due or over", made.commitments, _commitments, True),
        ("Renewals due", made.renewals, _renewals, True),
        ("To be handed over", made.handovers, _handovers, False),
    )
    blocks = [
        Part(head, (rows(made, report),), brief=brief) for head, held, rows, brief in parts if held
    ]
    said = Words(f"{customer_words.link(made.link)}.", kind="quiet")
    return Section("customers", "Customers", (*blocks, said))


def _commitments(made: CustomersSection, report: WeeklyReport) -> Table:
    rows, day = made.commitments, partial(words.day, as_of=report.birth.as_of)
    return table(
        "Promise",
        [
            (Column("Customer", brief="to {}", share=1.6), [Cell(x.account) for x in rows]),
            (
                Column("Due", brief="due {}", share=1.3),
                [Cell(day(x.due) if x.due else "no date", _over(x.days_over)) for x in rows],
            ),
            (Column("Delivery", brief="{}"), [Cell(x.delivery or NOBODY) for x in rows]),
            (Column("Support"), [Cell(x.support or NOBODY) for x in rows]),
        ],
        [Row(x.what) for x in rows],
        noun="commitment",
        share=2.4,
    )


def _renewals(made: CustomersSection, report: WeeklyReport) -> Table:
    rows, day = made.renewals, partial(words.day, as_of=report.birth.as_of)
    money = partial(amounts.short, currency=report.currency)
    return table(
        "Customer",
        [
            (
                Column("Ends", brief="ends {}", share=1.2),
                [Cell(day(x.renews_on), "term assumed" if x.is_assumed else "") for x in rows],
            ),
            (
                Column("Renewal", brief="{}", share=1.6),
                [Cell(customer_words.renewing(x)) for x in rows],
            ),
            (
                Column("Commitments", brief="{}", share=1.6),
                [Cell(customer_words.health(x.health)) for x in rows],
            ),
            (Column("Owner"), [Cell(x.owner or NOBODY) for x in rows]),
            (
                Column("Amount", is_number=True),
                [Cell("" if x.amount is None else money(x.amount)) for x in rows],
            ),
        ],
        [Row(x.account, x.deal_name) for x in rows],
        noun="renewal",
        share=2.0,
    )


def _handovers(made: CustomersSection, report: WeeklyReport) -> Table:
    rows, day = made.handovers, partial(words.day, as_of=report.birth.as_of)
    return table(
        "Deal",
        [
            (Column("Done", brief="{}"), [Cell(f"{x.done} of {x.steps}") for x in rows]),
            (Column("Next", brief="next: {}", share=2.0), [Cell(x.next_step) for x in rows]),
            (Column("Who", brief="{}"), [Cell(x.next_owner or NOBODY) for x in rows]),
            (Column("Due", brief="due {}"), [Cell(day(x.due) if x.due else "") for x in rows]),
        ],
        [Row(x.deal_name, f"sold by {x.owner}" if x.owner else "") for x in rows],
        noun="hand-over",
        share=2.0,
    )


def _over(days: int) -> str:
    return f"{words.count(days, 'day')} over" if days > 0 else ""
