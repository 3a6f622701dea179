"""The deals to look at: which, what holds them, and the interlock strip of each."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl

from interlock.engine import drivers, gaps, plain
from interlock.engine import outlook as looking
from interlock.engine.awaited import awaited
from interlock.engine.outlook import Outlook
from interlock.engine.releases import NEVER
from interlock.engine.waits import Need, unmet_needs
from interlock.records.calendar import DAYS_PER_WEEK
from interlock.records.report import DealLine, Flag, PromiseLine, Strip
from interlock.records.sales_tables import STRENGTHS

Row = Mapping[str, Any]

SHOWN, DRIVERS = 14, 3
STRIP_WEEKS = 26


def lines(
    now: Outlook,
    last: Outlook | None,
    promises: tuple[PromiseLine, ...],
    *,
    owner: str | None = None,
    shown: int | None = SHOWN,
) -> tuple[DealLine, ...]:
    """The open deals with most in the balance this quarter, so many or all.

    Ranked by value (|change of odds since last week| + p (1 - p)); deals without amount count with
    the median value.
    """
    deals = with_odds(now, last, owner=owner)
    typical = deals["value"].median() or 1.0
    balance = pl.col("p_won") * (1 - pl.col("p_won")) + pl.col("moved").abs().fill_null(0.0)
    ranked = deals.sort(
        pl.col("value").fill_null(typical) * balance, "id", descending=[True, False]
    )
    needs = unmet_needs(now.book, now.ship, now.tools)
    quiet, staged = _quiet_days(now), _staged(now)
    missing = {gap.deal: gap.missing for gap in gaps.gaps(now.book, as_of=now.as_of)}
    top = ranked[:shown]
    moving = drivers.drivers(now, top["id"].to_list())
    return tuple(
        replace(
            _line(
                now,
                deal,
                needs.get(deal["id"], ()),
                missing.get(deal["id"], ()),
                promises,
                quiet.get(deal["id"]),
            ),
            stage_since=staged.get(deal["id"], deal["created_on"]),
            drivers=moving[deal["id"]][:DRIVERS],
        )
        for deal in top.iter_rows(named=True)
    )


def with_odds(now: Outlook, last: Outlook | None, *, owner: str | None = None) -> pl.DataFrame:
    """Open deals with p_won, p_lost and p_open by the quarter's end, last week's p_won, and what
    moved.
    """
    deals = looking.owned(now, owner)
    group = deals["group"].to_numpy()
    end = now.joint.ends.index(now.quarter.last)
    p_won = now.joint.mean_odds[group, end]
    p_lost = by_day(now.joint.lost, (now.quarter.last - now.as_of).days)[group]
    deals = deals.with_columns(p_won=pl.Series(p_won), p_lost=pl.Series(p_lost)).with_columns(
        p_open=(1 - pl.col("p_won") - pl.col("p_lost")).clip(0, 1)
    )
    return deals.join(
        _last_odds(now, last), on="id", how="left", maintain_order="left"
    ).with_columns(moved=pl.col("p_won") - pl.col("p_won_last"))


def win_days(now: Outlook, group: int) -> tuple[date | None, ...]:
    """If the deal is won within the horizon: by when in 1, 5 and 9 of 10 cases; None where it
    hardly ever is.
    """
    won = np.cumsum(now.joint.won[group])
    if won[-1] < 1e-9:
        return (None, None, None)
    at = np.arange(1, won.size + 1) * DAYS_PER_WEEK
    days = np.interp(np.array([0.1, 0.5, 0.9]) * won[-1], [0.0, *won], [0, *at])
    return tuple(now.as_of + timedelta(days=int(np.ceil(day))) for day in days)


def _last_odds(now: Outlook, last: Outlook | None) -> pl.DataFrame:
    if last is None:
        return pl.DataFrame(schema={"id": pl.String, "p_won_last": pl.Float64})
    mean = last.joint.mean_odds
    until = mean[:, last.joint.ends.index(now.quarter.last)]
    return last.open_deals.select("id", p_won_last=pl.Series(until[last.open_deals["group"]]))


def by_day(weekly: np.ndarray, days: int) -> np.ndarray:
    """Sum of weekly chances until a day, a week's chance spread evenly over its days. (groups,
    weeks) -> (groups,).
    """
    weeks, rest = divmod(days, DAYS_PER_WEEK)
    whole = weekly[:, :weeks].sum(axis=1)
    return whole + weekly[:, weeks] * rest / DAYS_PER_WEEK if rest else whole


def _line(
    now: Outlook,
    deal: Row,
    needs: tuple[Need, ...],
    missing: tuple[str, ...],
    promises: tuple[PromiseLine, ...],
    quiet: int | None,
) -> DealLine:
    p10, p50, p90 = win_days(now, deal["group"])
    waits = _waits_for(now, needs)
    return DealLine(
        id=deal["id"],
        name=deal["name"] or deal["id"],
        account=deal["account"] or "",
        owner=deal["owner"] or "",
        stage=deal["stage"] or "",
        category=deal["category"] or "",
        amount=deal["value"],
        expected_close_on=deal["expected_close_on"],
        p_won=deal["p_won"],
        p_lost=deal["p_lost"],
        p_open=deal["p_open"],
        p_won_last_week=deal["p_won_last"],
        p10_on=p10,
        p50_on=p50,
        p90_on=p90,
        holds=(*_holds(now, deal, needs, quiet), *missing),
        waits_for=awaited(now, waits).called if waits is not None else "",
        strip=_strip(now, deal, waits, promises),
        is_stale=_is_stale(now, quiet),
    )


def _waits_for(now: Outlook, needs: tuple[Need, ...]) -> int | None:
    """Column of the strongest unmet need; among equals, the one that comes last. None
    without any.
    """
    known = [(one, -np.median(awaited(now, c).days), c) for c, one in needs if c >= 0]
    return min(known)[2] if known else None


def _holds(now: Outlook, deal: Row, needs: tuple[Need, ...], quiet: int | None) -> tuple[str, ...]:
    words = [
        _need_words(now, column, strength) for column, strength in sorted(needs, key=lambda n: n[1])
    ]
    expected = deal["expected_close_on"]
    if expected is not None and expected < now.as_of:
        days = (now.as_of - expected).days
        words.append(f"its date in the CRM passed {plain.count(days, 'day')} ago")
    if _is_stale(now, quiet):
        words.append(f"no change in {quiet} days")
    return tuple(words)


def _is_stale(now: Outlook, quiet: int | None) -> bool:
    return quiet is not None and quiet > now.book.company.stale_days


def _need_words(now: Outlook, column: int, strength: int) -> str:
    kind = STRENGTHS[strength]
    if column < 0:
        return f"{kind}: a feature or tool that was dropped"
    one = awaited(now, column)
    by_end = float((one.days <= (now.quarter.last - now.as_of).days).mean())
    if (one.days >= NEVER).all():
        return f"{kind}: {one.called}, which has no forecast date"
    end, comes = plain.day(now.quarter.last, as_of=now.as_of), "ready" if one.is_tool else "shipped"
    return f"{kind}: {one.called}, {comes} by {end} in {plain.odds(by_end)} of cases"


def _quiet_days(now: Outlook) -> dict[str, int]:
    """Days since each deal's last known change; a value that was first seen is no change."""
    of_deals = pl.col("table") == "deals"
    changed = now.book.changes.filter(of_deals, pl.col("old").is_not_null())
    last = changed.group_by("id").agg(pl.col("at").max().dt.date()).iter_rows()
    return {deal: (now.as_of - day).days for deal, day in last}


