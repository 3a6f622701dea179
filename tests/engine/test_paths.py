"""A deal's odds along simulated ship dates, against walking every week by hand and against plain
simulation.
"""

from itertools import pairwise

import numpy as np
import pytest

from interlock.engine import paths
from interlock.engine.worth import LOSS_SHARE

DEALBREAKER, IMPORTANT, NICE = 0, 1, 2
NO_ENDS = np.array([4.0])


def constant_rates(win: float, lose: float, *, weeks: int = 4) -> np.ndarray:
    return np.broadcast_to(np.array([win, lose]), (1, weeks, 2)).copy()


def follow(rates, ready, strengths, kept=(1.0, 1.0, 1.0), ends=NO_ENDS):
    return paths.follow(
        rates,
        np.atleast_2d(np.array(ready, dtype=np.int32)),
        np.array(strengths, dtype=np.int64),
        np.atleast_2d(np.array(kept)),
        np.asarray(ends, dtype=float),
    )


def by_hand(rates, ready, strengths, kept):
    """The model as it is written, week after week, in plain Python."""
    survival, won, lost = 1.0, [], []
    for week in range(rates.shape[1]):
        unmet = [s for r, s in zip(ready, strengths, strict=True) if r > week]
        keep = min([kept[s] for s in unmet if s != NICE], default=1.0)
        keep *= kept[NICE] ** min(3, unmet.count(NICE))
        to_win, to_lose = keep * rates[0, week, 0], keep**-LOSS_SHARE * rates[0, week, 1]
        stay = survival / (1 + to_win + to_lose)
        won.append(stay * to_win)
        lost.append(stay * to_lose)
        survival = stay
    return np.array(won), np.array(lost), survival


def test_without_needs_the_weekly_hazards_of_a_hand_worked_table_hold():
    # rates 1/8 and 1/8: h = .1 each, so .1, .08, .064, .0512 are won, and as many lost.
    odds, won, lost = follow(constant_rates(1 / 8, 1 / 8), [[]], [])
    assert won == pytest.approx([0.1, 0.08, 0.064, 0.0512])
    assert lost == pytest.approx(won)
    assert odds[0, 0] == pytest.approx(0.2952)


def test_won_lost_and_open_sum_to_one():
    rates = constant_rates(0.07, 0.03, weeks=50)
    _, won, lost = follow(rates, [5, 9], [DEALBREAKER, NICE], (0.3, 0.5, 0.9), [50.0])
    still_open = by_hand(rates, [5, 9], [DEALBREAKER, NICE], (0.3, 0.5, 0.9))[2]
    assert won.sum() + lost.sum() + still_open == pytest.approx(1.0, abs=1e-12)


def test_every_course_of_needs_agrees_with_walking_it_week_by_week():
    random = np.random.default_rng(3)
    for _ in range(200):
        rates = random.uniform(0, 0.3, (1, 30, 2))
        count = random.integers(0, 6)
        ready = random.integers(0, 33, count)
        strengths = random.integers(0, 3, count)
        kept = random.uniform(0.1, 1.0, 3)
        odds, won, lost = follow(rates, ready, strengths, kept, [11.0, 30.0])
        hand_won, hand_lost, _ = by_hand(rates, ready, strengths, kept)
        assert won == pytest.approx(hand_won, abs=1e-14)
        assert lost == pytest.approx(hand_lost, abs=1e-14)
        assert odds[0] == pytest.approx([hand_won[:11].sum(), hand_won.sum()], abs=1e-13)


def test_a_plain_simulation_of_deals_gives_the_same_share_of_wins():
    rates = constant_rates(0.1, 0.05, weeks=20)
    kept = (0.2, 0.5, 0.9)
    odds, _, _ = follow(rates, [8], [DEALBREAKER], kept, [20.0])
    random, wins, trials = np.random.default_rng(1), 0, 40_000
    state = np.zeros(trials)
    for week in range(20):
        keep = kept[DEALBREAKER] if week < 8 else 1.0
        to_win, to_lose = keep * 0.1, keep**-LOSS_SHARE * 0.05
        luck = random.random(trials) * (1 + to_win + to_lose)
        state = np.where((state == 0) & (luck < to_win), 1, state)
        state = np.where((state == 0) & (luck < to_win + to_lose), 2, state)
    wins = (state == 1).mean()
    assert abs(wins - odds[0, 0]) < 4 * np.sqrt(wins * (1 - wins) / trials)


def test_the_worst_unmet_must_counts_alone_and_nice_to_haves_add_up_to_three():
    rates, kept = constant_rates(0.1, 0.0), (0.3, 0.6, 0.8)
    never = 99
    worst = follow(rates, [never, never], [DEALBREAKER, IMPORTANT], kept)[0]
    assert worst == pytest.approx(follow(rates, [never], [DEALBREAKER], kept)[0])
    five = follow(rates, [never] * 5, [NICE] * 5, kept)[0]
    assert five == pytest.approx(follow(rates, [never] * 3, [NICE] * 3, kept)[0])
    assert five[0, 0] < follow(rates, [never] * 2, [NICE] * 2, kept)[0][0, 0]


def test_an_earlier_ship_date_never_lowers_the_odds_of_winning():
    rates, kept = constant_rates(0.08, 0.04, weeks=40), (0.3, 0.6, 0.9)
    odds = [follow(rates, [week], [DEALBREAKER], kept, [40.0])[0][0, 0] for week in range(41)]
    assert all(earlier >= later for earlier, later in pairwise(odds))


def test_an_end_inside_a_week_takes_its_share_of_the_week():
    odds, won, _ = follow(constant_rates(0.1, 0.1), [[]], [], ends=[0.0, 1.5, 4.0])
    assert odds[0, 0] == 0.0
    assert odds[0, 1] == pytest.approx(won[0] + won[1] / 2)
    assert odds[0, 2] == pytest.approx(won.sum())


def test_each_draw_lives_in_its_own_world():
    rates = np.stack([constant_rates(0.1, 0.0)[0], constant_rates(0.3, 0.0)[0]])
    ready = np.zeros((4, 0), dtype=np.int32)
    none = np.array([], dtype=np.int64)
    odds, _, _ = paths.follow(rates, ready, none, np.ones((2, 3)), NO_ENDS)
    assert odds[0, 0] == odds[2, 0]
    assert odds[1, 0] == odds[3, 0]
    assert odds[1, 0] > odds[0, 0]
