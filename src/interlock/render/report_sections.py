"""The sections of the weekly report, in the order of the page, for whoever reads from top to
bottom: what matters first.
"""

from interlock.records.report import WeeklyReport
from interlock.render import (
    report_around,
    report_customers,
    report_deals,
    report_drops,
    report_features,
    report_measured,
    report_plan,
    report_print,
    report_promises,
    report_quarter,
)
from interlock.render.report_blocks import Section


def sections(report: WeeklyReport) -> tuple[Section, ...]:
    """All that hold anything, and the small print."""
    made = (
        report_quarter.section(report),
        report_deals.section(report),
        report_features.section(report),
        report_drops.section(report),
        report_plan.section(report),
        report_around.other_side(report),
        report_promises.section(report),
        report_customers.section(report),
        report_measured.section(report),
        report_print.section(report),
    )
    return tuple(section for section in made if section.blocks)
