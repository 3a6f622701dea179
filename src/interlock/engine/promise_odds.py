"""Promises with the odds that they are kept: those of the feature, or of the deal, by the day."""

from datetime import date

from interlock.engine import ledger, weekly_deals, weekly_features
from interlock.engine.outlook import Outlook
from interlock.engine.verdicts import Odds
from interlock.records.calendar import DAYS_PER_WEEK
from interlock.records.report import PromiseLine


def promises(now: Outlook, *, older: bool = False) -> tuple[PromiseLine, ...]:
    """The promises that matter this week, as ``ledger.promises``, with their odds."""
    return ledger.promises(now.book, as_of=now.as_of, odds=odds(now), older=older)


def odds(now: Outlook) -> Odds:
    """What the forecast says of deals, features and releases by a day."""
    groups = dict(now.open_deals.select("id", "group").iter_rows())
    return Odds(
        deal=lambda deal, day: _p_deal_by(now, groups.get(deal), day),
        feature=lambda feature, day: _p_feature_by(now, feature, day),
        release=lambda release, day: _p_release_by(now, release, day),
    )


def _p_feature_by(now: Outlook, feature: str, day: date) -> float | None:
    if feature not in now.ship.features:
        return None
    return weekly_features.p_by(now.ship.days[:, now.ship.features.index(feature)], day, now.as_of)


def _p_release_by(now: Outlook, release: str, day: date) -> float | None:
    if release not in now.ship.releases:
        return None
    days = now.ship.release_days[:, now.ship.releases.index(release)]
    return weekly_features.p_by(days, day, now.as_of)


def _p_deal_by(now: Outlook, group: int | None, day: date) -> float | None:
    days = (day - now.as_of).days
    if group is None or not 0 <= days < now.joint.won.shape[1] * DAYS_PER_WEEK:
        return None
    return float(weekly_deals.by_day(now.joint.won[[group]], days)[0])
