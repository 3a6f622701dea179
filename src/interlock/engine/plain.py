"""Days, counts and lists in the words of the sentences that the engine writes."""

from collections.abc import Sequence
from datetime import date


def day(when: date, *, as_of: date) -> str:
    """A day as people write it, with the year where that of ``as_of`` differs: 5 Jan 2027."""
    said = f"{when.day} {_MONTHS[when.month - 1]}"
    return said if when.year == as_of.year else f"{said} {when.year}"


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: 1 deal, 3 deals."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def people(number: float, do: str) -> str:
    """1 person goes, 2 people go, 0.5 people go."""
    if number == 1:
        return f"1 person {do}{'es' if do.endswith('o') else 's'}"
    return f"{number:g} people {do}"


def listed(names: Sequence[str], *, most: int = 3) -> str:
    """Names after each other, no more than ``most`` of them: A, B and 4 more."""
    shown = list(names[:most])
    if len(names) > most:
        shown.append(f"{len(names) - most} more")
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def odds(chance: float) -> str:
    """Odds as whole per cents, never as a certainty: 60 %, >95 %, <5 %."""
    if chance > 0.95:
        return ">95 %"
    return "<5 %" if chance < 0.05 else f"{chance:.0%}".replace("%", " %")


_MONTHS = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)
