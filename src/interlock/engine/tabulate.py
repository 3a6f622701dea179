"""The forecasts as tables: one row a deal, a feature, a quarter, a driver."""

from dataclasses import asdict

import numpy as np
import polars as pl

from interlock.engine import drivers, money, parts, targets, weekly_deals, weekly_features
from interlock.engine import outlook as looking
from interlock.engine.outlook import Outlook
from interlock.records.calendar import Quarter
from interlock.records.calls import COMPANY, Scope
from interlock.records.forecasts import (
    BOOKINGS_FORECAST,
    DEAL_FORECAST,
    DRIVER_FORECAST,
    FEATURE_FORECAST,
)


def deals(now: Outlook, *, quarters: int = 1) -> pl.DataFrame:
    """``DEAL_FORECAST`` rows: each open deal by the end of this fiscal quarter, or of several."""
    columns = [column.name for column in DEAL_FORECAST.columns]
    dates = {group: weekly_deals.win_days(now, group) for group in range(len(now.joint.groups))}
    group = now.open_deals["group"].to_list()
    frames = []
    for quarter in now.quarters[:quarters]:
        days = (quarter.last - now.as_of).days
        won = now.joint.mean_odds[group, now.joint.ends.index(quarter.last)]
        lost = weekly_deals.by_day(now.joint.lost, days)[group]
        frames.append(
            now.open_deals.select(
                "id",
                as_of=pl.lit(now.as_of),
                quarter_end=pl.lit(quarter.last),
                p_won=pl.Series(won),
                p_lost=pl.Series(lost),
                p_open=pl.Series(np.clip(1 - won - lost, 0.0, 1.0)),
                p10_on=pl.Series([dates[g][0] for g in group], dtype=pl.Date),
                p50_on=pl.Series([dates[g][1] for g in group], dtype=pl.Date),
                p90_on=pl.Series([dates[g][2] for g in group], dtype=pl.Date),
                expected_amount=pl.col("at_close") * pl.Series(won),
            ).select(columns)
        )
    return pl.concat(frames).cast(DEAL_FORECAST.schema).sort("id", "quarter_end")


def features(now: Outlook) -> pl.DataFrame:
    """``FEATURE_FORECAST`` rows, one for each unfinished feature."""
    rows = []
    for line in weekly_features.features(now, None, {}, shown=None):
        days = now.ship.days[:, now.ship.features.index(line.id)]
        rows.append(
            {
                "as_of": now.as_of,
                "id": line.id,
                "key": line.key or None,
                "name": line.name,
                "team": line.team or None,
                "release": line.release or None,
                "items_left": line.items_left,
                "p50_on": line.p50_on,
                "p80_on": line.p80_on,
                "p95_on": line.p95_on,
                "p_by_quarter_end": weekly_features.p_by(days, now.quarter.last, now.as_of),
                "due": line.due,
                "p_by_due": line.p_by_due,
                "basis": line.basis,
            }
        )
    return pl.DataFrame(rows, schema=FEATURE_FORECAST.schema, orient="row")


def bookings(now: Outlook, *, by: str | None = None) -> pl.DataFrame:
    """``BOOKINGS_FORECAST`` rows: this fiscal quarter and the next three, of the whole company or
    of each of its `parts`.
    """
    each = parts.parts(now, by) if by else {"": now}
    goals = targets.named(now.book)
    rows = [
        _quarter(of_part, quarter, part, goals.of(quarter.label, _scope(by, part)))
        for part, of_part in each.items()
        for quarter in now.quarters
    ]
    return pl.DataFrame(rows, schema=BOOKINGS_FORECAST.schema, orient="row")


def moving(now: Outlook) -> pl.DataFrame:
    """``DRIVER_FORECAST`` rows: what would move each open deal, most first."""
    rows = [
        {"as_of": now.as_of, "id": deal, **asdict(driver)}
        for deal, found in drivers.drivers(now, now.open_deals["id"].to_list()).items()
        for driver in found
    ]
    return pl.DataFrame(rows, schema=DRIVER_FORECAST.schema, orient="row")


def _scope(by: str | None, part: str) -> Scope:
    """What a target of a part is set for."""
    return Scope(by, part) if by else COMPANY


def _quarter(now: Outlook, quarter: Quarter, part: str, target: float | None) -> dict[str, object]:
    eve = looking.eve(quarter)
    closed = money.closed_between(now.book, quarter.first, now.as_of)
    booked = looking.booked(now, eve, quarter.last, closed=float(closed.total))
    won = looking.won_count(now, eve, quarter.last, closed=closed.deals)
    new = looking.expected_new(now, eve, quarter.last)
    return {
        "as_of": now.as_of,
        "period": quarter.label,
        "part": part or None,
        "quarter_end": quarter.last,
        "currency": now.book.company.currency,
        "closed": float(closed.total),
        "from_open": booked.mean - float(closed.total) - new,
        "from_new": new,
        "mean": booked.mean,
        **{f"p{p:02d}": booked.quantile(p / 100) for p in (5, 10, 25, 50, 75, 90, 95)},
        "target": target,
        "p_target": booked.reaches(target) if target is not None else None,
        "wins_mean": won.mean,
        "wins_p10": won.quantile(0.1),
        "wins_p90": won.quantile(0.9),
    }
