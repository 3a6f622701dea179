"""What moved between two forecasts of the same thing, as little as others need to be told: ids,
odds and days before and after, and no amount.
"""

from collections.abc import Iterable
from typing import Any

from interlock.records.report import DealsAhead, PromiseLine, WeeklyReport

NOTICEABLE = 0.05
"""Odds that move by less are not told."""

MOST = 50
"""Deals, features and promises that are named, those that moved most first."""

News = dict[str, Any]


def of_deals(before: DealsAhead, now: DealsAhead) -> News | None:
    """Deals whose odds of being won by the end of the same quarter moved, and features whose day
    did; None where nothing moved.
    """
    deals, features = _deals(before, now), _features(before, now)
    if not deals and not features:
        return None
    return {
        "as_of": now.birth.as_of,
        "quarter": now.quarter,
        "deals_moved": len(deals),
        "deals": deals[:MOST],
        "features_moved": len(features),
        "features": features[:MOST],
    }


def of_promises(before: WeeklyReport, now: WeeklyReport) -> News | None:
    """Promises that stood before and whose day, verdict or odds are others now."""
    known = {one.id: one for one in before.promises}
    moved = [
        _promise(known[one.id], one)
        for one in now.promises
        if one.id in known and _is_other(known[one.id], one)
    ]
    if not moved:
        return None
    return {
        "as_of": now.birth.as_of, "promises_moved": len(moved), "promises": moved[:MOST],
    }  # fmt: skip


def _deals(before: DealsAhead, now: DealsAhead) -> list[News]:
    if before.quarter != now.quarter:
        return []
    known = {one.id: one.p_won for one in before.deals}
    moved = [
        (one, known[one.id])
        for one in now.deals
        if one.id in known and abs(one.p_won - known[one.id]) >= NOTICEABLE
    ]
    moved.sort(key=lambda pair: (-abs(pair[0].p_won - pair[1]), pair[0].id))
    return [
        {"id": one.id, "name": one.name, "p_won": {"before": was, "after": one.p_won}}
        for one, was in moved
    ]


def _features(before: DealsAhead, now: DealsAhead) -> list[News]:
    known = {one.id: one.p50_on for one in before.features}
    return [
        {"id": one.id, "name": one.name, "p50_on": {"before": known[one.id], "after": one.p50_on}}
        for one in sorted(now.features, key=lambda one: one.id)
        if one.id in known and known[one.id] != one.p50_on
    ]


def _is_other(was: PromiseLine, one: PromiseLine) -> bool:
    if (was.due, was.verdict) != (one.due, one.verdict) or (was.odds is None) != (one.odds is None):
        return True
    return abs((one.odds or 0.0) - (was.odds or 0.0)) >= NOTICEABLE


def _promise(was: PromiseLine, one: PromiseLine) -> News:
    told: Iterable[str] = ("due", "verdict", "odds")
    both = {name: {"before": getattr(was, name), "after": getattr(one, name)} for name in told}
    return {"id": one.id, "what": one.what, "deal": one.deal, "feature": one.feature, **both}
