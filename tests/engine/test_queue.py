"""Teams working through their queues, against an exact simulation of the same rules."""

from fractions import Fraction

import numpy as np
import pytest

from interlock.engine import queue
from tests.engine.plain_queue import NEVER, plainly


def work_through(
    capacity, work, *, teams=None, waits=None, limit=1, fixed=None, held=None, after=None
):
    """One draw. Each feature is one team's, unless ``teams`` says {feature: {team: share}}."""
    capacity = np.asarray(capacity, dtype=np.float32)
    capacity = capacity[None, :, None] if capacity.ndim == 1 else capacity[None]
    work = np.asarray(work, dtype=float)[None]
    features = range(work.shape[1])
    teams = teams or {f: {0: 1.0} for f in features}
    parts = sorted((t, f, s) for f, shares in teams.items() for t, s in shares.items())
    starts = np.searchsorted([t for t, _, _ in parts], np.arange(capacity.shape[2] + 1))
    waits = waits or {}
    return queue.work_through(
        capacity,
        work,
        np.array([list((fixed or {}).values())], dtype=float).reshape(1, -1),
        np.array([list(fixed or {}).index(f) if f in (fixed or {}) else -1 for f in features]),
        np.array([float((held or {}).get(f, 0)) for f in features]),
        np.array([f for _, f, _ in parts], dtype=np.int64),
        np.array([float(s) for _, _, s in parts]),
        starts.astype(np.int64),
        np.cumsum([0, *(len(waits.get(f, ())) for f in features)]).astype(np.int64),
        np.array([o for f in features for o in waits.get(f, ())], dtype=np.int64),
        np.full(capacity.shape[2], limit, dtype=np.int64),
        after,
    )[0]


def test_one_after_the_other_in_the_order_of_the_queue():
    assert work_through([2, 2, 2, 2], [3, 1, 4]) == pytest.approx([1.5, 2.0, 4.0])


def test_two_at_once_share_alike_and_what_one_leaves_goes_to_the_next():
    # 3 items a week for two: the first (1 item) is done after 2 of 3 are used, then all goes on.
    assert work_through([3, 3], [1, 4, 1], limit=2) == pytest.approx([2 / 3, 2.0, 4 / 3])


def test_a_blocked_feature_waits_and_its_capacity_goes_on():
    done = work_through([1] * 6, [2, 2, 1], waits={0: (1,)})
    assert done == pytest.approx([4.0, 2.0, 5.0])


def test_a_feature_of_two_teams_is_done_with_its_last_part():
    capacity = np.column_stack([[1.0] * 6, [2.0] * 6])
    done = work_through(capacity, [6, 1], teams={0: {0: 0.5, 1: 0.5}, 1: {1: 1.0}})
    assert done == pytest.approx([3.0, 2.0])


def test_what_is_not_done_within_the_horizon_is_never_done():
    assert np.isinf(work_through([1, 1], [5])[0])


def test_work_of_nothing_is_done_at_once_wherever_it_stands_in_the_queue():
    assert work_through([1, 1], [1, 0]) == pytest.approx([1.0, 0.0])


def test_work_of_nothing_still_waits_for_what_it_depends_on():
    assert work_through([1, 1, 1], [0, 1], waits={0: (1,)})[0] >= 1.0


def test_a_feature_with_a_day_of_its_own_takes_no_capacity():
    done = work_through([1] * 4, [3, 2], fixed={0: 2.5})
    assert done == pytest.approx([2.5, 2.0])


def test_what_waits_for_a_feature_with_a_day_of_its_own_starts_after_it():
    done = work_through([1] * 8, [3, 2], fixed={0: 2.5}, waits={1: (0,)})
    assert done == pytest.approx([2.5, 5.0])


def test_a_feature_held_up_holds_up_what_waits_for_it_and_nothing_else():
    done = work_through([1] * 9, [1, 1, 2], waits={1: (0,)}, held={0: 4})
    assert done == pytest.approx([5.0, 6.0, 3.0])


def test_what_is_left_after_each_week_is_told():
    after = np.zeros((1, 4, 3), dtype=np.float32)
    work_through([2, 2, 2, 2], [3, 1, 4], after=after)
    assert after[0].tolist() == [[1, 1, 4], [0, 0, 4], [0, 0, 2], [0, 0, 0]]


def test_of_a_feature_of_two_teams_both_parts_are_left():
    capacity = np.column_stack([[1.0] * 3, [2.0] * 3])
    after = np.zeros((1, 3, 1), dtype=np.float32)
    work_through(capacity, [6], teams={0: {0: 0.5, 1: 0.5}}, after=after)
    assert after[0, :, 0].tolist() == [3, 1, 0]


def random_company(random):
    """Two teams, up to five features of either or both, some waiting for earlier ones."""
    count, weeks = int(random.integers(2, 6)), 8
    capacity = random.integers(0, 4, (weeks, 2))
    work = [Fraction(int(n), 4) for n in random.integers(0, 16, count)]
    halves = ({0: Fraction(1)}, {1: Fraction(1)}, {0: Fraction(1, 2), 1: Fraction(1, 2)})
    teams = {f: halves[int(random.integers(0, 3))] for f in range(count)}
    waits = {f: (int(random.integers(0, f)),) for f in range(1, count) if random.random() < 0.4}
    held = {f: int(random.integers(0, 3)) for f in range(count)}
    return capacity, work, teams, waits, held


def test_random_companies_agree_exactly_with_the_plain_simulation():
    random = np.random.default_rng(4)
    for _ in range(200):
        capacity, work, teams, waits, held = random_company(random)
        limit = int(random.integers(1, 4))
        found = work_through(capacity, work, teams=teams, waits=waits, limit=limit, held=held)
        plain = plainly(capacity, work, teams=teams, waits=waits, limit=limit, held=held)
        expected = [np.inf if day is NEVER else float(day) for day in plain]
        assert found == pytest.approx(expected, abs=1e-6)


def test_more_work_never_finishes_anything_sooner():
    random = np.random.default_rng(5)
    for _ in range(50):
        capacity, work = random.uniform(0, 3, 20), random.uniform(0.5, 4, 5)
        more = work.copy()
        more[random.integers(0, 5)] += 1.0
        before, after = (work_through(capacity, w, limit=2) for w in (work, more))
        assert (after >= before - 1e-6).all()


def test_dropping_a_feature_never_makes_another_later():
    random = np.random.default_rng(6)
    for _ in range(50):
        capacity, work = random.uniform(0, 3, 20), random.uniform(0.5, 4, 5)
        others = np.delete(np.arange(5), random.integers(0, 5))
        whole = work_through(capacity, work, limit=2)[others]
        assert (work_through(capacity, work[others], limit=2) <= whole + 1e-6).all()


def test_order_in_one_team_does_not_touch_another_team():
    capacity = np.column_stack([[1.0] * 8, [1.0] * 8])
    teams = {0: {0: 1.0}, 1: {0: 1.0}, 2: {1: 1.0}}
    there, back = (work_through(capacity, work, teams=teams) for work in ([1, 2, 3], [2, 1, 3]))
    assert there[2] == back[2]
