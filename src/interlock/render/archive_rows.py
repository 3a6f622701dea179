"""The archive in words: what each week said, and what came of it."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import Any

from interlock.records.archive import Came, WeekLine
from interlock.render import amounts, words

WITHIN, ABOVE, BELOW = "within the range", "above the range", "below the range"


def groups(
    lines: Iterable[WeekLine], came: Mapping[str, Came], remarks: Mapping[date, int]
) -> list[dict[str, Any]]:
    """Weeks under their quarter, with what that brought: each week's line, its remarks, and where
    what came lies in its range.
    """
    return [
        {
            "label": label,
            "came": came_of(first, came),
            "rows": [
                {
                    "line": one,
                    "day": words.full_day(one.day),
                    "remarks": words.count(remarks[one.day], "remark")
                    if one.day in remarks
                    else "",
                    "where": where(one, came),
                }
                for one in (first, *rest)
            ],
        }
        for label, (first, *rest) in groupby(lines, key=_label)
    ]


def came_of(line: WeekLine, came: Mapping[str, Came]) -> str:
    """What the quarter of a week brought, in money or in deals."""
    if line.quarter is None:
        return ""
    in_money = line.quarter.forecast is not None
    return brought_words(came.get(line.quarter.label), in_money, line.currency)


def brought_words(found: Came | None, in_money: bool, currency: str) -> str:
    """$3.31 M came, 12 deals won so far; nothing where that is not known."""
    if found is None:
        return ""
    if in_money:
        said = amounts.short(found.closed.total, currency=currency)
    else:
        said = f"{words.count(found.closed.deals, 'deal')} won"
    if not found.is_over:
        return f"{said} so far"
    return f"{said} came" if in_money else said


def _label(line: WeekLine) -> str:
    return line.quarter.label if line.quarter else ""


def where(line: WeekLine, came: Mapping[str, Came]) -> str:
    """Whether what came lies within the range of 8 of 10 cases; empty while that is open."""
    quarter = line.quarter
    if quarter is None:
        return ""
    in_money = quarter.forecast is not None
    end = brought(came.get(quarter.label), in_money)
    if end is None:
        return ""
    held = quarter.forecast or quarter.wins
    low, high = (held.p10, held.p90) if in_money else (round(held.p10), round(held.p90))
    return BELOW if end < low else ABOVE if end > high else WITHIN


def brought(came: Came | None, in_money: bool) -> float | None:
    """What a quarter that is over brought, in money or in deals; None while it is not."""
    if came is None or not came.is_over:
        return None
    return float(came.closed.total) if in_money else float(came.closed.deals)


def tally(lines: Iterable[WeekLine], came: Mapping[str, Came]) -> str:
    """How often what came lay within the range, over the weeks whose quarter is over."""
    settled = [found for one in lines if (found := where(one, came))]
    if not settled:
        return ""
    held = settled.count(WITHIN)
    return (
        f"Of {words.count(len(settled), 'week')} whose quarter is over, {held} said a range that "
        f"held what came; it is meant to in 8 of 10."
    )
