"""What promises do to a deal's path: by hand, beside paths without them, and by their laws."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import numpy as np
import pytest

from interlock.engine import paths, promised_paths
from interlock.engine.need_promises import Promised, promised, wanted_by
from interlock.engine.need_sets import NeedSet
from interlock.engine.promise_trust import trust
from interlock.engine.promise_worth import PromiseWorth
from interlock.engine.worth import DEALBREAKER, LOSS_SHARE, NICE
from interlock.records.company import Company
from tests.engine.books import AS_OF, book

WEEKS, WORLDS = 12, 3
ENDS = np.array([2.0, 6.5, 12.0])


def some_world(seed, *, needs=3, draws=60):
    rng = np.random.default_rng(seed)
    return {
        "rates": rng.uniform(0.0, 0.2, (WORLDS, WEEKS, 2)),
        "ready": rng.integers(0, WEEKS + 3, (draws, needs)).astype(np.int32),
        "strengths": rng.integers(0, 3, needs),
        "kept": rng.uniform(0.1, 0.9, (WORLDS, 3)),
    }


def promises(seed, needs=3):
    rng = np.random.default_rng(seed)
    due = rng.integers(0, WEEKS, needs)
    share, broken = rng.uniform(0, 0.8, needs), rng.uniform(0, 0.5, needs)
    early, wanted = rng.uniform(0, 0.6, needs), rng.integers(0, WEEKS, needs)
    return np.column_stack([share, due, due + rng.integers(0, 5, needs), broken, early, wanted])


def followed(world, said, ends=ENDS):
    return promised_paths.follow(
        world["rates"], world["ready"], world["strengths"], said, world["kept"], ends
    )


def test_a_promise_until_week_two_and_broken_until_four_by_hand():
    """Odds of winning 1/8, of losing none; psi log 4: k is 1/2 while half of the feature counts,
    then 4^-1.25, then 1/4, and 1 from week 6 on, when it is ready.
    """
    rates = np.zeros((1, 7, 2))
    rates[..., 0] = 0.125
    keeps = [4**-0.5] * 2 + [4**-1.25] * 2 + [4**-1] * 2 + [1.0]
    still, won = 1.0, []
    for keep in keeps:
        chance = 0.125 * keep / (1 + 0.125 * keep)
        won.append(still * chance)
        still -= won[-1]
    odds, weekly, _ = promised_paths.follow(
        rates, np.array([[6]]), np.array([DEALBREAKER]), np.array([[0.5, 2, 4, 0.25, 0, 0]]),
        np.array([[0.25, 1.0, 1.0]]), np.array([2.0, 7.0]),
    )  # fmt: skip
    assert weekly == pytest.approx(won)
    assert odds[0] == pytest.approx([sum(won[:2]), sum(won)])
    assert won[0] == pytest.approx(1 / 17)


@pytest.mark.parametrize("seed", range(5))
def test_a_promise_that_counts_for_nothing_is_none_at_all(seed):
    world = some_world(seed)
    found = followed(world, promises(seed) * [0.0, 1.0, 1.0, 0.0, 0.0, 1.0])
    plain = paths.follow(world["rates"], world["ready"], world["strengths"], world["kept"], ENDS)
    for one, other in zip(found, plain, strict=True):
        assert one == pytest.approx(other, abs=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_odds_are_those_of_a_plain_recursion(seed):
    world, said = some_world(seed), promises(seed)
    odds = followed(world, said)[0]
    for d in range(len(world["ready"])):
        at, still, total, by_end = d % WORLDS, 1.0, 0.0, np.zeros(ENDS.size)
        for t in range(WEEKS):
            musts, nices = [0.0], 0.0
            for need, strength in enumerate(world["strengths"]):
                if world["ready"][d, need] > t:
                    share, due, until, broken, early, wanted = said[need]
                    part = share if t < due else -broken if t < until else 0.0
                    part = max(part, early) if t < wanted else part
                    takes = -np.log(world["kept"][at, strength]) * (1 - part)
                    if strength == NICE:
                        nices += takes
                    else:
                        musts.append(takes)
            lacks = max(musts) + min(nices, -3 * np.log(world["kept"][at, NICE]))
            win = np.exp(-lacks) * world["rates"][at, t, 0]
            lose = np.exp(LOSS_SHARE * lacks) * world["rates"][at, t, 1]
            won, still = still * win / (1 + win + lose), still / (1 + win + lose)
            total += won
            by_end += won * np.clip(ENDS - t, 0, 1)
        assert odds[d] == pytest.approx(by_end, rel=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_before_its_day_a_promise_never_lowers_odds_and_a_broken_one_never_raises_them(seed):
    world, said = some_world(seed), promises(seed)
    none = followed(world, 0.0 * said)[0]
    nothing = np.zeros((3, 2))
    standing = np.column_stack([said[:, 0], np.full((3, 2), 99), said[:, 3], nothing])
    broken = np.column_stack([said[:, 0], np.zeros(3), np.full(3, 99), said[:, 3], nothing])
    assert (followed(world, standing)[0] >= none - 1e-12).all()
    assert (followed(world, broken)[0] <= none + 1e-12).all()


@pytest.mark.parametrize("seed", range(5))
def test_shipping_sooner_never_lowers_odds_whatever_was_promised(seed):
    world, said = some_world(seed), promises(seed)
    sooner = {**world, "ready": np.maximum(world["ready"] - 2, 0)}
    assert (followed(sooner, said)[0] >= followed(world, said)[0] - 1e-12).all()


@pytest.mark.parametrize("seed", range(3))
def test_sums_and_expectations_are_those_of_the_odds(seed):
    world, said = some_world(seed), promises(seed)
    needs = NeedSet(world["ready"], world["strengths"], world["kept"], said)
    odds = needs.odds(world["rates"], ENDS, kept=60)
    chance = np.diff(odds.along, axis=1, prepend=0.0)
    mean, variance = needs.sums([world["rates"]], np.array([[3.0], [9.0]]), ENDS)
    assert mean == pytest.approx(3 * chance)
    assert variance == pytest.approx(9 * chance * (1 - chance))
    brings = needs.expected(
        [world["rates"]], np.array([3.0]), ENDS[-1], world["ready"].T[None].astype(np.int64)
    )
    assert brings == pytest.approx(3 * odds.mean[-1])


FEATURE = {"id": "F", "team": "Core"}
COMPANY = Company(promise_share=0.5, broken_share=0.25)


def day(days):
    return AS_OF + timedelta(days=days)


def said_of(*rows, changes=(), as_of=AS_OF, trusted=0.6, company=COMPANY):
    full = [
        {"what": "Ship F", "kind": "own act", "form": "written", "maker": "Core", "feature": "F",
         "said_on": day(-60), **row}
        for row in rows
    ]  # fmt: skip
    made = book(company=company, features=[FEATURE], promises=full, changes=changes)
    return promised(made, PromiseWorth({"Core": trusted}), as_of=as_of)


def test_a_standing_promise_counts_by_its_makers_record_until_its_day():
    """20 Nov + 26 days is 16 Dec; the quarter ends on 31 Dec, 41 days ahead."""
    assert said_of({"id": "p", "due": day(26)}) == {("", "F"): Promised(0.3, 4, 6, 0.25)}


@pytest.mark.parametrize("far", [date.max, date(9998, 1, 1)])
@pytest.mark.parametrize("form", ["months", "4-4-5"])
def test_a_day_beyond_all_fiscal_years_stands_like_any_other(far, form):
    company = replace(COMPANY, fiscal_calendar=form)
    found = said_of({"id": "p", "due": far}, company=company)
    weeks = -(-(far - AS_OF).days // 7)
    assert found == {("", "F"): Promised(0.3, weeks, weeks, 0.25)}


def test_each_move_of_its_day_halves_it():
    at = datetime.combine(day(-20), time(9))
    move = {"table": "promises", "id": "p", "field": "due", "at": at}
    moves = [{**move, "old": str(day(-5)), "new": str(day(26))}]
    found = said_of({"id": "p", "due": day(26)}, changes=moves)
    assert found["", "F"].share == pytest.approx(0.15)


def test_a_promise_broken_in_this_quarter_counts_against_until_its_end_and_an_older_one_not():
    assert said_of({"id": "p", "due": day(-10)}) == {("", "F"): Promised(0.0, 0, 6, 0.25)}
    assert said_of({"id": "p", "due": day(-55)}) == {}


def test_what_buyers_were_not_told_and_outcomes_do_not_count():
    found = said_of(
        {"id": "p", "due": day(26), "form": "internal"},
        {"id": "q", "due": day(26), "kind": "outcome"},
        {"id": "r", "due": day(26), "done_on": day(-3)},
    )
    assert found == {}


def test_a_promise_to_one_deal_is_its_own_and_a_later_day_stands():
    found = said_of(
        {"id": "p", "due": day(26), "deal": "d"}, {"id": "q", "due": day(12)},
        {"id": "r", "due": day(19)}, {"id": "s", "due": day(-3)},
    )  # fmt: skip
    assert {about: one.due for about, one in found.items()} == {("d", "F"): 4, ("", "F"): 3}


def test_trust_is_the_share_of_a_sides_promises_kept_in_time_shrunk_to_one_half():
    """Core kept 2 of 3: (2 + 10) / (3 + 20)."""
    made = book(
        features=[FEATURE],
        promises=[
            {"id": n, "what": "x", "kind": "own act", "maker": "Core", "said_on": day(-90),
             "due": day(-50), "done_on": done}
            for n, done in (("a", day(-51)), ("b", day(-50)), ("c", day(-30)))
        ],
    )  # fmt: skip
    assert trust(made) == {"Core": pytest.approx(12 / 23)}


def test_until_the_day_it_is_wanted_by_a_need_weighs_less():
    """20 Nov + 26 days: from week 4 on. A day that has passed, or a part of 0, changes nothing."""
    standing = Promised(0.3, 2, 6, 0.25)
    both = wanted_by(standing, day(26), 0.5, AS_OF)
    assert both == Promised(0.3, 2, 6, 0.25, 0.5, 4)
    assert wanted_by(None, day(26), 0.5, AS_OF) == Promised(0.0, 0, 0, 0.0, 0.5, 4)
    assert wanted_by(standing, day(-1), 0.5, AS_OF) == standing
    assert wanted_by(None, day(26), 0.0, AS_OF) is None


def test_wanting_it_later_never_lowers_odds():
    world, said = some_world(4), promises(4)
    later = said + np.array([0, 0, 0, 0, 0, 3])
    assert (followed(world, later)[0] >= followed(world, said)[0] - 1e-12).all()


def test_the_settings_say_how_much_promises_count():
    nothing = replace(COMPANY, promise_share=0.0, broken_share=0.0)
    row = {"id": "p", "what": "Ship F", "form": "said", "maker": "Core", "feature": "F",
           "said_on": day(-9), "due": day(9)}  # fmt: skip
    made = book(company=nothing, features=[FEATURE], promises=[row])
    assert promised(made, PromiseWorth(), as_of=AS_OF)["", "F"] == Promised(0.0, 2, 6, 0.0)
