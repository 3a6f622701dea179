"""What would move a deal most: evidence to get, people to meet, features that ship sooner."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from interlock.engine import hazards, plain, tool_dates
from interlock.engine import joint as joining
from interlock.engine.joint import Group
from interlock.engine.outlook import Outlook
from interlock.engine.standing import FRESH, MOST_EVIDENCE, NO
from interlock.records.calendar import DAYS_PER_WEEK
from interlock.records.report import Driver
from interlock.records.sales_tables import STRENGTHS

SOONER_WEEKS = 4
NOTICEABLE = 0.005
"""Drivers that move a deal by less are not told."""

Found = dict[str, tuple[Driver, ...]]


def drivers(now: Outlook, deals: Sequence[str]) -> Found:
    """For each of the deals what would raise its odds of being won, the most points first.

        points = P(won | as if done today) - P(won | as it stands),   all else and all luck the same

    *Evidence* of a rule that is asked for and missing: the deal's odds as of deals that have it,
    fresh; only terms that passed the gate move anything, and what goes with evidence may not come
    of getting it. It is a *person* where the rule names one of the buyer's roles. *Features* that
    the deal needs ship four weeks sooner, at the earliest today. Stage, category and stated dates
    are not listed: they describe a deal, writing them otherwise moves nothing.
    """
    chosen = now.open_deals.filter(pl.col("id").is_in(list(deals)))
    groups = {deal: now.joint.groups[at] for deal, at in chosen.select("id", "group").iter_rows()}
    quarter, year = (now.joint.ends.index(q.last) for q in (now.quarters[0], now.quarters[-1]))
    odds = {
        deal: (now.joint.mean_odds[at, quarter], now.joint.mean_odds[at, year])
        for deal, at in chosen.select("id", "group").iter_rows()
    }
    found: dict[str, list[Driver]] = {deal: [] for deal in deals}
    for deal, driver, then in (*_evidence(now, groups), *_features(now, groups)):
        before = odds[deal]
        if then[1] - before[1] > NOTICEABLE or then[0] - before[0] > NOTICEABLE:
            told = replace(
                driver,
                quarter_now=float(before[0]),
                quarter_then=float(then[0]),
                year_now=float(before[1]),
                year_then=float(then[1]),
            )
            found[deal].append(told)
    return {deal: tuple(sorted(some, key=_most_first)) for deal, some in found.items()}


def _most_first(one: Driver) -> tuple[float, str]:
    return -one.points, one.what


def _evidence(now: Outlook, groups: dict[str, Group]) -> Iterator[tuple[str, Driver, np.ndarray]]:
    """Each deal with each rule's evidence that it lacks: (deal, driver, odds by both ends)."""
    in_odds = {term.name for term in now.fitted.layout.terms}
    standing = now.joint.profiles
    cases, rows = [], []
    for at, rule in enumerate(now.fitted.scale.rules):
        name = f"rule {at}"
        if name not in in_odds:
            continue
        lacking = standing.filter(pl.col("id").is_in(list(groups)), pl.col(name) == NO)
        count = (pl.col("evidence") + 1).clip(0, MOST_EVIDENCE)
        fresh = pl.lit(FRESH, pl.Int16).alias(name)
        rows.append(lacking.with_columns(fresh, count.cast(pl.Int16)))
        cases += [(deal, rule) for deal in lacking["id"]]
    if not cases:
        return
    stood = hazards.ahead(now.fitted, pl.concat(rows), weeks=now.joint.won.shape[1])
    world = replace(now.joint.world, rows=stood)
    asked = [replace(groups[deal], profile=place) for place, (deal, _) in enumerate(cases)]
    then = joining.all_odds(asked, world, now.joint.ready, _both_ends(now))
    ended = plain.count(now.fitted.closed, "closed deal")
    for (deal, rule), odds in zip(cases, then, strict=True):
        yield deal, _of_rule(now, rule, f"goes with winning in {ended}"), odds.mean


def _features(now: Outlook, groups: dict[str, Group]) -> Iterator[tuple[str, Driver, np.ndarray]]:
    """Each deal with each feature it needs, or a tool shows it waits for, four weeks sooner."""
    needing: dict[int, list[str]] = {}
    for deal, group in groups.items():
        for column in now.joint.features_of(group.needs):
            needing.setdefault(column, []).append(deal)
    for column, deals in needing.items():
        ready = _sooner(now, column)
        then = joining.all_odds(
            [groups[deal] for deal in deals], now.joint.world, ready, _both_ends(now)
        )
        for deal, odds in zip(deals, then, strict=True):
            yield deal, _of_feature(now, column, groups[deal]), odds.mean


def _sooner(now: Outlook, column: int) -> np.ndarray:
    """The ready weeks were a feature four weeks sooner, and tools that show it as they follow."""
    ready = now.joint.ready.copy()
    comes = ready[:, column] < joining.WEEKS
    ready[comes, column] = np.maximum(ready[comes, column] - SOONER_WEEKS, 0)
    _, *tools = now.joint.hang_on(column)
    if tools:
        days = now.ship.days.copy()
        days[comes, column] = np.maximum(days[comes, column] - SOONER_WEEKS * DAYS_PER_WEEK, 0)
        ship = replace(now.ship, days=days)
        dated = tool_dates.dated(now.book, ship, as_of=now.as_of, seed=now.seed)
        ready[:, tools] = joining.ready_weeks(dated.beside(ship))[:, tools]
    return ready


def _both_ends(now: Outlook) -> np.ndarray:
    days = [(q.last - now.as_of).days for q in (now.quarters[0], now.quarters[-1])]
    return np.array(days) / DAYS_PER_WEEK


def _of_rule(now: Outlook, rule: str, rests_on: str) -> Driver:
    rows = now.book.rules.filter(pl.col("id") == rule)
    words = (rows["name"][-1] if rows.height else None) or rule.replace("_", " ")
    roles = now.book.company.buyer_roles
    kind = "person" if any(role.lower() in words.lower() for role in roles) else "evidence"
    return _driver(kind, words, None, rests_on)


def _of_feature(now: Outlook, column: int, group: Group) -> Driver:
    feature = now.ship.features[column]
    row = now.book.features.row(by_predicate=pl.col("id") == feature, named=True)
    columns = now.joint.hang_on(column)
    strength = min(need[1] for need in group.needs if need[0] in columns)
    worth = now.worth.figures[strength] if now.worth.figures else None
    known = f", {worth.source}" if worth else ""
    return _driver(
        "feature",
        f"{row['name'] or row['key'] or feature} {SOONER_WEEKS} weeks sooner",
        float(now.ship.work_weeks[column]),
        f"worth of a need: {STRENGTHS[strength]}{known}",
    )


def _driver(kind: str, what: str, work_weeks: float | None, rests_on: str) -> Driver:
    return Driver(kind, what, 0.0, 0.0, 0.0, 0.0, work_weeks, rests_on)