def _staged(now: Outlook) -> dict[str, date]:
    """The day on which each deal came into its stage, as far as that is known."""
    log = now.book.changes.filter(pl.col("table") == "deals", pl.col("field") == "stage")
    return dict(log.group_by("id").agg(pl.col("at").max().dt.date()).iter_rows())


def _strip(now: Outlook, deal: Row, column: int | None, promises: tuple[PromiseLine, ...]) -> Strip:
    group = deal["group"]
    ships = np.zeros(STRIP_WEEKS)
    if column is not None:
        weeks = np.maximum(awaited(now, column).days - 1, 0) // DAYS_PER_WEEK
        ships = np.bincount(weeks[weeks < STRIP_WEEKS], minlength=STRIP_WEEKS) / weeks.size
    ends = [(q.last - now.as_of).days / DAYS_PER_WEEK for q in now.quarters]
    features = awaited(now, column).features if column is not None else ()
    return Strip(
        first_day=now.as_of,
        won=tuple(now.joint.won[group, :STRIP_WEEKS].tolist()),
        lost=tuple(now.joint.lost[group, :STRIP_WEEKS].tolist()),
        ships=tuple(ships.tolist()),
        quarter_ends=tuple(end for end in ends if end <= STRIP_WEEKS),
        flags=tuple(
            flag
            for p in promises
            if p.deal == deal["id"] or p.feature in features
            for flag in _flag(now, p)
        ),
    )


def _flag(now: Outlook, promise: PromiseLine) -> tuple[Flag, ...]:
    if promise.due is None or promise.verdict in ("kept", "late"):
        return ()
    week = (promise.due - now.as_of).days / DAYS_PER_WEEK
    gone = promise.verdict in ("broken", "withdrawn")
    state = "broken" if gone else "moved" if promise.moved else "standing"
    return (Flag(max(week, 0.0), state, promise.what),) if week <= STRIP_WEEKS else ()
