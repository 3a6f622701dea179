"""The likelihood of what became of deals, its slope and curvature, in one pass over the rows."""

from typing import NamedTuple

import numpy as np
from numba import njit

from interlock.engine import side_by_side
from interlock.engine.need_classes import LOSS_SHARE, NICE
from interlock.engine.rows import Rows

MOST_WEEKS = 26
STEEP = 30.0
"""Log odds are cut off here, far beyond any that a week can have."""

PARTS, PART_ROWS = 4, 500
"""Parts at most into which rows are cut for several cores, and rows of a part at least."""


class Packed(NamedTuple):
    """`Rows` as the compiled passes read them, with the number of effects of one cause."""

    effects: int
    bands: np.ndarray
    stage: np.ndarray
    still: np.ndarray
    by_band: np.ndarray
    day_at: np.ndarray
    calendar: np.ndarray
    age: np.ndarray
    age_at: np.ndarray
    month_at: np.ndarray
    season_at: np.ndarray
    until: np.ndarray
    last: np.ndarray
    ending: np.ndarray


def derivatives(theta: np.ndarray, table: np.ndarray, rows: Rows) -> tuple[np.ndarray, np.ndarray]:
    """Gradient (width,) and information (width, width) of the log likelihood at ``theta``.

        sum over rows and weeks of share * log of the chance of what happened in that week
        h_c = exp(eta_c) / (1 + exp(eta_won) + exp(eta_lost))
        eta_c = table[stage, band, c] + the row's effects of c -+ the worth of its unmet needs

    The worth is that of the worst unmet must, and of each of up to three nice-to-haves; it is
    taken from winning, and ``LOSS_SHARE`` of it added to losing. ``table``
    (stages, bands, causes).
    """
    read = packed(rows)
    parts = side_by_side.in_parts(
        lambda first, end: _derivatives(theta, table, read, rows.share, first, end),
        len(rows),
        least=PART_ROWS,
        most=PARTS,
    )
    gradient, half = (np.sum(part, axis=0) for part in zip(*parts, strict=True))
    won, lost = slice(rows.layout.effects), slice(rows.layout.effects, 2 * rows.layout.effects)
    half[won, lost] = _mirrored(half[won, lost])
    return gradient, _mirrored(half)


def by_deal(theta: np.ndarray, table: np.ndarray, rows: Rows) -> np.ndarray:
    """Slope of each deal's log likelihood, (deals, width)."""
    deal = np.unique(rows.deal, return_inverse=True)[1]
    deals = int(deal.max(initial=-1)) + 1
    return _by_deal(theta, table, packed(rows), rows.share, deal, deals)


def of_rows(theta: np.ndarray, table: np.ndarray, rows: Rows, *, weeks: int) -> np.ndarray:
    """Log likelihood of each row's first ``weeks``, every week in full: (rows,)."""
    return _of_rows(theta, table, packed(rows), weeks)


def log_odds(theta: np.ndarray, table: np.ndarray, rows: Rows, *, weeks: int) -> np.ndarray:
    """eta of every row and week, (rows, weeks, causes)."""
    return _log_odds(theta, table, packed(rows), weeks)


def _mirrored(half: np.ndarray) -> np.ndarray:
    """A symmetric matrix of which each pair was filled in on one side."""
    return np.where(half != 0, half, half.T)


def packed(rows: Rows) -> Packed:
    """The rows as the compiled passes read them."""
    return Packed(
        rows.layout.effects, rows.bands, rows.stage, rows.still, rows.by_band, rows.day_at,
        rows.calendar, rows.age, rows.age_at, rows.month_at, rows.season_at, rows.until,
        rows.last, rows.ending,
    )  # fmt: skip


@njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def places_moving(r: Packed, row: int, week: int, found: np.ndarray) -> None:
    """The places of the effects that move with the weeks."""
    terms = r.calendar.shape[2]
    for m in range(terms):
        found[m] = r.calendar[r.day_at[row], week, m]
    age = r.age[row] + week
    if r.age_at.size:
        found[terms] = r.age_at[min(age, r.age_at.size - 1)]
        terms += 1
    if r.season_at.size:
        month = r.month_at[r.day_at[row], week]
        found[terms] = r.season_at[min(age, r.season_at.shape[0] - 1), month]


@njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def places_staying(r: Packed, row: int, band: int, found: np.ndarray) -> None:
    """The places of the effects that stay through a band; -1 for none."""
    for n in range(found.size):
        place = r.still[row, n]
        found[n] = place + band * r.by_band[n] if place >= 0 else -1


