"""Work on what waits for another feature: begun before that is finished, or only after."""

from datetime import timedelta
from itertools import chain

import numpy as np
import pytest

from interlock.engine import work_ahead
from interlock.engine.work_ahead import Ahead
from tests.engine.books import AS_OF, book
from tests.engine.development import company, days_of, items, past, ship_dates


def item(feature, number, done):
    day = None if done is None else AS_OF - timedelta(days=done)
    made = AS_OF - timedelta(days=400)
    return {"id": f"{feature}{number}", "feature": feature, "done_on": day, "created_on": made}


def pair(name, *, begun, other_done):
    """A follower with one item finished so many days ago, and what it waits for."""
    features = [{"id": name}, {"id": f"{name}-first"}]
    work = [item(name, 1, begun), item(name, 2, None)]
    work += [item(f"{name}-first", n, done) for n, done in enumerate(other_done)]
    return features, work, {"feature": name, "after": f"{name}-first"}


def seen(*pairs):
    features, work, waits = zip(*pairs, strict=True)
    made = book(features=chain(*features), items=chain(*work), dependencies=waits)
    return work_ahead.seen(made)


def test_a_follower_is_begun_before_or_after_the_last_item_of_what_it_waits_for():
    before = pair("a", begun=50, other_done=[90, 30])
    after = pair("b", begun=20, other_done=[90, 30])
    unfinished = pair("c", begun=50, other_done=[90, None])
    not_begun = pair("d", begun=None, other_done=[90, 30])
    assert seen(before, after, unfinished, not_begun) == Ahead(begun=2, after=1)


@pytest.mark.parametrize(
    ("ahead", "usual"), [(Ahead(0, 0), False), (Ahead(1, 1), False), (Ahead(5, 5), True)]
)
def test_it_is_usual_from_a_quarter_on_counting_one_in_ten_beforehand(ahead, usual):
    assert ahead.usual is usual
    assert bool(ahead.says) is usual


def test_nothing_ends_before_what_it_waits_for_over_any_chain():
    random = np.random.default_rng(3)
    waits = {at: random.choice(at, size=min(at, 2), replace=False) for at in range(12)}
    start = np.cumsum([0, *(len(waits[at]) for at in range(12))])
    waits_for = np.concatenate([waits[at] for at in range(12)]).astype(int)
    done = random.uniform(0, 50, (40, 12))
    by_hand = done.copy()
    for at in range(12):
        for other in waits[at]:
            by_hand[:, at] = np.maximum(by_hand[:, at], by_hand[:, other])
    assert np.array_equal(work_ahead.ended_after(done, start, waits_for), by_hand)


def test_where_teams_work_ahead_waiting_holds_up_the_end_and_not_the_work():
    ahead = [pair(f"p{n}", begun=50, other_done=[90, 30]) for n in range(6)]
    after = [pair(f"p{n}", begun=20, other_done=[90, 30]) for n in range(6)]
    worked, waited = follower(ahead), follower(after)
    assert (worked["f"] == np.maximum(worked["f"], worked["g"])).all()
    assert np.median(worked["f"] - worked["g"]) == 0
    assert np.median(waited["f"] - waited["g"]) > 7


def follower(pairs):
    """Ship days of f, which waits for g of another team, and of g."""
    features, work, waits = zip(*pairs, strict=True)
    done = [feature | {"shipped_on": AS_OF} for feature in chain(*features)]
    known = company(
        {"id": "f", "team": "A"},
        {"id": "g", "team": "B"},
        *done,
        work=[
            *chain(*work), *items("f", 6), *items("g", 30, team="B", prefix="j"),
            *past(team="B", each=2),
        ],
        dependencies=[*waits, {"feature": "f", "after": "g"}],
    )  # fmt: skip
    ship = ship_dates(known)
    return {name: days_of(ship, name) for name in "fg"}
