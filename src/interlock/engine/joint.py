"""Both sides joined: each open deal's odds given the simulated ship dates of the features
it needs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from interlock.engine import deal_history, hazards, luck, paths
from interlock.engine import worth as worths
from interlock.engine.hazards import Hazards
from interlock.engine.releases import NEVER, ShipDates
from interlock.engine.rows import Rows
from interlock.engine.worth import Worth
from interlock.records.book import Book
from interlock.records.calendar import DAYS_PER_WEEK
from interlock.records.tables import STRENGTHS

WORLDS = 64
WEEKS = 53
"""The horizon: this fiscal quarter and the three after it."""

Need = tuple[int, int]
"""(column of the feature in the ship dates, index into STRENGTHS)"""


@dataclass(frozen=True)
class World:
    """What all deals share: everything drawn once per world.

    ``fitted`` with its ``drawn`` effects (worlds, width) and ``rows``, one a profile, give the
    odds; ``kept`` (worlds, classes) = exp(-psi); ``market`` (worlds, weeks) is a factor with mean
    one.
    """

    fitted: Hazards
    rows: Rows
    drawn: np.ndarray
    kept: np.ndarray
    market: np.ndarray

    def rates(self, profile: int) -> np.ndarray:
        """Odds a week of winning and losing against staying open, with parameter uncertainty and
        the market's shock: (worlds, weeks, 2).
        """
        found = hazards.rates(self.fitted, self.rows, self.drawn, profile)
        found[..., 0] *= self.market
        return found


@dataclass(frozen=True)
class Group:
    """Deals that share their curves: same profile, same unmet needs."""

    profile: int
    needs: tuple[Need, ...]


@dataclass(frozen=True)
class Joint:
    """The joint forecast of the open deals.

    ``deals`` has one row per open deal: id and ``group``, an index into ``groups``; ``profiles``
    are the distinct ways in which deals stand, one deal's for each. ``ready``
    (draws, features + 1): first week in which a feature counts as shipped. ``ends`` are days,
    ``odds[g]`` (draws or worlds, ends) the chance of being won by each; draw d lives in world d mod
    worlds; ``mean_odds`` (groups, ends) is their mean. ``won`` and ``lost`` (groups, weeks) are
    mean chances per week.
    """

    as_of: date
    ends: tuple[date, ...]
    deals: pl.DataFrame
    profiles: pl.DataFrame
    groups: tuple[Group, ...]
    world: World
    ready: np.ndarray
    odds: tuple[np.ndarray, ...]
    mean_odds: np.ndarray
    won: np.ndarray
    lost: np.ndarray

    @property
    def draws(self) -> int:
        return self.ready.shape[0]


def join(
    book: Book,
    *,
    as_of: date,
    fitted: Hazards,
    ship: ShipDates,
    worth: Worth,
    ends: Sequence[date],
    seed: int,
    weeks: int = WEEKS,
) -> Joint:
    """Every open deal's odds of being won by each day of ``ends``, given simulated ship dates.

    Given the dates and the world (parameters, market, worth of needs) deals are independent and
    each one's path is known, so their odds are computed, not simulated. ``book`` is as known on
    ``as_of``; no end lies beyond ``weeks`` from it.
    """
    standing = deal_history.today(book, as_of=as_of, scale=fitted.scale, follows=fitted.follows)
    rows, profile_of = _profiles(hazards.ahead(fitted, standing, weeks=weeks))
    world = _world(rows, fitted=fitted, worth=worth, seed=seed, weeks=weeks)
    needs = unmet_needs(book, ship)
    pairs = zip(standing["id"], profile_of.tolist(), strict=True)
    keys = [(profile, needs.get(deal, ())) for deal, profile in pairs]
    index = {key: at for at, key in enumerate(dict.fromkeys(keys))}
    groups = tuple(Group(profile, unmet) for profile, unmet in index)
    ready = ready_weeks(ship.days)
    until = weeks_until(ends, as_of)
    followed = [follow(group, world, ready, until) for group in groups]
    return Joint(
        as_of=as_of,
        ends=tuple(ends),
        deals=standing.select("id", pl.Series("group", [index[key] for key in keys], pl.Int64)),
        profiles=standing,
        groups=groups,
        world=world,
        ready=ready,
        odds=tuple(odds for odds, _, _ in followed),
        mean_odds=np.array([odds.mean(axis=0) for odds, _, _ in followed]).reshape(-1, len(ends)),
        won=np.array([won for _, won, _ in followed]).reshape(-1, weeks),
        lost=np.array([lost for _, _, lost in followed]).reshape(-1, weeks),
    )


def follow(
    group: Group, world: World, ready: np.ndarray, ends: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The group's odds by each end along every draw; along every world only where no feature is
    waited for.
    """
    columns = np.array([column for column, _ in group.needs], dtype=np.int64)
    strengths = np.array([strength for _, strength in group.needs], dtype=np.int64)
    draws = ready.shape[0] if len(columns) else len(world.kept)
    needed = np.ascontiguousarray(ready[:draws, columns])
    return paths.follow(world.rates(group.profile), needed, strengths, world.kept, ends)


