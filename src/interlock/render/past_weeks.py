"""Weeks that are worked out afterwards, in words."""

from interlock.records.closed_week import PastWeeks
from interlock.render import words


def why_no_past(found: PastWeeks) -> str:
    """Why no week is to be worked out."""
    if found.since is None:
        return (
            "The exports hold no history of amounts, so that no past week can be made again: bring "
            "in the CRM's field history, too"
        )
    return (
        "Every week of the last year that the exports tell of is there: what they hold is known "
        f"as it was from {words.full_day(found.since)} on"
    )
