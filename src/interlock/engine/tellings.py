"""What buyers were told of the features they wait for, held against when these ship now."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import polars as pl

from interlock.records import telling
from interlock.records.sales_tables import NO_NEED
from interlock.records.telling import TO_TELL, Telling

Row = Mapping[str, Any]
Ahead = Mapping[str, date | None]
"""unfinished feature -> the day by which it ships in 8 of 10 cases, None: later than can be said;
a feature of which no forecast says anything is not in it.
"""


def tellings(
    *,
    deals: pl.DataFrame,
    features: pl.DataFrame,
    needs: pl.DataFrame,
    told: pl.DataFrame,
    ahead: Ahead,
    moved: Mapping[str, date],
) -> tuple[Telling, ...]:
    """Each need of an open deal, and whatever the buyer of a deal that is not lost was told, with
    the state of what they were told last: first those that somebody has to tell.

    A feature that was dropped on or before the day of telling was told as dropped, and so holds.
    Told for a day d, what was said is outdated once the day p80 of the forecast is after d.
    ``moved``: when a feature's stated dates moved last; after the need was asked for (or the deal
    entered) that asks for a telling where there never was one.
    """
    by_id = {row["id"]: row for row in deals.iter_rows(named=True)}
    known = {row["id"]: row for row in features.iter_rows(named=True)}
    asked = {(row["deal"], row["feature"]): row for row in _wanted(needs).iter_rows(named=True)}
    last = {(row["deal"], row["feature"]): row for row in told.sort("on").iter_rows(named=True)}
    found = [
        _telling(
            deal, known.get(pair[1], {"id": pair[1]}), asked.get(pair), last.get(pair), ahead, moved
        )
        for pair in dict.fromkeys([*last, *asked])
        if (deal := by_id.get(pair[0])) and _counts(deal, pair in last)
    ]
    return tuple(sorted(found, key=_place))


def last_moves(log: pl.DataFrame, features: pl.DataFrame) -> dict[str, date]:
    """feature -> the last day on which its release, its stated date or the day of its release
    changed from one to another; ``log``: rows of the change log about features and releases.
    """
    changed = log.filter(pl.col("old").fill_null("") != "")
    own = changed.filter(pl.col("field").is_in(["release", "wanted_by"]), table="features")
    dates = changed.filter(table="releases", field="due").select(
        pl.col("id").alias("release"), "at"
    )
    through = features.select("id", "release").join(dates, on="release").select("id", "at")
    every = pl.concat([own.select("id", "at"), through])
    return {own_id: at.date() for own_id, at in every.group_by("id").agg(pl.col("at").max()).rows()}


def _wanted(needs: pl.DataFrame) -> pl.DataFrame:
    """Needs that somebody named: none that was ruled out, or only found by matching."""
    return needs.filter(
        pl.col("strength").ne_missing(NO_NEED), pl.col("confirmed").fill_null(value=True)
    )


def _counts(deal: Row, is_told: bool) -> bool:
    return deal["outcome"] == "open" or (is_told and deal["outcome"] != "lost")


def _telling(
    deal: Row,
    feature: Row,
    need: Row | None,
    said: Row | None,
    ahead: Ahead,
    moved: Mapping[str, date],
) -> Telling:
    own_id = feature["id"]
    asked_on = (need and need["on"]) or deal["created_on"]
    state, since = _state(feature, said, asked_on, ahead, moved)
    return Telling(
        deal=deal["id"],
        deal_name=deal["name"] or deal["id"],
        account=deal["account"] or "",
        feature=own_id,
        feature_name=feature.get("name") or feature.get("key") or own_id,
        strength=(need and need["strength"]) or "",
        state=state,
        on=said["on"] if said else None,
        by=(said and said["by"]) or "",
        due=said["due"] if said else None,
        what=(said and said["what"]) or "",
        now=ahead.get(own_id),
        since=since,
    )


def _state(
    feature: Row, said: Row | None, asked_on: date | None, ahead: Ahead, moved: Mapping[str, date]
) -> tuple[str, date | None]:
    """The state, and the day since which it is so where one is known."""
    dropped, own_id = feature.get("dropped_on"), feature["id"]
    if dropped:
        knows = said is not None and said["on"] >= dropped
        return (telling.HOLDS if knows else telling.DROPPED), dropped
    if feature.get("shipped_on"):
        return telling.SHIPPED, feature["shipped_on"]
    if said is None:
        day = moved.get(own_id)
        is_news = day is not None and (asked_on is None or day > asked_on)
        return (telling.MOVED, day) if is_news else (telling.UNTOLD, None)
    return _against_forecast(said["due"], own_id, ahead), None


def _against_forecast(due: date | None, feature: str, ahead: Ahead) -> str:
    if due is None:
        return telling.NO_DAY
    if feature not in ahead:
        return telling.UNKNOWN
    now = ahead[feature]
    return telling.LATER if now is None or now > due else telling.HOLDS


def _place(one: Telling) -> tuple[Any, ...]:
    grave = TO_TELL.index(one.state) if one.is_to_tell else len(TO_TELL)
    return grave, one.on is None, one.deal_name, one.feature_name, one.deal, one.feature


def to_tell(found: Iterable[Telling]) -> tuple[Telling, ...]:
    """Those whose buyer has to be told."""
    return tuple(one for one in found if one.is_to_tell)
