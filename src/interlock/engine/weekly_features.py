"""Features and releases in the weekly report: odds per date, what changed, the money that rides on
each.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl

from interlock.engine import burn_up, feature_news, holding, sellable
from interlock.engine.exposure import Exposure
from interlock.engine.outlook import Outlook
from interlock.engine.releases import NEVER
from interlock.records.report import FeatureLine, Odds, ReleaseLine

SHOWN = 16
LADDER = (0.15, 0.5, 0.8)
"""The odds ladder shows the first half-months at which these odds are reached."""


def features(
    now: Outlook,
    last: Outlook | None,
    exposed: Mapping[str, Exposure],
    *,
    shown: int | None = SHOWN,
) -> tuple[FeatureLine, ...]:
    """Unfinished features, those with most money at risk first, then the soonest."""
    held = holding.held_by(now.delivery)
    news = feature_news.changed(last, now) if last else {}
    rows = {row["id"]: row for row in now.book.features.iter_rows(named=True)}
    names = dict(now.book.releases.select("id", "name").iter_rows())
    medians = np.median(now.ship.days, axis=0)
    order = sorted(
        range(len(now.ship.features)),
        key=lambda at: (
            -_at_risk(exposed, now.ship.features[at]),
            medians[at],
            now.ship.features[at],
        ),
    )
    lines = (_feature(now, last, at, rows, names, exposed) for at in order[:shown])
    return tuple(
        replace(line, held_by=held.get(line.id, ()), changed=news.get(line.id, ()))
        for line in lines
    )


def releases(
    now: Outlook, last: Outlook | None, exposed: Mapping[str, Exposure]
) -> tuple[ReleaseLine, ...]:
    """Open releases by due date, each with the exposure of its features."""
    rows = {row["id"]: row for row in now.book.releases.iter_rows(named=True)}
    drawn = burn_up.burn_ups(now)
    lines = [
        replace(
            _release(now, last, rows[release], now.ship.release_days[:, at], exposed),
            burn_up=drawn.get(release),
            **_sellable(now, release),
        )
        for at, release in enumerate(now.ship.releases)
    ]
    return tuple(sorted(lines, key=lambda line: (line.due or date.max, line.name)))


def day_at(days: np.ndarray, p: float, as_of: date) -> date | None:
    """The day by which it has shipped in a share ``p`` of draws; None beyond the horizon. ``days``
    (draws,).
    """
    at = int(np.quantile(days, p, method="inverted_cdf"))
    return as_of + timedelta(days=at) if at < NEVER else None


def p_by(days: np.ndarray, day: date | None, as_of: date) -> float | None:
    """Chance of having shipped by ``day``; None without a day."""
    return None if day is None else float((days <= (day - as_of).days).mean())


def ladder(days: np.ndarray, as_of: date) -> Odds:
    """Odds at the half-months where they first pass 15, 50 and 80 per cent."""
    steps, wanted = [], list(LADDER)
    for day in _half_months(as_of, int(days[days < NEVER].max(initial=0))):
        p = p_by(days, day, as_of) or 0.0
        if wanted and p >= wanted[0]:
            steps.append((day, p))
            wanted = [w for w in wanted if w > p]
    return Odds(tuple(steps))


def _half_months(as_of: date, horizon_days: int) -> list[date]:
    """The 15th and the last day of each month after ``as_of``, until all is shipped."""
    days, day = [], as_of + timedelta(days=1)
    end = as_of + timedelta(days=horizon_days + 16)
    while day <= end:
        if day.day == 15 or (day + timedelta(days=1)).day == 1:
            days.append(day)
        day += timedelta(days=1)
    return days


def _at_risk(exposed: Mapping[str, Exposure], feature: str) -> float:
    return exposed[feature].at_risk if feature in exposed else 0.0


def _feature(
    now: Outlook,
    last: Outlook | None,
    at: int,
    rows: Mapping[str, Mapping[str, Any]],
    names: Mapping[str, str],
    exposed: Mapping[str, Exposure],
) -> FeatureLine:
    feature, days = now.ship.features[at], now.ship.days[:, at]
    row, money = rows[feature], exposed.get(feature)
    p50 = day_at(days, 0.5, now.as_of)
    return FeatureLine(
        id=feature,
        key=row["key"] or "",
        name=row["name"] or row["key"] or feature,
        team=row["team"] or "",
        release=names.get(row["release"], row["release"]) or "",
        items_left=int(now.ship.items_left[at]),
        odds=ladder(days, now.as_of),
        p50_on=p50,
        p80_on=day_at(days, 0.8, now.as_of),
        p95_on=day_at(days, 0.95, now.as_of),
        due=row["wanted_by"],
        p_by_due=p_by(days, row["wanted_by"], now.as_of),
        moved_days=_moved(p50, last_p50(last, feature)),
        basis=now.ship.basis[at],
        holds=now.ship.holds[at],
        held_by=(),
        changed=(),
        deals=len(money.deals) if money else 0,
        exposed=money.exposed if money else None,
        at_risk=money.at_risk if money else None,
        closes_anyway=money.closes_anyway if money else None,
    )


def last_p50(last: Outlook | None, feature: str) -> date | None:
    if last is None or feature not in last.ship.features:
        return None
    return day_at(last.ship.days[:, last.ship.features.index(feature)], 0.5, last.as_of)


def _moved(now: date | None, last: date | None) -> int | None:
    return (now - last).days if now is not None and last is not None else None


def _release(
    now: Outlook,
    last: Outlook | None,
    row: Mapping[str, Any],
    days: np.ndarray,
    exposed: Mapping[str, Exposure],
) -> ReleaseLine:
    meant = now.book.features.filter(pl.col("release") == row["id"], pl.col("dropped_on").is_null())
    money = [exposed[feature] for feature in meant["id"] if feature in exposed]
    p50 = day_at(days, 0.5, now.as_of)
    return ReleaseLine(
        id=row["id"],
        name=row["name"] or row["id"],
        due=row["due"],
        p_by_due=p_by(days, row["due"], now.as_of),
        odds=ladder(days, now.as_of),
        p50_on=p50,
        p80_on=day_at(days, 0.8, now.as_of),
        moved_days=_moved(p50, last_release_p50(last, row["id"])),
        features=meant.height,
        done=_finished(now, meant),
        deals=len(frozenset[str]().union(*(m.deals for m in money))),
        exposed=sum(m.exposed for m in money) if money else None,
        basis=_basis(now, meant),
        burn_up=None,
    )


def _sellable(now: Outlook, release: str) -> dict[str, Any]:
    """From when a release can be sold; nothing where no tool of it is left to make."""
    left = sellable.tools_left(now, release)
    if not left:
        return {}
    last = sellable.days(now, release)
    return {
        "sellable_p50_on": day_at(last, 0.5, now.as_of),
        "sellable_p80_on": day_at(last, 0.8, now.as_of),
        "tools_left": left,
    }


def _finished(now: Outlook, meant: pl.DataFrame) -> int:
    """Features that have shipped, or whose known items are all finished."""
    items = now.book.items.filter(pl.col("dropped_on").is_null())
    worked = items.group_by("feature").agg(finished=pl.col("done_on").is_not_null().all())
    joined = meant.join(worked, left_on="id", right_on="feature", how="left")
    return joined.filter(pl.col("shipped_on").is_not_null() | pl.col("finished")).height


def last_release_p50(last: Outlook | None, release: str) -> date | None:
    if last is None or release not in last.ship.releases:
        return None
    at = last.ship.releases.index(release)
    return day_at(last.ship.release_days[:, at], 0.5, last.as_of)


def _basis(now: Outlook, meant: pl.DataFrame) -> str:
    """The weakest basis among the release's unfinished features."""
    order = ("no date", "prior", "own history")
    found = [
        b for f, b in zip(now.ship.features, now.ship.basis, strict=True) if f in set(meant["id"])
    ]
    return min(found, key=order.index) if found else "prior"