@njit(cache=True, nogil=True, error_model="numpy")
def room_of_places(r: Packed) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    terms = r.calendar.shape[2] + (r.age_at.size > 0) + (r.season_at.size > 0)
    moving = np.empty(terms, np.int64)
    return moving, np.empty(r.still.shape[1], np.int64), np.zeros(NICE + 1)


@njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def _unmet(until: np.ndarray, week: int, found: np.ndarray) -> None:
    """How often each strength's worth counts in ``week``: the worst must once, and nice-to-haves.

    ``until`` has the weeks of dealbreakers, of importants, and of each nice-to-have that counts.
    """
    found[:] = 0.0
    for must in range(NICE):
        if until[must] > week:
            found[must] = 1.0
            break
    for nice in range(NICE, until.size):
        if until[nice] > week:
            found[NICE] += 1.0


@njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def _base(
    theta: np.ndarray, table: np.ndarray, r: Packed, row: int, band: int, staying: np.ndarray
) -> tuple[float, float]:
    """Log odds of winning and of losing throughout a band, before what moves."""
    won, lost = table[r.stage[row], band, 0], table[r.stage[row], band, 1]
    for place in staying:
        if place >= 0:
            won += theta[place]
            lost += theta[r.effects + place]
    return won, lost


@njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def _eta(
    theta: np.ndarray,
    effects: int,
    base: tuple[float, float],
    moving: np.ndarray,
    unmet: np.ndarray,
) -> tuple[float, float]:
    """Log odds of winning and of losing in a week."""
    won, lost = base
    for place in moving:
        won += theta[place]
        lost += theta[effects + place]
    for strength in range(unmet.size):
        worth = unmet[strength] * theta[2 * effects + strength]
        won -= worth
        lost += LOSS_SHARE * worth
    return min(won, STEEP), min(lost, STEEP)


@njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def _surprise(r: Packed, row: int, week: int, won: float, lost: float) -> tuple[float, ...]:
    """What happened less what was to be expected, and both chances."""
    odds_won, odds_lost = np.exp(won), np.exp(lost)
    p, q = odds_won / (1 + odds_won + odds_lost), odds_lost / (1 + odds_won + odds_lost)
    ends = week == r.last[row]
    return (ends and r.ending[row] == 1) - p, (ends and r.ending[row] == 2) - q, p, q


@njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def _meet(
    h: np.ndarray, one: np.ndarray, other: np.ndarray, effects: int, curve: tuple[float, ...]
) -> None:
    """Add the curvature of each two effects, of winning, of losing and across, on one side."""
    same = one is other
    for a in range(one.size):
        i = one[a]
        if i < 0:
            continue
        for b in range(a + 1 if same else other.size):
            j = other[b]
            if j >= 0:
                h[i, j] += curve[0]
                h[i, effects + j] += curve[1]
                h[effects + i, effects + j] += curve[2]


@njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def _climb(g: np.ndarray, places: np.ndarray, effects: int, won: float, lost: float) -> None:
    """Add the slope of each effect."""
    for i in places:
        if i >= 0:
            g[i] += won
            g[effects + i] += lost


