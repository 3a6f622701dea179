"""How a side's own acts went before: the odds that a day is met, and when such acts are done."""

from collections.abc import Iterable
from datetime import date, timedelta
from math import ceil, inf

from interlock.engine import horizons, promise_trust
from interlock.records.calendar import DAYS_PER_WEEK
from interlock.records.promises import SURE, DueOdds
from interlock.records.report import PromiseLine

FEWEST = 20
"""Settled acts of a side before anything is said."""

PRIOR = 4.0
"""Declared: acts of any horizon that count beside those of the same one."""


def known(lines: Iterable[PromiseLine], side: str, *, today: date, due: date | None) -> DueOdds:
    """What the settled own acts of a side say of a day that is promised today.

        odds = (kept of the horizon + 4 share) / (acts of the horizon + 4)
        share = (kept + 1) / (acts + 2)
        day for p = today + quantile p of (days it took / days promised) x (due - today)

    each act by its first day; what was not done took for ever. Nothing under 20 acts. Source: the
    first is the mean of a Beta distribution after its acts.
    """
    acts = [line for line in promise_trust.settled(lines) if line.side == side]
    if len(acts) < FEWEST or due is None:
        return DueOdds("acts", due, None, acts=len(acts), fewest=FEWEST)
    ahead = max((due - today).days, 0)
    alike = [line for line in acts if _horizon(line) == horizons.of_weeks(ahead / DAYS_PER_WEEK)]
    share = (_kept(acts) + 1) / (len(acts) + 2)
    odds = (_kept(alike) + PRIOR * share) / (len(alike) + PRIOR)
    took = sorted(map(_took, acts))
    return DueOdds(
        "acts", due, odds, tuple((p, _day(took, p, today, ahead)) for p in SURE), len(acts), FEWEST
    )


def _kept(acts: Iterable[PromiseLine]) -> int:
    return sum(line.verdict == "kept" for line in acts)


def _promised(line: PromiseLine) -> int:
    return max(((line.first_due or line.said_on) - line.said_on).days, 1)


def _horizon(line: PromiseLine) -> int:
    return horizons.of_weeks(_promised(line) / DAYS_PER_WEEK)


def _took(line: PromiseLine) -> float:
    """The days until it was done, for each day promised."""
    if line.verdict not in ("kept", "late") or line.settled_on is None:
        return inf
    return max((line.settled_on - line.said_on).days, 0) / _promised(line)


def _day(took: list[float], p: float, today: date, ahead: int) -> date | None:
    ratio = took[ceil(p * len(took)) - 1]
    days = ratio * ahead if ratio < inf else inf
    return today + timedelta(days=ceil(days)) if days < (date.max - today).days else None
