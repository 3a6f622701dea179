"""What a better order would add, as a report says it."""

from datetime import date

from interlock.records.planning import Gain
from interlock.records.report_plan import BelowLine, PlanChange, PlanSection


def section() -> PlanSection:
    return PlanSection(
        until=date(2027, 9, 30),
        is_worth=True,
        adds=Gain(61_200.0, 1_100.0, 38_000.0, 83_000.0, 0.99),
        to_ranking=Gain(5_670.0, 411.0, -2_800.0, 14_300.0, 0.8),
        movable=357_000.0,
        changes=(
            PlanChange("F7", "Audit log", "Core", 2, 9, 21_400.0),
            PlanChange("F9", "Offline <mode>", "Mobile", 4, 15, 8_350.0),
            PlanChange("F4", "Bulk edit", "", 12, 3, 3_100.0),
        ),
        changes_of=18,
        below=(BelowLine("F12", "Print view", "Core", 0.42, 6_200.0),),
        below_of=10,
    )