@njit(cache=True, nogil=True, error_model="numpy")
def _derivatives(
    theta: np.ndarray, table: np.ndarray, r: Packed, share: np.ndarray, first: int, end: int
) -> tuple[np.ndarray, np.ndarray]:
    """Gradient of rows ``first`` to ``end`` - 1, and of their information the parts that are not
    their own mirror image.

    Effects that stay are added up over the weeks of a band before they meet each other.
    """
    n = r.effects
    g, h = np.zeros(theta.size), np.zeros((theta.size, theta.size))
    moving, staying, unmet = room_of_places(r)
    for row in range(first, end):
        weeks, week = r.last[row] + (r.ending[row] > 0), 0
        while week < weeks:
            band = r.bands[week]
            places_staying(r, row, band, staying)
            base = _base(theta, table, r, row, band, staying)
            up_won, up_lost, ww, wl, ll = 0.0, 0.0, 0.0, 0.0, 0.0
            while week < weeks and r.bands[week] == band:
                places_moving(r, row, week, moving)
                _unmet(r.until[row], week, unmet)
                won, lost = _eta(theta, n, base, moving, unmet)
                d_won, d_lost, p, q = _surprise(r, row, week, won, lost)
                w = share[row, week]
                d_won, d_lost = w * d_won, w * d_lost
                curve = (w * p * (1 - p), -w * p * q, w * q * (1 - q))
                _climb(g, moving, n, d_won, d_lost)
                _meet(h, moving, moving, n, curve)
                _meet(h, staying, moving, n, curve)
                with_won = LOSS_SHARE * curve[1] - curve[0]
                with_lost = LOSS_SHARE * curve[2] - curve[1]
                for one in range(unmet.size):
                    if unmet[one] > 0:
                        at, times = 2 * n + one, unmet[one]
                        g[at] += times * (LOSS_SHARE * d_lost - d_won)
                        for other in range(unmet.size):
                            both = times * unmet[other]
                            h[at, 2 * n + other] += both * (LOSS_SHARE * with_lost - with_won)
                        _climb(h[:, at], moving, n, times * with_won, times * with_lost)
                        _climb(h[:, at], staying, n, times * with_won, times * with_lost)
                up_won, up_lost = up_won + d_won, up_lost + d_lost
                ww, wl, ll = ww + curve[0], wl + curve[1], ll + curve[2]
                week += 1
            _climb(g, staying, n, up_won, up_lost)
            _meet(h, staying, staying, n, (ww, wl, ll))
    return g, h


@njit(cache=True, nogil=True, error_model="numpy")
def _by_deal(
    theta: np.ndarray, table: np.ndarray, r: Packed, share: np.ndarray, deal: np.ndarray, deals: int
) -> np.ndarray:
    g = np.zeros((deals, theta.size))
    moving, staying, unmet = room_of_places(r)
    for row in range(r.stage.size):
        of = g[deal[row]]
        weeks, week = r.last[row] + (r.ending[row] > 0), 0
        while week < weeks:
            band, up_won, up_lost = r.bands[week], 0.0, 0.0
            places_staying(r, row, band, staying)
            base = _base(theta, table, r, row, band, staying)
            while week < weeks and r.bands[week] == band:
                places_moving(r, row, week, moving)
                _unmet(r.until[row], week, unmet)
                won, lost = _eta(theta, r.effects, base, moving, unmet)
                d_won, d_lost, _, _ = _surprise(r, row, week, won, lost)
                d_won, d_lost = share[row, week] * d_won, share[row, week] * d_lost
                _climb(of, moving, r.effects, d_won, d_lost)
                for strength in range(unmet.size):
                    times = unmet[strength]
                    of[2 * r.effects + strength] += times * (LOSS_SHARE * d_lost - d_won)
                up_won, up_lost = up_won + d_won, up_lost + d_lost
                week += 1
            _climb(of, staying, r.effects, up_won, up_lost)
    return g


@njit(cache=True, nogil=True, error_model="numpy")
def _of_rows(theta: np.ndarray, table: np.ndarray, r: Packed, most: int) -> np.ndarray:
    found = np.zeros(r.stage.size)
    moving, staying, unmet = room_of_places(r)
    for row in range(r.stage.size):
        band, base = -1, (0.0, 0.0)
        for week in range(min(r.last[row] + (r.ending[row] > 0), most)):
            if r.bands[week] != band:
                band = r.bands[week]
                places_staying(r, row, band, staying)
                base = _base(theta, table, r, row, band, staying)
            places_moving(r, row, week, moving)
            _unmet(r.until[row], week, unmet)
            won, lost = _eta(theta, r.effects, base, moving, unmet)
            found[row] -= np.log(1 + np.exp(won) + np.exp(lost))
            if week == r.last[row]:
                found[row] += won if r.ending[row] == 1 else lost if r.ending[row] == 2 else 0.0
    return found


@njit(cache=True, nogil=True, error_model="numpy")
def _log_odds(theta: np.ndarray, table: np.ndarray, r: Packed, weeks: int) -> np.ndarray:
    eta = np.empty((r.stage.size, weeks, 2))
    moving, staying, unmet = room_of_places(r)
    for row in range(r.stage.size):
        band, base = -1, (0.0, 0.0)
        for week in range(weeks):
            if r.bands[week] != band:
                band = r.bands[week]
                places_staying(r, row, band, staying)
                base = _base(theta, table, r, row, band, staying)
            places_moving(r, row, week, moving)
            _unmet(r.until[row], week, unmet)
            eta[row, week] = _eta(theta, r.effects, base, moving, unmet)
    return eta
