"""The archive in words: what each week said, and what came of it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any

from interlock.records.archive import Came, UnreadLine, WeekLine
from interlock.render import amounts, words

WITHIN, ABOVE, BELOW = "within the range", "above the range", "below the range"


def groups(
    lines: Iterable[WeekLine | UnreadLine], came: Mapping[str, Came], remarks: Mapping[date, int]
) -> list[dict[str, Any]]:
    """Weeks under their quarter, with what that brought: each week's line, its remarks, and where
    what came lies in its range. One that cannot be read stands among those after it.
    """
    return [
        {
            "label": label,
            "came": next((said for one, _ in some if (said := came_of(one, came))), ""),
            "rows": [_row(one, came, remarks) for one, _ in some],
        }
        for label, found in groupby(_labelled(lines), key=lambda pair: pair[1])
        for some in [list(found)]
    ]


def _labelled(
    lines: Iterable[WeekLine | UnreadLine],
) -> Iterator[tuple[WeekLine | UnreadLine, str]]:
    label = ""
    for one in lines:
        if isinstance(one, WeekLine):
            label = one.quarter.label if one.quarter else ""
        yield one, label


def _row(
    one: WeekLine | UnreadLine, came: Mapping[str, Came], remarks: Mapping[date, int]
) -> dict[str, Any]:
    row = {
        "on": one.day,
        "day": words.full_day(one.day),
        "remarks": words.count(remarks[one.day], "remark") if one.day in remarks else "",
        "is_read": isinstance(one, WeekLine),
    }
    if isinstance(one, UnreadLine):
        return row | {"says": f"{one.why}.", "where": ""}
    return row | {"says": one.says, "where": where(one, came)}


def came_of(line: WeekLine | UnreadLine, came: Mapping[str, Came]) -> str:
    """What the quarter of a week brought, in money or in deals."""
    if isinstance(line, UnreadLine) or line.quarter is None:
        return ""
    in_money = line.quarter.forecast is not None
    return brought_words(came.get(line.quarter.label), in_money, line.currency)


def brought_words(found: Came | None, in_money: bool, currency: str) -> str:
    """$3.31 M came, 12 deals won so far; nothing where that is not known. Money is in the currency
    of now: where a report spoke in another ``currency`` that is said, and what is not in the sum.
    """
    if found is None:
        return ""
    if not in_money:
        won = f"{words.count(found.closed.deals, 'deal')} won"
        return won if found.is_over else f"{won} so far"
    sum_of = amounts.short(found.closed.total, currency=found.currency)
    said = [f"{sum_of} {'came' if found.is_over else 'so far'}"]
    if found.closed.differing:
        why = words.listed(list(dict.fromkeys(why for _, _, why in found.closed.differing)))
        said.append(f"{words.count(len(found.closed.differing), 'deal')} not counted: {why}")
    if found.currency != currency:
        said.append(f"reports spoke in {currency or 'no currency'}")
    return "; ".join(said)


def where(line: WeekLine, came: Mapping[str, Came]) -> str:
    """Whether what came lies within the range of 8 of 10 cases; empty while that is open."""
    quarter = line.quarter
    if quarter is None:
        return ""
    in_money = quarter.forecast is not None
    end = brought(came.get(quarter.label), in_money, line.currency)
    if end is None:
        return ""
    held = quarter.forecast or quarter.wins
    low, high = (held.p10, held.p90) if in_money else (round(held.p10), round(held.p90))
    return BELOW if end < low else ABOVE if end > high else WITHIN


def brought(came: Came | None, in_money: bool, currency: str) -> float | None:
    """What a quarter that is over brought, in money or in deals; None while it is not, or where it
    brought another ``currency`` than was spoken of.
    """
    if came is None or not came.is_over or (in_money and came.currency != currency):
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
