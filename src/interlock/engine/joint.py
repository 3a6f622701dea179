"""Both sides joined: each open deal's odds given the simulated ship dates of the features
it needs.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import chain, starmap

import numpy as np
import polars as pl

from interlock.engine import (
    deal_history,
    hazards,
    luck,
    set_sums,
    side_by_side,
    unmet,
)
from interlock.engine import worth as worths
from interlock.engine.drawn_odds import Drawn
from interlock.engine.hazards import Hazards
from interlock.engine.need_promises import NOTHING, Promised
from interlock.engine.need_sets import NeedSet, Odds
from interlock.engine.releases import NEVER, ShipDates
from interlock.engine.rows import Rows
from interlock.engine.state_curves import Shared
from interlock.engine.tool_dates import NO_TOOLS, ToolDates
from interlock.engine.waits import NO_WAITS, Need, Waits, waits_for
from interlock.engine.worth import Worth
from interlock.records.book import Book
from interlock.records.calendar import DAYS_PER_WEEK

WORLDS = 64
WEEKS = 53
"""The horizon: this fiscal quarter and the three after it."""

KEPT_DRAWS = 128
"""Draws of which each group's odds are kept; a multiple of the worlds."""

LEAST_SETS, PARTS = 64, 16
"""Need-sets of a part at least, and parts at most, for several cores."""

LEAST_FOLLOWED, MOST_FOLLOWED = 8, 64
"""The same where each of their deals is followed along every draw."""


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
        found = np.ascontiguousarray(hazards.rates(self.in_worlds, profile))
        found[..., 0] *= self.market
        return found

    @cached_property
    def in_worlds(self) -> Drawn:
        """What the odds of every profile are made of."""
        return hazards.in_worlds(self.fitted, self.rows, self.drawn)

    def at(self, strength: int, psi: float) -> "World":
        """The same with one worth for a class of need in every world."""
        kept = self.kept.copy()
        kept[:, strength] = np.exp(-psi)
        other = replace(self, kept=kept)
        other.__dict__["in_worlds"] = self.in_worlds  # which no worth has a part in
        return other

    def until(self, ends: np.ndarray) -> Shared:
        """What all deals share until ``ends``, in weeks."""
        market = np.ascontiguousarray(self.market.T)
        return Shared(self.in_worlds, market, unmet.shares(self.kept), ends)


@dataclass(frozen=True)
class Group:
    """Deals that share their curves: same profile, same unmet needs, same ``promises`` of them."""

    profile: int
    needs: tuple[Need, ...]
    promises: tuple[Promised | None, ...] = ()

    @property
    def waits(self) -> Waits:
        return self.needs, self.promises


