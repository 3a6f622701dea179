"""Every open deal's odds by week, as of one day: what the report would have said."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from interlock.engine import (
    deal_history,
    deals,
    hazards,
    history,
    joint,
    releases,
    tool_dates,
    worth,
)
from interlock.engine.deal_history import AtRisk
from interlock.engine.hazards import Hazards
from interlock.records.book import Book
from interlock.records.calendar import DAYS_PER_WEEK

WEEKS = 27
SHIP_WEEKS, SHIP_DRAWS = 52, 64


@dataclass(frozen=True)
class Curves:
    """For each open deal of ``ids`` the chance of having been won, and lost, by the end of each
    week after ``as_of``: (deals, weeks) each. ``book`` is as known then, ``risk`` and ``fitted``
    what was learnt.
    """

    as_of: date
    ids: tuple[str, ...]
    won: np.ndarray
    lost: np.ndarray
    book: Book
    risk: AtRisk
    fitted: Hazards


def curves(book: Book, *, as_of: date, seed: int = 1, weeks: int = WEEKS) -> Curves:
    """The odds of the deals open on ``as_of``, from nothing that is dated later.

    Where open deals wait for features or sales tools, the joint forecast over simulated ship dates;
    elsewhere the fitted odds themselves, which are its mean. Deals without a day of creation are
    not in it.
    """
    known = history.known(book, as_of=as_of)
    risk = deal_history.at_risk(known, as_of=as_of)
    fitted = hazards.fit(risk, known.company)
    ids, won, lost = given(known, fitted, as_of=as_of, seed=seed, weeks=weeks)
    entered = set(known.deals.drop_nulls("created_on")["id"])
    kept = np.array([deal in entered for deal in ids], dtype=np.bool_)
    return Curves(
        as_of=as_of,
        ids=tuple(deal for deal in ids if deal in entered),
        won=won[kept],
        lost=lost[kept],
        book=known,
        risk=risk,
        fitted=fitted,
    )


def given(
    known: Book, fitted: Hazards, *, as_of: date, seed: int, weeks: int
) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Ids of the open deals, and ``won`` and ``lost`` as in `Curves`, by what is ``fitted``."""
    open_deals = set(known.deals.filter(known.deals["outcome"] == "open")["id"])
    if open_deals.isdisjoint([*known.needs["deal"], *known.tool_asks["deal"]]):
        return _alone(known, fitted, as_of, weeks)
    return _joined(known, fitted, as_of, seed, weeks)


def by_day(weekly: np.ndarray, days: int) -> np.ndarray:
    """Cumulative ``weekly`` chances (deals, weeks) until a day, each week's evenly: (deals,)."""
    weeks, rest = divmod(days, DAYS_PER_WEEK)
    start = weekly[:, weeks - 1] if weeks else np.zeros(len(weekly))
    return start + (weekly[:, weeks] - start) * rest / DAYS_PER_WEEK if rest else start


def _alone(
    book: Book, fitted: Hazards, as_of: date, weeks: int
) -> tuple[list[str], np.ndarray, np.ndarray]:
    stood = deal_history.today(book, as_of=as_of, scale=fitted.scale, follows=fitted.follows)
    rows = hazards.ahead(fitted, stood, weeks=weeks)
    won, lost, _ = deals.incidence(deals.weekly(hazards.log_rates(fitted, rows)))
    return stood["id"].to_list(), won, lost


def _joined(
    book: Book, fitted: Hazards, as_of: date, seed: int, weeks: int
) -> tuple[list[str], np.ndarray, np.ndarray]:
    delivery = releases.prepare(book, as_of=as_of, seed=seed, draws=SHIP_DRAWS, weeks=SHIP_WEEKS)
    ship = releases.ship(delivery)
    joined = joint.join(
        book,
        as_of=as_of,
        fitted=fitted,
        ship=ship,
        worth=worth.learnt(book, *hazards.worths_of(fitted)),
        ends=(as_of + timedelta(days=DAYS_PER_WEEK * weeks),),
        seed=seed,
        weeks=weeks,
        tools=tool_dates.dated(book, ship, as_of=as_of, seed=seed),
    )
    group = joined.deals["group"].to_numpy()
    won, lost = (np.cumsum(weekly, axis=1)[group] for weekly in (joined.won, joined.lost))
    return joined.deals["id"].to_list(), won, lost
