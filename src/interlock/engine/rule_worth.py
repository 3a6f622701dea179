"""What the company's rules are worth: the odds of winning with their evidence and without."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from interlock.engine import mantel_haenszel, rule_verdicts, towards_zero
from interlock.engine.mantel_haenszel import LogOdds
from interlock.engine.rule_rows import Rows, rows, usable
from interlock.engine.rule_states import NO, UNKNOWN, YES, Version, ready, states, versions
from interlock.records.book import Book
from interlock.records.measured import Ratio, RuleLine, RulesSection, Share

SHARE_WEEKS = 13
"""Plain shares: won within so many weeks."""

WINDOW_WEEKS = 2
"""Compared like with like: won within so many weeks, while the evidence is hardly older."""

OLD_DAYS = 56
UNSEEN = 0.4
"""Declared: deals differ in ways that nobody writes down by this much in the log odds."""

FEWEST_ENDED = 10
WIDE = 1.96


@dataclass(frozen=True)
class _Measured:
    """What is counted and compared for one version, before all are shrunk together."""

    version: Version
    shares: dict[int, Share]
    adjusted: LogOdds | None
    fresh: LogOdds | None
    old: LogOdds | None
    wins: dict[int, int]


def measure(book: Book, *, as_of: date) -> RulesSection:
    """What each rule's evidence goes with, on the company's own deals as known on ``as_of``.

        adjusted  the odds ratio of winning within two weeks, evidence there against not there,
                  among deals alike in stage, age and number of other evidence (Mantel-Haenszel)
        allowance h = 0.4 sqrt(max(0, c)), c the pooled log odds ratio of two kinds of evidence
                  standing together: good deals gather more of everything
        worth     adjusted less as much of h as it has above zero, shrunk towards zero over all

    An association, no proof. Raises nothing; what cannot be measured is said.
    """
    says = _cannot(book)
    if says:
        return RulesSection((), 1.0, says)
    deals = usable(book)
    known = ready(book.evidence, deals["id"])
    found = versions(book)
    near, far = (rows(book, deals, as_of=as_of, weeks=w) for w in (WINDOW_WEEKS, SHARE_WEEKS))
    near_states = [states(v, known, near.deal, near.day) for v in found]
    far_states = [states(v, known, far.deal, far.day)[0] for v in found]
    others = _together(found, [state for state, _ in near_states], near)
    measured = [
        _measured(version, near, state, since, others, _shares(far, counted))
        for version, (state, since), counted in zip(found, near_states, far_states, strict=True)
    ]
    allowance = _allowance(found, [state for state, _ in near_states], near)
    return RulesSection(_lines(measured, allowance), float(np.exp(allowance)), ())


def _cannot(book: Book) -> tuple[str, ...]:
    """Why nothing can be measured, if so, and what would help."""
    if not book.deals.height:
        return ("No deals were read, so no rule can be measured",)
    if not book.evidence.height:
        return (
            "No evidence is recorded: add evidence.csv (deal, rule, on), one line a fact, and keep "
            "the lines of deals that have ended",
        )
    ended = book.deals.filter(
        pl.col("outcome") != "open", pl.col("closed_on") > book.evidence["on"].min()
    )
    if ended.height >= FEWEST_ENDED and not _has_evidence(ended, book):
        return (
            f"Evidence is recorded for open deals only, and for none of the {ended.height:,} that "
            "have ended since the first was written down: keep the evidence of deals that have "
            "ended, and rules can be measured",
        )
    return ()


def _has_evidence(deals: pl.DataFrame, book: Book) -> bool:
    return deals.join(book.evidence, left_on="id", right_on="deal", how="semi").height > 0


def _shares(far: Rows, state: np.ndarray) -> dict[int, Share]:
    return {
        kind: Share(int(far.won[state == kind].sum()), int((state == kind).sum()))
        for kind in (YES, NO, UNKNOWN)
    }


def _together(found: tuple[Version, ...], near: list[np.ndarray], at: Rows) -> np.ndarray:
    """How many kinds of evidence each row has, whatever the version: (rows,)."""
    total = np.zeros(at.deal.size, np.int64)
    for rule in dict.fromkeys(v.rule for v in found):
        some = [state == YES for v, state in zip(found, near, strict=True) if v.rule == rule]
        total += np.any(some, axis=0)
    return total


def _measured(
    version: Version,
    near: Rows,
    state: np.ndarray,
    since: np.ndarray,
    together: np.ndarray,
    shares: dict[int, Share],
) -> _Measured:
    having, lacking = state == YES, state == NO
    alike = near.alike * (int(together.max(initial=0)) + 1) + together - having
    old = having & (since > OLD_DAYS)
    return _Measured(
        version=version,
        shares=shares,
        adjusted=_compare(near, alike, having, having | lacking),
        fresh=_compare(near, alike, having, lacking | (having & ~old)),
        old=_compare(near, alike, old, lacking | old),
        wins={YES: int(near.won[having].sum()), NO: int(near.won[lacking].sum())},
    )


def _compare(
    near: Rows, alike: np.ndarray, having: np.ndarray, among: np.ndarray
) -> LogOdds | None:
    if not among.any():
        return None
    return mantel_haenszel.log_odds(alike[among], having[among], near.won[among], near.deal[among])


def _allowance(found: tuple[Version, ...], near: list[np.ndarray], at: Rows) -> float:
    """h: what having evidence at all says of a deal, over all pairs of kinds."""
    r = s = 0.0
    for one, state in enumerate(near):
        for other in range(one):
            both = (state != UNKNOWN) & (near[other] != UNKNOWN)
            if found[one].rule == found[other].rule or not both.any():
                continue
            pair = mantel_haenszel.counted(
                at.alike[both], state[both] == YES, near[other][both] == YES
            )
            r += float((pair.a * pair.d / pair.n).sum())
            s += float((pair.b * pair.c / pair.n).sum())
    return UNSEEN * float(np.sqrt(max(0.0, np.log(r / s)))) if r > 0 and s > 0 else 0.0


def _lines(measured: list[_Measured], allowance: float) -> tuple[RuleLine, ...]:
    """Rules as they are listed, then other kinds of evidence."""
    some = [one.adjusted for one in measured if one.adjusted is not None]
    net = np.array([one.log - min(allowance, max(0.0, one.log)) for one in some])
    means, errors = towards_zero.shrunk(net, np.array([one.error for one in some]))
    shrunk = iter([LogOdds(float(m), float(e)) for m, e in zip(means, errors, strict=True)])
    return tuple(_line(one, next(shrunk) if one.adjusted else None) for one in measured)


def _line(one: _Measured, worth: LogOdds | None) -> RuleLine:
    version = one.version
    verdict, why = rule_verdicts.verdict(worth, having=one.wins[YES], lacking=one.wins[NO])
    return RuleLine(
        rule=version.rule,
        name=version.name,
        since=version.since,
        until=version.until,
        is_rule=version.is_rule,
        having=one.shares[YES],
        lacking=one.shares[NO],
        unknown=one.shares[UNKNOWN],
        wins_having=one.wins[YES],
        wins_lacking=one.wins[NO],
        adjusted=_ratio(one.adjusted),
        worth=_ratio(worth),
        fresh=_ratio(one.fresh),
        old=_ratio(one.old),
        verdict=verdict,
        why=why,
    )


def _ratio(found: LogOdds | None) -> Ratio | None:
    if found is None:
        return None
    low, high = found.log - WIDE * found.error, found.log + WIDE * found.error
    return Ratio(*(float(np.exp(value)) for value in (found.log, low, high)))
