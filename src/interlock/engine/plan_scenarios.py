"""Scenarios in which plans are compared: simulated deliveries and worlds that all orders share."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from interlock.engine import (
    early_trains,
    pooled_capacity,
    presence,
    releases,
    tool_dates,
    trains,
)
from interlock.engine import joint as joining
from interlock.engine.arrays import Floats
from interlock.engine.joint import Joint
from interlock.engine.outlook import Outlook
from interlock.engine.releases import Delivery, Shifts
from interlock.engine.tool_dates import ToolDates
from interlock.records.calendar import DAYS_PER_WEEK

APART = 7_919
"""Seeds of one forecast's scenarios lie so far apart."""


@dataclass(frozen=True, eq=False)
class Scenarios:
    """So many draws of how delivery goes and of the world that deals live in; draw d lives in world
    d mod worlds.

    ``joint`` holds the groups of deals, the worlds, and ``ready`` in the order as it is; its odds
    are not worked out. ``tools`` as dated in that order. ``values`` (deals,) is what each open deal
    brings when won, in the order of ``joint.deals``; bookings count ``until`` that day.
    """

    delivery: Delivery
    joint: Joint
    tools: ToolDates
    values: Floats
    until: date

    @property
    def draws(self) -> int:
        return self.delivery.draws

    @property
    def features(self) -> tuple[str, ...]:
        return self.delivery.todo.features

    def first(self, draws: int) -> "Scenarios":
        """The same in its first draws."""
        if draws >= self.draws:
            return self
        tools = self.tools
        days = None if tools.days is None else tools.days[:draws]
        return replace(
            self,
            delivery=self.delivery.first(draws),
            joint=replace(self.joint, ready=self.joint.ready.T[:, :draws].T),
            tools=replace(tools, days=days),
        )

    @property
    def until_weeks(self) -> float:
        return (self.until - self.joint.as_of).days / DAYS_PER_WEEK


def as_forecast(now: Outlook, *, draws: int, until: date) -> Scenarios:
    """The forecast's own first draws."""
    whole = Scenarios(
        now.delivery, _joint(now, now.joint.world, now.joint.ready), now.tools, _values(now), until
    )
    return whole.first(draws)


def drawn(now: Outlook, *, which: int, draws: int, until: date) -> Scenarios:
    """Draws that share no luck with the forecast's nor with those of any other ``which`` (1, 2,
    ...): other capacity, scope, trains, worlds and worths of needs, all of the same fitted models.
    """
    seed = now.seed + APART * which
    delivery = redrawn(now.delivery, seed=seed, draws=draws)
    ship = releases.ship(delivery)
    tools = tool_dates.dated(now.book, ship, as_of=now.as_of, seed=seed)
    old = now.joint.world
    world = joining.world_of(
        old.rows, fitted=now.fitted, worth=now.worth, seed=seed, weeks=old.market.shape[1]
    )
    ready = joining.ready_weeks(tools.beside(ship))
    return Scenarios(delivery, _joint(now, world, ready), tools, _values(now), until)


def redrawn(of: Delivery, *, seed: int, draws: int) -> Delivery:
    """The same work, pace and people under other luck."""
    there = presence.shares(
        of.book.company,
        of.paces.teams,
        presence.people_of(of.book),
        after=of.as_of,
        weeks=of.weeks,
        as_of=of.as_of,
    )
    luck: dict[str, Any] = {"as_of": of.as_of, "seed": seed, "draws": draws}
    todo = of.todo
    fresh = replace(
        of,
        left=releases.simulated_left(todo, of.growth, seed=seed, draws=draws),
        capacity=pooled_capacity.simulate(
            of.pooled, of.paces, weeks=of.weeks, presence=there, **luck
        ),
        stops=trains.trains(of.book, horizon_days=of.weeks * DAYS_PER_WEEK, **luck),
        goes=early_trains.goes(of.early, todo.features, todo.train, seed=seed, draws=draws),
        seed=seed,
        shifts={},
    )
    return replace(fresh, shifts=_shifts(of, fresh)) if of.shifts else fresh


def _shifts(of: Delivery, fresh: Delivery) -> Shifts:
    """The pull of stated dates on other draws: a draw whose day is at u among all gets the shift of
    the forecast's draw that is at u among its own.
    """
    old, new = (releases.ship_days(replace(one, shifts={})) for one in (of, fresh))
    place = {feature: at for at, feature in enumerate(of.todo.features)}
    found = {}
    for feature, shift in of.shifts.items():
        if feature not in place:
            continue
        by_day = shift[np.argsort(old[:, place[feature]], kind="stable")]
        rank = np.argsort(np.argsort(new[:, place[feature]], kind="stable"), kind="stable")
        at = np.minimum((rank + 0.5) / rank.size * by_day.size, by_day.size - 1)
        found[feature] = by_day[at.astype(np.int64)]
    return found


def _joint(now: Outlook, world: joining.World, ready: np.ndarray) -> Joint:
    nothing = np.zeros((0, 0))
    return replace(
        now.joint, world=world, ready=ready, odds=(), mean_odds=nothing, won=nothing, lost=nothing
    )


def _values(now: Outlook) -> Floats:
    worth = now.joint.deals.join(
        now.open_deals.select("id", "at_close"), on="id", how="left", maintain_order="left"
    )
    values: Floats = worth["at_close"].cast(pl.Float64).fill_null(0.0).to_numpy()
    return values