@dataclass(frozen=True)
class Joint:
    """The joint forecast of the open deals.

    ``deals`` has one row per open deal: id and ``group``, an index into ``groups``; ``profiles``
    are the distinct ways in which deals stand, one deal's for each. ``ready``
    (draws, features + tools + 1): first week in which a feature counts as shipped, or a sales tool
    as ready; ``shown``: each tool's column -> those of the features that it waits for. ``ends`` are
    days,
    ``odds[g]`` (first draws, ends) the chance of being won by each, of the first 128 draws (of each
    world, where no feature is waited for); draw d lives in world d mod worlds. ``mean_odds``
    (groups, ends) is the mean over all draws. ``won`` and ``lost`` (groups, weeks) are mean chances
    per week.
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
    shown: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    def features_of(self, needs: Iterable[Need]) -> frozenset[int]:
        """Columns of the features that these needs wait for, themselves or shown by a tool."""
        return frozenset(
            one for column, _ in needs if column >= 0 for one in self.shown.get(column, (column,))
        )

    def hang_on(self, feature: int) -> tuple[int, ...]:
        """The column of a feature, and those of the tools that wait for it."""
        return (feature, *(tool for tool, shown in self.shown.items() if feature in shown))

    @property
    def draws(self) -> int:
        return self.ready.shape[0]

    @cached_property
    def profile_of(self) -> np.ndarray:
        """Each group's profile, (groups,)."""
        return np.array([group.profile for group in self.groups], dtype=np.int64)

    @cached_property
    def by_world(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """`set_sums.by_world` of the ready weeks."""
        return set_sums.by_world(self.ready, len(self.world.kept))


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
    tools: ToolDates = NO_TOOLS,
) -> Joint:
    """Every open deal's odds of being won by each day of ``ends``, given simulated ship dates.

    Given the dates and the world (parameters, market, worth of needs) deals are independent and
    each one's path is known, so their odds are computed, not simulated. A deal waits for a sales
    tool that is not ready, of ``tools``, as for a feature. ``book`` is as known on ``as_of``; no
    end lies beyond ``weeks`` from it.
    """
    standing = deal_history.today(book, as_of=as_of, scale=fitted.scale, follows=fitted.follows)
    rows, profile_of = _profiles(hazards.ahead(fitted, standing, weeks=weeks))
    world = world_of(rows, fitted=fitted, worth=worth, seed=seed, weeks=weeks)
    waits = waits_for(book, ship, tools, as_of=as_of, promises=worth.promises)
    of_deals = [
        Group(profile, *waits.get(deal, NO_WAITS))
        for deal, profile in zip(standing["id"], profile_of.tolist(), strict=True)
    ]
    groups, group_of = grouped(of_deals)
    ready = ready_weeks(tools.beside(ship))
    until = weeks_until(ends, as_of)
    followed = all_odds(groups, world, ready, until)
    return Joint(
        as_of=as_of,
        ends=tuple(ends),
        deals=standing.select("id", pl.Series("group", group_of, pl.Int64)),
        profiles=standing,
        groups=groups,
        world=world,
        ready=ready,
        odds=tuple(odds.along for odds in followed),
        mean_odds=np.array([odds.mean for odds in followed]).reshape(-1, len(ends)),
        won=np.array([odds.won for odds in followed]).reshape(-1, weeks),
        lost=np.array([odds.lost for odds in followed]).reshape(-1, weeks),
        shown=tools.shown_in(ship),
    )


def sums(joint: Joint, values: np.ndarray, *, needing: frozenset[int] | None = None) -> np.ndarray:
    """Mean and variance of what all open deals together bring until the first end, and from each
    end to the next, in each draw: (2, draws, ends); with ``needing``, the deals alone that need a
    feature of these columns.

    ``values`` (deals,) in the order of ``joint.deals``. Deals with the same needs share the weeks
    in which these are met, so their odds are added up by that week before any draw is looked at:
    the cost is that of need-sets times draws and not of deals times draws.
    """
    amounts = group_amounts(joint, values)
    ends = weeks_until(joint.ends, joint.as_of)
    chosen = {
        waits: at
        for waits, at in by_needs(joint.groups).items()
        if needing is None or needing & {column for column, _ in waits[0]}
    }
    found = np.zeros((2, joint.draws, ends.size))
    for waits, at in chosen.items():
        if waits[1]:
            rates = [joint.world.rates(joint.groups[one].profile) for one in at]
            found += need_set(waits, joint.world, joint.ready).sums(rates, amounts[:, at], ends)
    plain = {waits[0]: at for waits, at in chosen.items() if not waits[1]}
    sets = set_sums.laid_out(plain, joint.profile_of, amounts)
    ready, begins, order = joint.by_world

    def part(first: int, end: int) -> np.ndarray:
        return set_sums.sums(sets, joint.world.until(ends), ready, begins, first, end)

    parts = side_by_side.in_parts(part, len(plain), least=LEAST_SETS, most=PARTS)
    found[:, order] += np.sum(parts, axis=0).swapaxes(1, 2)
    return found


