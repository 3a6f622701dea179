"""What open deals bring in every draw, against single deals and a plain simulation of weeks."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property

import numpy as np
import polars as pl
import pytest

from interlock.engine import joint
from interlock.engine.delay_values import delay_values
from interlock.engine.joint import Group, Joint, World
from interlock.engine.worth import LOSS_SHARE, NICE
from tests.engine import given_odds

AS_OF = date(2026, 11, 20)
ENDS = tuple(AS_OF + timedelta(days=days) for days in (40, 131, 364))
FEATURES, DRAWS, WORLDS = 5, 2_000, joint.WORLDS


class GivenWorld(World):
    """A world in which each deal's weekly odds ``each`` are given."""

    def __init__(self, each, kept):
        market = np.ones(each.shape[1:3])
        super().__init__(fitted=None, rows=None, drawn=each, kept=kept, market=market)

    @property
    def each(self):
        return self.drawn

    @cached_property
    def in_worlds(self):
        return given_odds.drawn(self.each)


def small_world(seed, *, deals=9):
    """A random book: few deals, each with up to four needs of any strength."""
    rng = np.random.default_rng(seed)
    each = rng.uniform(0, rng.uniform(0.02, 0.2, (deals, 1, 1, 2)), (deals, WORLDS, joint.WEEKS, 2))
    groups = []
    for deal in range(deals):
        columns = rng.choice(FEATURES, rng.integers(0, 5), replace=False)
        groups.append(Group(deal, tuple((int(c), int(rng.integers(3))) for c in sorted(columns))))
    days = rng.integers(0, 500, (DRAWS, FEATURES))
    return made(GivenWorld(each, rng.uniform(0.1, 1, (WORLDS, 3))), groups, days), rng.uniform(
        1, 9, deals
    )


def made(world, groups, days):
    nothing = np.zeros((0, 0))
    return Joint(
        as_of=AS_OF, ends=ENDS, deals=pl.DataFrame({"group": np.arange(len(groups))}),
        profiles=pl.DataFrame(), groups=tuple(groups), world=world,
        ready=joint.ready_weeks(days.astype(np.int32)), odds=(), mean_odds=nothing,
        won=nothing, lost=nothing,
    )  # fmt: skip


def simulated(one, values, seed):
    """Every deal from week to week with one uniform each: bookings (draws, ends)."""
    rng, found = np.random.default_rng(seed), np.zeros((DRAWS, len(ENDS)))
    ends = joint.weeks_until(ENDS, AS_OF)
    world = np.arange(DRAWS) % WORLDS
    for group, value in zip(one.groups, values, strict=True):
        going = np.ones(DRAWS, dtype=bool)
        for week in range(joint.WEEKS):
            keep = share_kept(one, group, week, world)
            win = keep * one.world.each[group.profile, world, week, 0]
            lose = keep**-LOSS_SHARE * one.world.each[group.profile, world, week, 1]
            u = rng.random(DRAWS) * (1 + win + lose)
            won = going & (u < win)
            day = week + rng.random(DRAWS)
            for at, end in enumerate(ends):
                before = ends[at - 1] if at else 0.0
                found[won & (day >= before) & (day < end), at] += value
            going &= u >= win + lose
    return found


def share_kept(one, group, week, world):
    unmet = [(s, one.ready[:, c] > week) for c, s in group.needs]
    musts = [
        np.where(is_unmet, one.world.kept[world, s], 1.0) for s, is_unmet in unmet if s != NICE
    ]
    nice = np.minimum(sum((is_unmet for s, is_unmet in unmet if s == NICE), np.zeros(DRAWS)), 3)
    worst = np.min(musts, axis=0) if musts else np.ones(DRAWS)
    return worst * one.world.kept[world, NICE] ** nice


@pytest.mark.parametrize("seed", range(20))
def test_mean_and_variance_are_those_of_a_plain_simulation(seed):
    one, values = small_world(seed)
    mean, variance = joint.sums(one, values)
    came = simulated(one, values, seed)
    error = came.std(axis=0) / np.sqrt(DRAWS) + 1e-9
    assert (np.abs(mean.mean(axis=0) - came.mean(axis=0)) < 4 * error).all()
    spread = variance.mean(axis=0) + mean.var(axis=0)
    fourth = ((came - came.mean(axis=0)) ** 4).mean(axis=0) - came.var(axis=0) ** 2
    assert (np.abs(spread - came.var(axis=0)) < 4.5 * np.sqrt(fourth / DRAWS) + 1e-9).all()


@pytest.mark.parametrize("seed", range(5))
def test_a_book_is_the_sum_of_its_deals(seed):
    one, values = small_world(seed)
    whole = joint.sums(one, values)
    parts = [joint.sums(one, np.where(np.arange(9) == deal, values, 0.0)) for deal in range(9)]
    assert whole == pytest.approx(np.sum(parts, axis=0), rel=1e-10)


def test_another_deal_changes_no_other():
    one, values = small_world(3)
    fewer = replace(one, groups=one.groups[:-1], deals=one.deals[:-1])
    alone = joint.sums(one, np.where(np.arange(9) == 8, values, 0.0))
    both = joint.sums(fewer, values[:-1]) + alone
    assert joint.sums(one, values) == pytest.approx(both, rel=1e-12)


def test_the_same_bits_however_often_it_is_asked():
    one, values = small_world(4, deals=150)
    assert np.array_equal(joint.sums(one, values), joint.sums(one, values))


def test_only_deals_that_need_a_moved_feature_differ():
    one, values = small_world(5)
    days = np.full((DRAWS, FEATURES), 700)
    moved = made(one.world, one.groups, np.where(np.arange(FEATURES) == 2, days, 7))
    other = made(one.world, one.groups, np.full((DRAWS, FEATURES), 7))
    all_of_it = joint.sums(moved, values) - joint.sums(other, values)
    few = frozenset({2})
    part = joint.sums(moved, values, needing=few) - joint.sums(other, values, needing=few)
    assert all_of_it == pytest.approx(part, abs=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_a_delay_is_worth_what_the_book_loses_by_it(seed):
    one, values = small_world(seed)
    found = delay_values(one, values, weeks=8, features=FEATURES)
    before = joint.sums(one, values)[0].sum(axis=1).mean()
    for column in range(FEATURES):
        ready = one.ready.copy()
        ready[:, column] = np.minimum(ready[:, column] + 8, joint.WEEKS)
        after = joint.sums(replace(one, ready=ready), values)[0].sum(axis=1).mean()
        assert found[column] == pytest.approx(before - after, rel=1e-9, abs=1e-12)


def test_a_feature_that_nobody_needs_is_worth_exactly_nothing():
    one, values = small_world(6)
    without = tuple(replace(g, needs=tuple(n for n in g.needs if n[0] != 1)) for g in one.groups)
    found = delay_values(replace(one, groups=without), values, weeks=8, features=FEATURES)
    assert found[1] == 0.0
    assert found.sum() > 0


def test_ready_weeks_lie_wholly_after_the_day():
    found = joint.ready_weeks(np.array([[0, 1, 7, 8, 10_000_000]], dtype=np.int32))
    assert found.tolist() == [[0, 1, 1, 2, joint.WEEKS, joint.WEEKS]]
