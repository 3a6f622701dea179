"""Weeks drawn as they followed weeks like the last ones."""

import numpy as np
import pytest

from interlock.engine.like_weeks import after_like_weeks, levels
from interlock.engine.week_blocks import Redrawn
from interlock.engine.weeks_until import by_week


def test_after_a_busy_week_of_a_team_that_ships_every_other_week_comes_an_empty_one():
    done = np.tile([0.0, 12], 26)
    first = after_like_weeks(done, 2)
    chance = by_week(Redrawn(first, first), np.array([6]), 2)[0]
    assert chance[0] < 0.05
    assert chance[1] > 0.95


def test_a_stretch_is_scaled_by_how_much_faster_the_team_is_now():
    done = np.concatenate([np.full(26, 4.0), np.full(30, 8.0)])
    drawn = after_like_weeks(done, 2)
    early = (8 + 0.1) / (4 + 0.1) * 4
    assert drawn.items[0] == pytest.approx([early, 2 * early])
    assert drawn.items[-1] == pytest.approx([8, 16])
    assert drawn.chance.sum() == pytest.approx(1)


def test_the_level_of_a_week_is_the_mean_of_at_most_26_weeks_before_it():
    done = np.arange(1.0, 31)
    assert levels(done)[[0, 1, 3, 30]] == pytest.approx([0, 1, 2, np.arange(5, 31).mean()])


def test_a_stretch_that_is_not_over_yet_is_not_drawn():
    done = np.arange(40.0)
    assert len(after_like_weeks(done, 4).items) == 40 - 4 - 8 + 1
