"""Features and promises under a what-if: which dates come sooner or later, and what that breaks."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import inf

import numpy as np

from interlock.engine import promise_odds, team_history
from interlock.engine.joint import WEEKS
from interlock.engine.outlook import Outlook
from interlock.engine.releases import NEVER
from interlock.records.calendar import DAYS_PER_WEEK
from interlock.records.report import PromiseLine
from interlock.records.whatif import FeatureChange, PromiseChange

NOTICEABLE = 0.005
"""Odds that change by less are not told."""

STANDING = ("open", "odds")

Days = tuple[date | None, date | None]
"""(p50, p80), None beyond the horizon."""


def features(before: Outlook, after: Outlook) -> tuple[FeatureChange, ...]:
    """Features whose p50 or p80 moves by a day or more, the furthest first."""
    names = _names(before) | _names(after)
    teams = dict(team_history.feature_teams(after.book).iter_rows())
    then = days(before)
    now = _days_after(before, after, then)
    found = [
        _change(feature, names[feature], teams.get(feature, ""), (before, after), (then, now))
        for feature in dict.fromkeys([*then, *now])
        if then.get(feature) != now.get(feature)
    ]
    return tuple(sorted(found, key=lambda one: (-_moved(one), one.name)))


def promises(before: Outlook, after: Outlook) -> tuple[PromiseChange, ...]:
    """Promises that stand before or are new, whose odds change; the furthest fallen first."""
    then, now = before.once(_promises), _promises(after)
    found = [
        PromiseChange(
            id=line.id,
            what=line.what,
            maker=line.maker,
            to=line.to,
            due=(line if line.due else then.get(line.id, line)).due,
            before=then[line.id].odds if line.id in then else None,
            after=line.odds if line.verdict in STANDING else 0.0,
            broken=line.verdict not in STANDING,
        )
        for line in now.values()
        if _stood(then, line)
    ]
    told = [one for one in found if _differs(one)]
    return tuple(sorted(told, key=lambda one: ((one.after or 0) - (one.before or 0), one.id)))


def standing(of: Outlook) -> tuple[PromiseLine, ...]:
    """The promises that are neither kept nor broken yet."""
    return tuple(line for line in of.once(_promises).values() if line.verdict in STANDING)


def falls(one: PromiseChange) -> bool:
    return one.broken or (one.before is not None and (one.after or 0.0) < one.before)


def _stood(then: Mapping[str, PromiseLine], line: PromiseLine) -> bool:
    return line.id not in then or then[line.id].verdict in STANDING


def _differs(one: PromiseChange) -> bool:
    if one.broken or one.before is None or one.after is None:
        return one.broken or one.before != one.after
    return abs(one.after - one.before) > NOTICEABLE


def _moved(one: FeatureChange) -> float:
    return abs(one.days) if one.days is not None else inf


def _names(of: Outlook) -> dict[str, str]:
    return {
        row["id"]: row["name"] or row["key"] or row["id"]
        for row in of.book.features.select("id", "key", "name").iter_rows(named=True)
    }


def _promises(of: Outlook) -> dict[str, PromiseLine]:
    return {line.id: line for line in promise_odds.promises(of, older=True)}


def days(of: Outlook) -> dict[str, Days]:
    """(p50, p80) of each unfinished feature; worked out once for an outlook."""
    return of.once(_days)


def _days(of: Outlook) -> dict[str, Days]:
    return _days_of(of, range(len(of.ship.features)))


def _days_after(before: Outlook, after: Outlook, then: Mapping[str, Days]) -> dict[str, Days]:
    """The same under a what-if, looked up where no draw moves."""
    at = {feature: column for column, feature in enumerate(before.ship.features)}
    was = np.array([at.get(feature, -1) for feature in after.ship.features], dtype=np.int64)
    same = was >= 0
    old, new = before.ship.days.T[was[same]], after.ship.days.T[same]
    same[same] = (old == new).all(axis=1)
    moved = _days_of(after, np.flatnonzero(~same).tolist())
    features = after.ship.features
    return {f: then[f] if same[place] else moved[f] for place, f in enumerate(features)}


def _days_of(of: Outlook, columns: Sequence[int]) -> dict[str, Days]:
    days = of.ship.days[:, columns]
    if not len(columns):
        return {}
    at = np.quantile(days, (0.5, 0.8), axis=0, method="inverted_cdf").astype(np.int64)
    half, most = ([_day(day, of.as_of) for day in row] for row in at.tolist())
    return dict(
        zip((of.ship.features[c] for c in columns), zip(half, most, strict=True), strict=True)
    )


def _day(days: int, as_of: date) -> date | None:
    return as_of + timedelta(days=days) if days < NEVER else None


def _change(
    feature: str,
    name: str,
    team: str,
    of: tuple[Outlook, Outlook],
    known: tuple[Mapping[str, Days], Mapping[str, Days]],
) -> FeatureChange:
    then, now = (days.get(feature) for days in known)
    (a50, a80), (b50, b80) = then or (None, None), now or (None, None)
    days = (b50 - a50).days if a50 and b50 else None
    before, after = (_ships(one, feature) for one in of)
    return FeatureChange(
        feature, name, team, _state(then, now), days, a50, b50, a80, b80, before, after
    )


def _ships(of: Outlook, feature: str) -> tuple[float, ...]:
    """Chance of shipping in each week, until the joint forecast's horizon."""
    column = of.once(_columns).get(feature)
    if column is None:
        return ()
    days = of.ship.days[:, column]
    weeks = np.maximum(-(-days // DAYS_PER_WEEK) - 1, 0)
    return tuple(
        (np.bincount(np.minimum(weeks, WEEKS), minlength=WEEKS)[:WEEKS] / days.size).tolist()
    )


def _columns(of: Outlook) -> dict[str, int]:
    return {feature: at for at, feature in enumerate(of.ship.features)}


def _state(then: Days | None, now: Days | None) -> str:
    if then is None:
        return "added"
    if now is None:
        return "dropped"
    return "later" if _order(now) > _order(then) else "sooner"


def _order(days: Days) -> tuple[date, ...]:
    return tuple(day or date.max for day in days)
