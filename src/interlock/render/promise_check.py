"""What says how much a promise is worth, and how that was found, as a plain line."""

from interlock.records.promise_check import PromiseCheck
from interlock.render import words

SHARE = "the share of promises that its maker's side kept in time"
ODDS = "odds that its day is met, by maker, what was promised and how far ahead"


def says(made: PromiseCheck) -> str:
    """Which counts, on how many settled promises that rests, and the scores of both."""
    settled = words.count(made.tried, "settled promise")
    if made.odds is None or made.share is None or made.z is None:
        return (
            f"A promise counts by {SHARE}. Not enough yet to try the {ODDS}: {settled}, "
            f"of {made.fewest} needed"
        )
    scored = f"{made.odds:.3f}, that share {made.share:.3f} (Brier, lower is better)"
    if made.passes:
        return (
            f"A promise counts by the {ODDS}: on {settled}, each by what was known before, they "
            f"scored {scored}"
        )
    return (
        f"A promise counts by {SHARE}. On {settled}, each by what was known before, the {ODDS}, "
        f"scored {scored}: not surely better, so they do not count"
    )
