"""What dropping or delaying a feature costs and frees, and what the freed time wins."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from interlock.engine import joint as joining
from interlock.engine import releases
from interlock.engine.exposure import odds_along
from interlock.engine.outlook import Outlook
from interlock.engine.releases import ShipDates
from interlock.records.report import DropLine, HurtDeal, Range

DELAY_WEEKS = 4
SHOWN = 6
NOTICEABLE = 0.005
"""Odds that change by less are not shown."""

ANYWAY = 0.85
"""A deal that keeps at least this share of its odds without the feature would close anyway, as far
as the feature goes.
"""


@dataclass(frozen=True)
class Change:
    """What other ship dates do to the deals that need a moved feature.

    ``gain`` (draws,): change of expected bookings until the end of the fourth quarter. ``deals``:
    id, name, value, before, after (chance of being won by then), ``hurt`` where the deal needs the
    feature in question.
    """

    gain: np.ndarray
    hurt_gain: np.ndarray
    deals: pl.DataFrame


def drop(outlook: Outlook, feature: str, promises: Mapping[str, tuple[str, ...]]) -> DropLine:
    """Both ways: which deals lose how much, which would close anyway, what time is freed and what
    that wins.

    The same luck runs with and without the feature, so the difference is the feature's alone.
    ``promises`` are, per feature, the standing promises about it in words.
    """
    row = outlook.book.features.row(by_predicate=pl.col("id") == feature, named=True)
    without = releases.ship(outlook.delivery, without=frozenset({feature}))
    dropped = change(outlook, without, feature)
    held = releases.ship(outlook.delivery.delayed({feature: DELAY_WEEKS}))
    later = change(outlook, held, feature)
    total, hurt = dropped.gain, dropped.hurt_gain
    mine = dropped.deals.filter(pl.col("hurt"))
    others = dropped.deals.filter(~pl.col("hurt"), pl.col("after") - pl.col("before") > NOTICEABLE)
    at = outlook.ship.features.index(feature)
    return DropLine(
        feature=feature,
        feature_name=row["name"] or row["key"] or feature,
        team=row["team"] or "",
        costs=max(0.0, -float(hurt.mean())),
        delay_costs=max(0.0, -float(later.hurt_gain.mean())),
        delay_weeks=DELAY_WEEKS,
        buys=float((total - hurt).mean()),
        balance=_range(total),
        hurt=_lines(mine.filter(pl.col("before") - pl.col("after") > NOTICEABLE), "before"),
        close_anyway=_lines(mine.filter(pl.col("after") >= ANYWAY * pl.col("before")), "after"),
        frees_items=float(outlook.ship.work_items[at]),
        frees_weeks=float(outlook.ship.work_weeks[at]),
        sooner=_sooner(outlook, without),
        wins=_lines(others, "after"),
        breaks=promises.get(feature, ()),
        tell=_tell(outlook, mine, feature),
    )


def change(outlook: Outlook, ship: ShipDates, feature: str) -> Change:
    """What the dates in ``ship`` change for every deal that needs ``feature`` or a feature that
    moved with it.
    """
    ready, moved = _ready(outlook, ship)
    column = outlook.ship.features.index(feature)
    values = outlook.open_deals.group_by("group").agg(pl.col("at_close").sum())
    by_group = dict(values.iter_rows())
    gain = np.zeros(outlook.joint.draws)
    hurt_gain, rows = gain.copy(), []
    for at, group in enumerate(outlook.joint.groups):
        columns = {c for c, _ in group.needs}
        if not columns & (moved | {column}):
            continue
        before = odds_along(outlook, group)[:, -1]
        after = odds_along(outlook, group, ready)[:, -1]
        hurt = column in columns
        part = by_group[at] * (after - before)
        gain += part
        hurt_gain += part if hurt else 0.0
        rows.append((at, float(before.mean()), float(after.mean()), hurt))
    schema = {"group": pl.Int64, "before": pl.Float64, "after": pl.Float64, "hurt": pl.Boolean}
    odds = pl.DataFrame(rows, schema=schema, orient="row")
    deals = outlook.open_deals.select("id", "name", "owner", "value", "group").join(
        odds, on="group", maintain_order="left"
    )
    return Change(gain=gain, hurt_gain=hurt_gain, deals=deals)


def _ready(outlook: Outlook, ship: ShipDates) -> tuple[np.ndarray, set[int]]:
    """Ready weeks in the outlook's columns, and the columns that differ from the outlook's."""
    column = {feature: at for at, feature in enumerate(ship.features)}
    weeks = joining.ready_weeks(ship.days)
    ready = np.full_like(outlook.joint.ready, joining.WEEKS)
    for at, feature in enumerate(outlook.ship.features):
        if feature in column:
            ready[:, at] = weeks[:, column[feature]]
    differs = np.flatnonzero((ready != outlook.joint.ready).any(axis=0))
    return ready, {int(at) for at in differs}


def _sooner(outlook: Outlook, ship: ShipDates) -> tuple[tuple[str, int], ...]:
    """Features whose p50 comes sooner, most days first."""
    names = dict(outlook.book.features.select("id", "name").iter_rows())
    now = dict(zip(outlook.ship.features, np.median(outlook.ship.days, axis=0), strict=True))
    then = zip(ship.features, np.median(ship.days, axis=0), strict=True)
    found = [
        (names[feature] or feature, round(float(now[feature] - days)))
        for feature, days in then
        if days < releases.NEVER and now[feature] < releases.NEVER and now[feature] - days >= 1
    ]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0]))[:SHOWN])


def _tell(outlook: Outlook, hurt: pl.DataFrame, feature: str) -> tuple[str, ...]:
    """Owners of the deals hurt and whoever was given a standing promise about the feature."""
    receivers = outlook.book.promises.filter(
        pl.col("feature") == feature, pl.col("done_on").is_null()
    )["to"]
    people = [*hurt["owner"].drop_nulls().to_list(), *receivers.drop_nulls().to_list()]
    return tuple(dict.fromkeys(people))


def _lines(deals: pl.DataFrame, by: str) -> tuple[HurtDeal, ...]:
    """The deals with most at stake, in money where there is money."""
    stake = pl.col("value").fill_null(0) * (
        (pl.col("before") - pl.col("after")).abs() if by == "before" else pl.col(by)
    )
    top = deals.sort(stake, "id", descending=[True, False]).head(SHOWN)
    return tuple(
        HurtDeal(d["id"], d["name"] or d["id"], d["value"], d["before"], d["after"])
        for d in top.iter_rows(named=True)
    )


def _range(values: np.ndarray) -> Range:
    points = np.quantile(values, (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975))
    return Range(float(values.mean()), *(float(p) for p in points))
