"""What a what-if may change, as an outlook knows it: features, releases, teams, deals, promises."""

from collections import Counter

import polars as pl

from interlock.engine import presence
from interlock.engine.outlook import Outlook
from interlock.records.changeable import (
    Changeable,
    OpenDeal,
    OpenFeature,
    OpenRelease,
    Standing,
    Team,
)


def changeable(now: Outlook) -> Changeable:
    """All that a change may name; worked out once for an outlook."""
    return now.once(_changeable)


def _changeable(now: Outlook) -> Changeable:
    people = presence.people_of(now.book)
    return Changeable(
        features=_features(now),
        releases=_releases(now),
        teams=tuple(Team(team, people.get(team)) for team in now.delivery.paces.teams),
        deals=_deals(now),
        promises=_promises(now),
    )


def _features(now: Outlook) -> tuple[OpenFeature, ...]:
    called = {row[0]: row[1:] for row in now.book.features.select("id", "key", "name").iter_rows()}
    todo, before = now.delivery.todo, Counter[str]()
    found = []
    for feature, team, release in zip(todo.features, todo.team, todo.release, strict=True):
        before[team] += 1
        key, name = called[feature]
        shown = name or key or feature
        found.append(OpenFeature(feature, key or "", shown, team, before[team], release or ""))
    return tuple(found)


def _releases(now: Outlook) -> tuple[OpenRelease, ...]:
    some = now.book.releases.filter(pl.col("shipped_on").is_null()).sort(
        "due", "id", nulls_last=True
    )
    return tuple(
        OpenRelease(id_, name or id_, due, train or "")
        for id_, name, due, train in some.select("id", "name", "due", "train").iter_rows()
    )


def _deals(now: Outlook) -> tuple[OpenDeal, ...]:
    default, needs = now.book.company.need_strength_default, dict[str, list[tuple[str, str]]]()
    known = set(now.ship.features)
    for deal, feature, strength in now.book.needs.select("deal", "feature", "strength").iter_rows():
        if feature in known:
            needs.setdefault(deal, []).append((feature, strength or default))
    deals = [
        OpenDeal(id_, name or id_, owner or "", tuple(sorted(needs.get(id_, []))))
        for id_, name, owner in now.open_deals.select("id", "name", "owner").iter_rows()
    ]
    return tuple(sorted(deals, key=lambda deal: (deal.name.casefold(), deal.id)))


def _promises(now: Outlook) -> tuple[Standing, ...]:
    some = now.book.promises.filter(
        pl.col("done_on").is_null(), pl.col("due").is_not_null(), pl.col("said_on") <= now.as_of
    ).sort("due", "id")
    columns = ("id", "what", "maker", "to", "due")
    return tuple(
        Standing(id_, what or id_, maker or "", to or "", due)
        for id_, what, maker, to, due in some.select(columns).iter_rows()
    )
