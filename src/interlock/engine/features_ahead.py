"""Every unfinished feature with what lies ahead of it, its release and its team."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl

from interlock.engine import (
    item_burn_up,
    promise_odds,
    releases_ahead,
    survival,
    team_loads,
    tool_waits,
    tools_ahead,
    weekly_deals,
    weekly_features,
)
from interlock.engine.delay_values import delay_values
from interlock.engine.exposure import exposures
from interlock.engine.notes import notes
from interlock.engine.outlook import Outlook, birth
from interlock.engine.outlooks import look
from interlock.engine.work import Work
from interlock.records.bands import bands
from interlock.records.book import Book
from interlock.records.calendar import DAYS_PER_WEEK
from interlock.records.features_ahead import (
    EndedFeature,
    FeaturesAhead,
    QueuedFeature,
    Survival,
    WaitingDeal,
)
from interlock.records.report_work import BurnUp, FeatureLine, PromiseLine
from interlock.records.sales_tables import STRENGTHS

ENDED_DAYS = 91

_OF_TOOLS = ("deal", "feature", "strength", "tool")
_RANK = {strength: at for at, strength in enumerate(STRENGTHS)}


def features_ahead(
    book: Book, *, as_of: date, seed: int, progress: Callable[[str], None] = lambda _: None
) -> FeaturesAhead:
    """The lines of the weekly report for all unfinished features and open releases, and what their
    own pages say beside, as known on ``as_of`` and a week before.
    """
    now = look(book, as_of=as_of, seed=seed, progress=progress)
    progress("the same for last week")
    last = look(book, as_of=as_of - timedelta(days=DAYS_PER_WEEK), seed=seed)
    progress("putting the features together")
    exposed = exposures(now)
    company = now.book.company
    return FeaturesAhead(
        company=company.name,
        simulated=company.simulated,
        currency=company.currency,
        quarter=now.quarter.label,
        quarter_last=now.quarter.last,
        next_quarter_last=now.quarters[1].last,
        features=_features(now, last, weekly_features.features(now, last, exposed, shown=None)),
        ended=_ended(now),
        releases=releases_ahead.releases(now, last, exposed),
        teams=team_loads.team_loads(now),
        notes=notes(now),
        birth=birth(now),
        tools=tools_ahead.tools_ahead(now),
    )


@dataclass(frozen=True)
class _Beside:
    """What stands beside the lines of all features, by id or by column of the ship dates."""

    waiting: Mapping[str, tuple[WaitingDeal, ...]]
    survived: Mapping[str, Survival]
    burn_ups: Mapping[str, BurnUp]
    promises: tuple[PromiseLine, ...]
    later: np.ndarray
    sooner: np.ndarray
    waits: Mapping[str, tuple[str, ...]]
    waited: Mapping[str, tuple[str, ...]]
    places: Mapping[str, int]


def _features(
    now: Outlook, last: Outlook, lines: tuple[FeatureLine, ...]
) -> tuple[QueuedFeature, ...]:
    beside = _beside(now)
    made = (_feature(now, last, line, beside) for line in lines)
    return tuple(sorted(made, key=lambda one: (one.team, one.place)))


def _beside(now: Outlook) -> _Beside:
    todo, waiting = now.delivery.todo, _waiting(now)
    strengths = {one: [d.strength for d in waiting.get(one, ())] for one in todo.features}
    waits = _waits(todo)
    return _Beside(
        waiting=waiting,
        survived=survival.survivals(now.book, strengths),
        burn_ups=item_burn_up.burn_ups(now),
        promises=promise_odds.promises(now, older=True),
        later=_worth_of_a_week(now, 1),
        sooner=_worth_of_a_week(now, -1),
        waits=waits,
        waited={
            one: tuple(other for other, after in waits.items() if one in after)
            for one in {a for after in waits.values() for a in after}
        },
        places=_places(todo),
    )


def _feature(now: Outlook, last: Outlook, line: FeatureLine, beside: _Beside) -> QueuedFeature:
    at = now.ship.features.index(line.id)
    days, todo = now.ship.days[:, at], now.delivery.todo
    is_needed = line.id in beside.waiting
    return QueuedFeature(
        line=line,
        team=todo.team[at],
        place=beside.places[line.id],
        release_id=todo.release[at] or "",
        items_done=int(todo.done[at]),
        work_weeks=float(now.ship.work_weeks[at]),
        weeks=releases_ahead.weekly_odds(days),
        p_by_quarter_end=weekly_features.p_by(days, now.quarter.last, now.as_of) or 0.0,
        p_by_next_end=weekly_features.p_by(days, now.quarters[1].last, now.as_of) or 0.0,
        last_p50_on=weekly_features.last_p50(last, line.id),
        week_later=float(beside.later[at]) if is_needed else None,
        week_sooner=float(beside.sooner[at]) if is_needed else None,
        waiting=beside.waiting.get(line.id, ()),
        survival=beside.survived[line.id],
        waits_for=beside.waits.get(line.id, ()),
        waited_by=beside.waited.get(line.id, ()),
        burn_up=beside.burn_ups.get(line.id),
        promises=tuple(one for one in beside.promises if one.feature == line.id),
    )


def _waiting(now: Outlook) -> dict[str, tuple[WaitingDeal, ...]]:
    """feature -> the open deals that need it, or wait for a sales tool that shows it; those that
    hang most on it first.
    """
    deals = weekly_deals.with_odds(now, None).select("name", "owner", "value", "p_won", deal="id")
    amounts = dict(deals.select("deal", "value").drop_nulls().iter_rows())
    band = bands(amounts)
    needs = now.book.needs.select(
        "deal", "feature", "strength", "said_by", "wanted_by", "confirmed"
    )
    told = needs.with_columns(tool=pl.lit(""))
    through = _through_tools(now, told.schema).join(needs, on=["deal", "feature"], how="anti")
    asked = pl.concat([told, through]).join(deals, on="deal").sort("deal", maintain_order=True)
    found: dict[str, list[WaitingDeal]] = {}
    for row in asked.iter_rows(named=True):
        found.setdefault(row["feature"], []).append(
            WaitingDeal(
                deal=row["deal"],
                name=row["name"] or row["deal"],
                owner=row["owner"] or "",
                strength=row["strength"] or now.book.company.need_strength_default,
                said_by=row["said_by"] or "",
                wanted_by=row["wanted_by"],
                is_confirmed=row["confirmed"] is not False,
                p_won=row["p_won"],
                amount=row["value"],
                band=band.get(row["deal"], ""),
                tool=row["tool"],
            )
        )
    return {one: tuple(sorted(some, key=_hangs_most)) for one, some in found.items()}


def _through_tools(now: Outlook, schema: pl.Schema) -> pl.DataFrame:
    """Features that a tool shows for which a deal waits, as if it needed them."""
    rows = [
        {"deal": deal, "feature": feature, "strength": STRENGTHS[strength], "tool": tool}
        for (deal, tool), (place, strength) in tool_waits.waits(now.book, now.tools).items()
        if place >= 0
        for feature in now.tools.waits_for[place]
    ]
    found = pl.DataFrame(rows, schema={name: schema[name] for name in _OF_TOOLS})
    missing = [pl.lit(None, schema[name]).alias(name) for name in schema if name not in _OF_TOOLS]
    strongest = found.sort(pl.col("strength").replace_strict(_RANK, return_dtype=pl.Int8), "tool")
    once = strongest.unique(["deal", "feature"], keep="first", maintain_order=True)
    return once.with_columns(missing).select(*schema)


def _hangs_most(deal: WaitingDeal) -> tuple[int, date, str]:
    order = ("dealbreaker", "important", "nice-to-have")
    return (order.index(deal.strength), deal.wanted_by or date.max, deal.deal)


def _worth_of_a_week(now: Outlook, weeks: int) -> np.ndarray:
    values = now.joint.deals.join(now.open_deals.select("id", "at_close"), on="id", how="left")
    brings = values["at_close"].fill_null(0.0).to_numpy()
    return delay_values(now.joint, brings, weeks=weeks, features=len(now.ship.features))


def _waits(todo: Work) -> dict[str, tuple[str, ...]]:
    return {
        feature: tuple(
            todo.features[one]
            for one in todo.waits_for[todo.waits_start[at] : todo.waits_start[at + 1]]
        )
        for at, feature in enumerate(todo.features)
        if todo.waits_start[at + 1] > todo.waits_start[at]
    }


def _places(todo: Work) -> dict[str, int]:
    """feature -> its place in the queue of the team that it belongs to."""
    seen: dict[str, int] = {}
    found = {}
    for feature, team in zip(todo.features, todo.team, strict=True):
        found[feature] = seen[team] = seen.get(team, 0) + 1
    return found


def _ended(now: Outlook) -> tuple[EndedFeature, ...]:
    """Features that shipped or were dropped in the last quarter of a year, the latest first."""
    names = dict(now.book.releases.select("id", pl.coalesce("name", "id")).iter_rows())
    since = now.as_of - timedelta(days=ENDED_DAYS)
    found = (_end(row, names) for row in now.book.features.iter_rows(named=True))
    lately = [one for one in found if one is not None and one.on > since]
    return tuple(sorted(lately, key=lambda one: (-one.on.toordinal(), one.name, one.id)))


def _end(row: Mapping[str, Any], releases: Mapping[str, str]) -> EndedFeature | None:
    how = "shipped" if row["shipped_on"] else "dropped"
    on = row[f"{how}_on"]
    return on and EndedFeature(
        id=row["id"],
        name=row["name"] or row["key"] or row["id"],
        team=row["team"] or "",
        release=releases.get(row["release"], row["release"]) or "",
        how=how,
        on=on,
        due=row["wanted_by"],
    )
