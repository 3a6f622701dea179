"""The word for what a rule is worth."""

from math import log

from interlock.engine.mantel_haenszel import LogOdds

HELPS, HURTS, INERT, NOT_YET = "helps", "hurts", "inert", "not enough yet"
SAME = log(1.25)
"""Odds ratios from .8 to 1.25 make no difference that matters."""

FEWEST_WINS = 10
SURE, EQUAL = 1.96, 1.645


def verdict(worth: LogOdds | None, *, having: int, lacking: int) -> tuple[str, str]:
    """(verdict, why) from the shrunk log odds ratio and the wins with and without the evidence.

    helps or hurts: its 95 % interval lies on one side of zero, its middle at least half way to
    where a difference matters. inert: its 90 % interval lies within log .8 to log 1.25, which is
    two one-sided tests at 5 % (Schuirmann 1987). Else not enough yet.
    """
    if worth is None or min(having, lacking) < FEWEST_WINS:
        return NOT_YET, _few(having, lacking)
    far = abs(worth.log) >= SAME / 2
    if far and worth.log - SURE * worth.error > 0:
        return HELPS, "deals with the evidence are won more often, all else alike"
    if far and worth.log + SURE * worth.error < 0:
        return HURTS, "deals with the evidence are won less often, all else alike"
    if abs(worth.log) + EQUAL * worth.error < SAME:
        return INERT, "the odds are the same with and without, within a quarter either way"
    return NOT_YET, "the interval still holds both no difference and one that matters"


def _few(having: int, lacking: int) -> str:
    return (
        f"{having:,} wins with the evidence and {lacking:,} without: "
        f"{FEWEST_WINS} of each are needed to compare"
    )
