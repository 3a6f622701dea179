"""Deals that nobody has entered yet: how many come, how large, and how many are won in time."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl

from interlock.engine import arrival_segments, deal_history, deals, money
from interlock.engine.arrival_segments import Segment
from interlock.engine.bookings import NewDeals
from interlock.records.book import Book
from interlock.records.calendar import DAYS_PER_WEEK

LOOK_BACK_WEEKS = 26
AMOUNT_DAYS = 730
FEWEST_WON = 5


@dataclass(frozen=True)
class Arrivals:
    """New deals a week, and what becomes of them.

    ``weekly`` deals entered a week over the last half year; ``log_mean``, ``log_sd`` of the amounts
    of the ``won`` deals of the last two years. ``curve`` (weeks,): chance that a deal has been won
    by the end of each week since it was entered. ``relative``: wins of the deals that come now
    beside those of the same number of past deals; 1 unless ``segments`` tell more.
    """

    as_of: date
    weekly: float
    log_mean: float
    log_sd: float
    won: int
    curve: np.ndarray
    relative: float = 1.0
    segments: tuple[Segment, ...] = ()


def fit(book: Book, *, as_of: date, weeks: int) -> Arrivals:
    """Arrivals as in the last 26 weeks; amounts as those of the deals won in the last two years.

        weekly = deals entered / weeks looked back;   log amount ~ Normal(log_mean, log_sd^2)

    Amounts of won deals count and not those at entry, because that is what is booked. Where the
    deals have segments, the amounts are those of the segments that come now, weighed by how many
    of each are won (``arrival_segments``). With fewer than five won deals that have an amount
    nothing is known of new deals, and none are counted. ``book`` is as known on ``as_of``.
    """
    amounts = _won_amounts(book, as_of)
    enough = amounts.height >= FEWEST_WON
    logs = np.log(amounts["value"].to_numpy()) if enough else np.zeros(1)
    lives = _lives(book, as_of)
    hazards = _hazards(lives, weeks)
    found = arrival_segments.segments(
        amounts,
        lives,
        hazards[:, 0],
        since=as_of - timedelta(weeks=LOOK_BACK_WEEKS),
        long_ago=as_of - timedelta(days=AMOUNT_DAYS),
    )
    whole = (1.0, float(logs.mean()), float(logs.std()))
    relative, log_mean, log_sd = arrival_segments.together(found) if found else whole
    return Arrivals(
        as_of=as_of,
        weekly=_weekly(book, as_of) if enough else 0.0,
        log_mean=log_mean,
        log_sd=log_sd,
        won=amounts.height,
        curve=deals.incidence(hazards)[0],
        relative=relative,
        segments=found,
    )


def won_by_age(book: Book, *, as_of: date, weeks: int) -> np.ndarray:
    """Chance that a deal has been won by the end of each week since it was entered: (weeks,).

        F(t) = sum_{u<=t} S(u - 1) w_u / n_u,   S(t) = prod_{u<=t} (1 - (w_u + l_u) / n_u)

    n_u deals were followed through week u of their life, w_u and l_u of them won and lost in it;
    a week that nobody was followed through adds nothing. Deals are followed from the day they
    entered the records (left truncation) until as_of. One curve for all seasons: the calendar does
    not enter. Source: Aalen and Johansen (1978); ties are counted exactly.
    """
    curve: np.ndarray = deals.incidence(_hazards(_lives(book, as_of), weeks))[0]
    return curve


def _lives(book: Book, as_of: date) -> pl.DataFrame:
    """The weeks of age ``first`` to ``until`` - 1 through which each deal was followed; a deal that
    was won or lost was so in the last of them.
    """
    followed, _ = deal_history.usable(book)
    days = (pl.col("closed_on").fill_null(as_of) - pl.col("created_on")).dt.total_days()
    late = (pl.col("entered_on") - pl.col("created_on")).dt.total_days()
    decided = pl.col("outcome").is_in(["won", "lost"])
    return followed.select(
        "segment",
        "created_on",
        "outcome",
        first=(late + DAYS_PER_WEEK - 1) // DAYS_PER_WEEK,
        until=days // DAYS_PER_WEEK + decided,
        won=pl.col("outcome") == "won",
    ).filter(pl.col("first") < pl.col("until"))


def _hazards(lives: pl.DataFrame, weeks: int) -> np.ndarray:
    """Shares won and lost of those followed through each week: (weeks, 2)."""
    at_risk = np.cumsum(_count(lives["first"], weeks) - _count(lives["until"], weeks))
    last = lives["until"] - 1
    ended = [_count(last.filter(lives["outcome"] == o), weeks) for o in ("won", "lost")]
    shares: np.ndarray = np.column_stack(ended) / np.maximum(at_risk, 1)[:, None]
    return shares


def new_deals(arrivals: Arrivals, after: date, until: date, market: np.ndarray) -> NewDeals:
    """Wins between two days among deals not yet entered: Poisson, by world as its market stands.

        mean = market * relative * weekly * sum over weeks s of arrival: F(until - s) - F(after - s)

    ``market`` (worlds,) are factors with mean one. The amount's mean and second moment in the
    period are mean * E[amount] and mean * E[amount^2] (compound Poisson).
    """
    mean = arrivals.relative * arrivals.weekly
    mean *= _won_until(arrivals, until) - _won_until(arrivals, after)
    return NewDeals(count=mean * market, log_mean=arrivals.log_mean, log_sd=arrivals.log_sd)


def _won_until(arrivals: Arrivals, day: date) -> float:
    """Wins until ``day`` if one deal were entered a week, evenly: the integral of F."""
    weeks = max(0.0, (day - arrivals.as_of).days / DAYS_PER_WEEK)
    chance = np.concatenate([[0.0], arrivals.curve])
    area = np.concatenate([[0.0], np.cumsum((chance[1:] + chance[:-1]) / 2)])
    return float(np.interp(weeks, np.arange(area.size), area))


def _weekly(book: Book, as_of: date) -> float:
    """Deals entered a week over the last 26, or over what there is if the records are younger."""
    created = book.deals["created_on"].drop_nulls()
    first = created.min()
    if not isinstance(first, date):
        return 0.0
    looked = min(float(LOOK_BACK_WEEKS), max((as_of - first).days / DAYS_PER_WEEK, 1.0))
    since = as_of - timedelta(days=DAYS_PER_WEEK * LOOK_BACK_WEEKS)
    return int(created.is_between(since, as_of, closed="right").sum()) / looked


def _count(values: pl.Series, weeks: int) -> np.ndarray:
    numbers = values.to_numpy()
    return np.bincount(numbers[numbers < weeks], minlength=weeks).astype(float)


def _won_amounts(book: Book, as_of: date) -> pl.DataFrame:
    """(segment, value) of the deals won in the last two years, with an amount."""
    since = as_of - timedelta(days=AMOUNT_DAYS)
    won = money.with_value(money.won_between(book.deals, since, as_of), book.company, as_of=as_of)
    return won.filter(pl.col("value") > 0).select("segment", "value")
