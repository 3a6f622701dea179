"""What became of risks: how many came out well, beside how many would have by the odds stated."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import log, sqrt

import numpy as np

from interlock.records.risks import Difference, EffectGroup, RiskEffects, RiskLine

IN_TIME, LATE, NOT, ENDED_FIRST = "in time", "late", "not", "ended first"
FEWEST = 10
"""Deals and features of which a group has to hold so many before anything is said of it."""

MISS = 0.05
"""How often an interval may miss."""


def measure(lines: Iterable[RiskLine], *, fewest: int = FEWEST) -> RiskEffects:
    """Of the risks whose odds were stated and that are settled: by whether somebody did something.

    *In time*: the act was done by the first day it was promised for; *late*: after it; both before
    the risk was settled. *Not*: its day passed undone, or nothing was promised. A risk that was
    settled before its act was due says nothing of either, and is only counted.

        well = sum of Y_i,   expected = sum of p_i        Y_i 1 where risk i came out well, else 0;
                                                          p_i the odds that were stated of it

    ``low`` and ``high`` are the smallest counts with P(N <= low) > 1/40 and P(N <= high) >= 39/40,
    N having the distribution of `counts`.
    """
    settled = [one for one in lines if one.outcome and one.odds is not None]
    grouped: dict[str, list[RiskLine]] = defaultdict(list)
    for one in settled:
        grouped[_group(one)].append(one)
    groups = tuple(_measured(name, grouped[name], fewest) for name in (IN_TIME, LATE, NOT))
    done, undone = [*grouped[IN_TIME], *grouped[LATE]], grouped[NOT]
    enough = min(_subjects(done), _subjects(undone)) >= fewest
    return RiskEffects(
        groups=groups,
        difference=difference(done, undone) if enough else None,
        ended_first=len(grouped[ENDED_FIRST]),
        fewest=fewest,
    )


def counts(odds: Sequence[Sequence[float]]) -> np.ndarray:
    """Chances of 0, 1, 2, ... risks coming out well if the odds stated are right: (risks + 1,).

    ``odds``: those of each deal's or feature's risks. Between deals and features luck is apart; the
    risks of one share theirs, U, uniform: each comes out well where U <= p. So of one deal's

        P(N >= j) = p_(j)                               the j-th largest of its odds

    as it is exactly for one deal by several days. The sum over deals is their convolution; with one
    risk each it is the Poisson binomial distribution.
    """
    found = np.ones(1)
    for some in odds:
        at_least = np.array([1.0, *sorted(some, reverse=True), 0.0])
        found = np.convolve(found, -np.diff(at_least))
    return found


def difference(done: Sequence[RiskLine], undone: Sequence[RiskLine]) -> Difference:
    """How much better risks came out, against their odds, where somebody did something.

        D = sum over done of (Y_i - p_i) / n_done - sum over undone of (Y_i - p_i) / n_undone
        D +- sqrt(log(2 / .05) / 2 * sum over deals and features of c^2)

    c: the sum of the 1 / n of the risks of one. D is a sum of independent parts, each of which
    moves within its c, so that whatever the true odds are the interval holds the mean of D in 19 of
    20 cases or more (Hoeffding 1963, theorem 2). It is cut at what that mean can be at all.
    """
    ways = ((1.0 / len(done), done), (-1.0 / len(undone), undone))
    value, spans = 0.0, defaultdict[tuple[str, str], float](float)
    for weight, some in ways:
        for one in some:
            value += weight * ((one.outcome == "well") - _odds(one))
            spans[one.kind, one.about] += abs(weight)
    half = sqrt(log(2 / MISS) / 2 * sum(span**2 for span in spans.values()))
    mean_done, mean_undone = (sum(map(_odds, some)) / len(some) for _, some in ways)
    least, most = mean_undone - mean_done - 1.0, mean_undone - mean_done + 1.0
    return Difference(value, max(least, value - half), min(most, value + half))


def _group(one: RiskLine) -> str:
    settled = one.settled_on
    if settled is None or one.first_due is None:
        return NOT
    if one.done_on is not None and one.done_on <= settled:
        return IN_TIME if one.done_on <= one.first_due else LATE
    return NOT if one.first_due < settled else ENDED_FIRST


def _measured(name: str, some: Sequence[RiskLine], fewest: int) -> EffectGroup:
    by_subject: dict[tuple[str, str], list[float]] = defaultdict(list)
    for one in some:
        by_subject[one.kind, one.about].append(_odds(one))
    below = np.cumsum(counts(list(by_subject.values())))
    low = int(np.argmax(below > MISS / 2))
    high = int(np.argmax(below >= 1 - MISS / 2))
    well = sum(one.outcome == "well" for one in some)
    return EffectGroup(
        name=name,
        risks=len(some),
        subjects=len(by_subject),
        well=well,
        expected=sum(map(_odds, some)),
        low=low,
        high=high,
        verdict=_verdict(well, low, high) if len(by_subject) >= fewest else "not enough yet",
    )


def _verdict(well: int, low: int, high: int) -> str:
    if well > high:
        return "more than was said"
    return "fewer than was said" if well < low else "as was said"


def _subjects(some: Iterable[RiskLine]) -> int:
    return len({(one.kind, one.about) for one in some})


def _odds(one: RiskLine) -> float:
    return one.odds or 0.0
