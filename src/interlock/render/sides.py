"""The other side's week in words: what helps, with its effect as the reader may see it."""

from collections.abc import Sequence
from typing import Any

from interlock.records.report import SideWeek
from interlock.render import amounts


def helps(week: SideWeek, *, currency: str) -> list[dict[str, Any]]:
    """What would help, each with its measure, and with the bookings that hang on it."""
    return [
        {
            "help": one,
            "effect": amounts.short(one.effect, currency=currency) if one.effect else "",
        }
        for one in week.helps
    ]


def chosen(weeks: Sequence[SideWeek], *, about: str, role: str) -> SideWeek | None:
    """The week asked for; else that of the side which somebody of a role does not stand on."""
    first = "sales" if role in ("developer", "product") else "development"
    for side in (about, first):
        if found := next((week for week in weeks if week.about == side), None):
            return found
    return weeks[0] if weeks else None
