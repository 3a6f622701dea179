"""The other side's week, for both sides: what each is up against, and what would help it."""

from collections.abc import Sequence

from interlock.engine import side_development, side_helps, side_sales
from interlock.engine.outlook import Outlook
from interlock.records.report import (
    DealLine,
    FeatureLine,
    PromiseLine,
    QuarterSection,
    Question,
    SideWeek,
)


def weeks(
    now: Outlook,
    *,
    deals: Sequence[DealLine],
    features: Sequence[FeatureLine],
    promises: Sequence[PromiseLine],
    questions: Sequence[Question],
    quarter: QuarterSection | None,
    owner: str | None = None,
) -> tuple[SideWeek, ...]:
    """Sales' week for development, and development's for sales (one rep: ``owner``); none of a side
    about which nothing is known.
    """
    both = (
        SideWeek(
            "development",
            "sales",
            side_sales.parts(now, deals=deals, quarter=quarter, owner=owner),
            side_helps.of_development(now, features=features, promises=promises),
        ),
        SideWeek(
            "sales",
            "development",
            side_development.parts(now.book, as_of=now.as_of, promises=promises),
            side_helps.of_sales(now, questions=questions, owner=owner),
        ),
    )
    return tuple(week for week in both if week.parts)