def unmet_needs(book: Book, ship: ShipDates) -> Mapping[str, tuple[Need, ...]]:
    """Per deal the needs whose feature has not shipped; a dropped feature has column -1 and never
    ships.
    """
    column = {feature: at for at, feature in enumerate(ship.features)}
    dropped = set(book.features.filter(pl.col("dropped_on").is_not_null())["id"])
    found: dict[str, set[Need]] = {}
    default = book.company.need_strength_default
    for deal, feature, strength in book.needs.select("deal", "feature", "strength").iter_rows():
        if feature in column or feature in dropped:
            need = (column.get(feature, -1), STRENGTHS.index(strength or default))
            found.setdefault(deal, set()).add(need)
    return {deal: tuple(sorted(needs)) for deal, needs in found.items()}


def ready_weeks(days: np.ndarray) -> np.ndarray:
    """First week that lies wholly after the ship day: week k covers days 7k+1 to 7k+7 after as_of.

    The last column, which ``Need`` names by -1, stands for what never ships: (draws, features + 1).
    """
    weeks = -(-days.astype(np.int64) // DAYS_PER_WEEK)
    ready = np.where(days >= NEVER, WEEKS, np.clip(weeks, 0, WEEKS))
    return np.hstack([ready, np.full((ready.shape[0], 1), WEEKS)])


def weeks_until(ends: Sequence[date], as_of: date) -> np.ndarray:
    return np.array([(end - as_of).days / DAYS_PER_WEEK for end in ends])


def _profiles(rows: Rows) -> tuple[Rows, np.ndarray]:
    """The distinct rows, and which of them each row is."""
    oldest = max(rows.age_at.size, len(rows.season_at))
    told = np.column_stack([rows.stage, np.minimum(rows.age, oldest), rows.still])
    _, first, at = np.unique(told, axis=0, return_index=True, return_inverse=True)
    return rows.take(first), at


def _world(rows: Rows, *, fitted: Hazards, worth: Worth, seed: int, weeks: int) -> World:
    """Parameters drawn from their covariance, one market shock a quarter, one worth per class, in
    each world.
    """
    return World(
        fitted=fitted,
        rows=rows,
        drawn=hazards.draws(fitted, seed=seed, worlds=WORLDS),
        kept=np.exp(-worths.draws(worth, seed=seed, worlds=WORLDS)),
        market=np.exp(_market(fitted.market_sd, seed=seed, weeks=weeks)),
    )


def _market(sd: float, *, seed: int, weeks: int) -> np.ndarray:
    """The market's shock on the log-odds of winning, (worlds, weeks): constant in each 13 weeks,
    mean of exp one.
    """
    quarters = [
        luck.normals(WORLDS, seed=seed, purpose="market", entity=f"{q}")
        for q in range(weeks // 13 + 1)
    ]
    weekly = np.repeat(np.column_stack(quarters), 13, axis=1)[:, :weeks]
    return sd * weekly - sd**2 / 2
