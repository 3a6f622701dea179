"""The archive in words: what each week said, and what came of it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from interlock.records.archive import Came, WeekLine
from interlock.render import amounts, words

WITHIN, ABOVE, BELOW = "within the range", "above the range", "below the range"


def rows(
    lines: Iterable[WeekLine], came: Mapping[str, Came], remarks: Mapping[date, int]
) -> list[dict[str, Any]]:
    """Each week's line, its remarks, and what came of its quarter since."""
    return [
        {
            "line": one,
            "day": words.full_day(one.day),
            "remarks": words.count(remarks[one.day], "remark") if one.day in remarks else "",
            **came_of(one, came),
        }
        for one in lines
    ]


def came_of(line: WeekLine, came: Mapping[str, Came]) -> dict[str, str]:
    """What the quarter brought, and where that lies in the range which the week had said."""
    found = came.get(line.quarter.label) if line.quarter else None
    if line.quarter is None or found is None:
        return {"came": "", "where": ""}
    in_money = line.quarter.forecast is not None
    said = (
        amounts.short(found.closed.total, currency=line.currency)
        if in_money
        else words.count(found.closed.deals, "deal") + " won"
    )
    if not found.is_over:
        return {"came": f"{said} so far", "where": ""}
    return {"came": f"{said} came", "where": where(line, came)}


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
