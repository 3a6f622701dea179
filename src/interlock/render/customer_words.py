"""Customers in words: how commitments went, how renewals stand, whether the two go together."""

from interlock.records.customers import DUE, Health, RenewalLink
from interlock.records.report_customers import RenewalLine
from interlock.render import words

NOTHING = "nothing was promised"


def health(one: Health) -> str:
    """3 kept, 1 late, 1 over, 2 open."""
    told = [(one.kept, "kept"), (one.late, "late"), (one.over, "over"), (one.open, "open")]
    return ", ".join(f"{number} {name}" for number, name in told if number) or NOTHING


def renewing(line: RenewalLine) -> str:
    """70 % within half a year, under way, or not begun."""
    if line.state == DUE:
        return "not begun"
    return "under way" if line.odds is None else f"{words.odds(line.odds)} within half a year"


def link(one: RenewalLink) -> str:
    """Whether kept commitments go with renewals, with its uncertainty, or that it is too early."""
    counted = (
        f"{one.kept_renewed} of {words.count(one.kept_ended, 'contract')} renewed where all "
        f"commitments were kept, {one.missed_renewed} of {one.missed_ended} where some was not"
    )
    if one.difference is None or one.low is None or one.high is None:
        return (
            f"Not enough yet to say whether kept commitments go with renewals: {counted}; "
            f"{one.fewest} of each are needed"
        )
    apart = f"{_points(one.low)} to {_points(one.high)} points"
    if one.low <= 0 <= one.high:
        return (
            f"Kept commitments may or may not go with renewals: {counted}; within one "
            f"{one.strata} {apart} apart in 8 of 10 cases"
        )
    way = "more" if one.difference > 0 else "less"
    return (
        f"Where all commitments were kept, {way} contracts were renewed: {counted}; within one "
        f"{one.strata} {_points(one.difference)} points apart, {apart} in 8 of 10 cases. They go "
        "together; that one makes the other is not shown"
    )


def _points(share: float) -> str:
    said = f"{abs(100 * share):.0f}"
    return f"\N{MINUS SIGN}{said}" if share < 0 and said != "0" else said
