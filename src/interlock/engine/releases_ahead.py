"""Every open release with its odds week by week, and the features that hold it."""

from collections.abc import Mapping

import numpy as np

from interlock.engine import releases as simulated
from interlock.engine import weekly_features
from interlock.engine.burn_up import DRAWS
from interlock.engine.exposure import Exposure
from interlock.engine.outlook import Outlook
from interlock.engine.pace import Floats
from interlock.engine.releases import Days
from interlock.records.calendar import DAYS_PER_WEEK
from interlock.records.features_ahead import QueuedRelease
from interlock.records.report_work import ReleaseLine

WEEKS = 52
NAMED = 3
"""Features that hold a release are named, so many at most."""


def releases(
    now: Outlook, last: Outlook, exposed: Mapping[str, Exposure]
) -> tuple[QueuedRelease, ...]:
    """Open releases by their stated date."""
    few = now.delivery.first(DRAWS)
    done = simulated.done_days(few.todo, few.left, few)
    names = {
        row["id"]: row["name"] or row["key"] or row["id"]
        for row in now.book.features.select("id", "key", "name").iter_rows(named=True)
    }
    return tuple(
        _release(now, last, line, done, names)
        for line in weekly_features.releases(now, last, exposed)
    )


def weekly_odds(days: Days) -> tuple[float, ...]:
    """Chance of shipping in each of the weeks ahead, up to a year; ``days`` (draws,) after today,
    of which the first seven are the first week.
    """
    week = np.maximum(np.ceil(days / DAYS_PER_WEEK).astype(int) - 1, 0)
    counts = np.bincount(np.minimum(week, WEEKS), minlength=WEEKS + 1)[:WEEKS]
    return tuple(float(count) / days.size for count in counts)


def _release(
    now: Outlook, last: Outlook, line: ReleaseLine, done: Floats, names: Mapping[str, str]
) -> QueuedRelease:
    days = now.ship.release_days[:, now.ship.releases.index(line.id)]
    members = now.delivery.todo.members(line.id)
    features = tuple(now.ship.features[at] for at in members)
    return QueuedRelease(
        line=line,
        p95_on=weekly_features.day_at(days, 0.95, now.as_of),
        weeks=weekly_odds(days),
        last_p50_on=weekly_features.last_release_p50(last, line.id),
        features=features,
        held_by=tuple(
            (feature, names[feature], share) for feature, share in _last(features, done[:, members])
        ),
    )


def _last(features: tuple[str, ...], done: Floats) -> list[tuple[str, float]]:
    """Which of several features are finished last, most often first, each with its share of draws;
    those that are finished together, or never, share a draw alike. ``done`` (draws, features).
    """
    if len(features) < 2:
        return []
    is_last = done == done.max(axis=1, keepdims=True)
    shares = (is_last / is_last.sum(axis=1, keepdims=True)).mean(axis=0)
    ordered = sorted(zip(features, shares, strict=True), key=lambda one: (-one[1], one[0]))
    return [(feature, float(share)) for feature, share in ordered[:NAMED]]