def group_amounts(joint: Joint, values: np.ndarray) -> np.ndarray:
    """Sums of a and of a^2 over each group's deals, (2, groups)."""
    amounts = np.zeros((2, len(joint.groups)))
    group = joint.deals["group"].to_numpy()
    np.add.at(amounts[0], group, values)
    np.add.at(amounts[1], group, values**2)
    return amounts


def along(group: Group, world: World, ready: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """The group's odds of being won by each end along every draw of ``ready`` (along every world
    only where no feature is waited for): (draws, ends).
    """
    waits = need_set(group.waits, world, ready)
    return waits.odds(world.rates(group.profile), ends, kept=len(ready)).along


def need_set(waits: Waits, world: World, ready: np.ndarray) -> NeedSet:
    """What deals with these needs wait for along every draw; along every world only where no
    feature is waited for.
    """
    needs, promises = waits
    columns = np.array([column for column, _ in needs], dtype=np.int64)
    draws = ready.shape[0] if needs else len(world.kept)
    return NeedSet(
        ready=np.ascontiguousarray(ready.T[columns, :draws].T),
        strengths=np.array([strength for _, strength in needs], dtype=np.int64),
        kept=world.kept,
        promised=np.array([one or NOTHING for one in promises]) if promises else None,
    )


def all_odds(
    groups: Sequence[Group], world: World, ready: np.ndarray, ends: np.ndarray
) -> list[Odds]:
    """The odds of each group, worked out need-set by need-set."""
    sets = list(by_needs(groups).items())

    def of_set(waits: Waits, at: list[int]) -> list[tuple[int, Odds]]:
        of_needs = need_set(waits, world, ready)
        return [
            (group, of_needs.odds(world.rates(groups[group].profile), ends, kept=KEPT_DRAWS))
            for group in at
        ]

    def part(first: int, end: int) -> list[tuple[int, Odds]]:
        return list(chain.from_iterable(starmap(of_set, sets[first:end])))

    parts = side_by_side.in_parts(part, len(sets), least=LEAST_FOLLOWED, most=MOST_FOLLOWED)
    found = dict(chain.from_iterable(parts))
    return [found[group] for group in range(len(groups))]


def grouped(of_deals: Sequence[Group]) -> tuple[tuple[Group, ...], list[int]]:
    """The distinct groups of deals, and which of them each deal is in."""
    index = {group: at for at, group in enumerate(dict.fromkeys(of_deals))}
    return tuple(index), [index[group] for group in of_deals]


def by_needs(groups: Sequence[Group]) -> dict[Waits, list[int]]:
    """The groups of each set of needs and promises."""
    found: dict[Waits, list[int]] = {}
    for at, group in enumerate(groups):
        found.setdefault(group.waits, []).append(at)
    return found


def ready_weeks(days: np.ndarray) -> np.ndarray:
    """First week that lies wholly after the ship day: week k covers days 7k+1 to 7k+7 after as_of.

    The last column, which ``Need`` names by -1, stands for what never ships: (draws, features + 1),
    a feature's draws side by side in memory; so it is of the days on which tools are ready.
    """
    draws, features = days.shape
    ready = np.full((features + 1, draws), WEEKS, dtype=np.int32)
    weeks = np.clip(-(-days.T // DAYS_PER_WEEK), 0, WEEKS)
    ready[:features] = np.where(days.T >= NEVER, WEEKS, weeks)
    return ready.T


def weeks_until(ends: Sequence[date], as_of: date) -> np.ndarray:
    return np.array([(end - as_of).days / DAYS_PER_WEEK for end in ends])


def _profiles(rows: Rows) -> tuple[Rows, np.ndarray]:
    """The distinct rows, and which of them each row is."""
    oldest = max(rows.age_at.size, len(rows.season_at))
    told = np.column_stack([rows.stage, np.minimum(rows.age, oldest), rows.still])
    _, first, at = np.unique(told, axis=0, return_index=True, return_inverse=True)
    return rows.take(first), at


def world_of(rows: Rows, *, fitted: Hazards, worth: Worth, seed: int, weeks: int) -> World:
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
