"""What a promise is worth: where odds beat the side's record, where not, and by hand."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import numpy as np
import pytest

from interlock.engine import history, promise_worth, verdicts
from interlock.engine.need_promises import promised
from interlock.engine.promise_trust import trust
from interlock.engine.promise_worth import FEWEST, PromiseWorth, weighed
from tests.engine.books import AS_OF, book

FIRST = date(2024, 1, 1)
TEAMS = [{"id": "F", "team": "Core"}, {"id": "G", "team": "Edge"}]


def promise(name, said, weeks, *, kept=None, maker="Core", **more):
    """Kept on its day, or done ten days after it; with ``kept`` None neither yet."""
    due = said + timedelta(weeks=weeks)
    done = None if kept is None else due if kept else due + timedelta(days=10)
    return {"id": name, "what": "x", "kind": "own act", "form": "said", "maker": maker,
            "feature": None, "said_on": said, "due": due, "done_on": done} | more  # fmt: skip


def near_and_far(count, **more):
    """Each fortnight one promise three weeks ahead that is kept and one twenty weeks ahead that is
    not.
    """
    days = [FIRST + timedelta(weeks=2 * n) for n in range(count)]
    near = [promise(f"near{n}", day, 3, kept=True, **more) for n, day in enumerate(days)]
    return near + [promise(f"far{n}", day, 20, kept=False, **more) for n, day in enumerate(days)]


def by_lot(seed, count=150, chance=0.5):
    rng = np.random.default_rng(seed)
    return [
        promise(f"p{n}", FIRST + timedelta(days=5 * n), int(rng.integers(1, 30)),
                kept=bool(rng.random() < chance), maker=("Core", "Edge")[int(rng.integers(2))])
        for n in range(count)
    ]  # fmt: skip


def company(*rows, changes=(), **more):
    return book(features=TEAMS, promises=rows, changes=changes, **more)


def found(made, name):
    (line,) = (e for e in verdicts.judge(made, as_of=made.seen_on) if e.id == name)
    return weighed(made).of(line)


def test_near_promises_that_were_all_kept_are_worth_more_than_far_ones_that_never_were():
    soon, late = promise("soon", AS_OF, 3), promise("late", AS_OF, 20)
    made = company(*near_and_far(40), soon, late)
    check = weighed(made).check
    assert check.passes
    assert check.tried == 80
    assert check.odds < check.share
    assert found(made, "soon") > 0.85
    assert found(made, "late") < 0.15
    assert 0.4 < trust(made)["Core"] < 0.6


def test_makers_of_one_side_are_told_apart():
    days = [FIRST + timedelta(weeks=2 * n) for n in range(50)]
    rows = [
        promise(f"{maker}{n}", day, 4, kept=maker == "Core", maker=maker)
        for n, day in enumerate(days) for maker in ("Core", "Edge")
    ]  # fmt: skip
    made = company(*rows, promise("a", AS_OF, 4), promise("b", AS_OF, 4, maker="Edge"))
    assert found(made, "a") > 0.85
    assert found(made, "b") < 0.15
    assert trust(made)["Core"] == trust(made)["Edge"]


def test_where_nothing_tells_promises_apart_the_sides_record_stands_to_the_bit():
    made = company(*by_lot(1), promise("new", AS_OF, 4, feature="F"))
    worth = weighed(made)
    assert not worth.check.passes
    assert (worth.said, worth.ahead) == ({}, {})
    assert found(made, "new") == trust(made)["Core"]
    plain = promised(made, PromiseWorth(trust(made)), as_of=AS_OF)
    assert promised(made, worth, as_of=AS_OF) == plain
    assert plain["", "F"].share == made.company.promise_share * trust(made)["Core"]


def test_where_nothing_tells_promises_apart_the_gate_seldom_opens():
    opened = [weighed(company(*by_lot(seed))).check.passes for seed in range(10)]
    assert sum(opened) <= 2


def test_too_few_settled_promises_try_nothing():
    rows = near_and_far(FEWEST // 2)
    worth = weighed(company(*rows[1:]))
    assert (worth.check.passes, worth.check.tried) == (False, FEWEST - 1)
    assert (worth.check.odds, worth.check.share, worth.check.z) == (None, None, None)
    assert worth.trust == trust(company(*rows[1:]))
    assert weighed(company(*rows)).check.odds is not None


def test_without_promises_there_is_nothing_to_say():
    assert weighed(company()) == PromiseWorth()


def test_the_share_kept_is_scored_as_it_stood_before_each_promise():
    """Each is kept before the next is said: the nth was trusted (n + 10) / (n + 20), and misses 1
    by 10 / (n + 20).
    """
    rows = [promise(f"p{n}", FIRST + timedelta(weeks=3 * n), 2, kept=True) for n in range(30)]
    check = weighed(company(*rows)).check
    assert check.share == pytest.approx(np.mean([(10 / (n + 20)) ** 2 for n in range(30)]))


def test_one_put_off_to_the_last_day_that_there_is_counts_from_when_it_was_done():
    rows = near_and_far(20)
    rows.append(promise("p", FIRST, 4, kept=False, due=date.max, done_on=FIRST + timedelta(60)))
    at = datetime.combine(FIRST + timedelta(days=9), time(9))
    log = [{"table": "promises", "id": "p", "at": at, "field": "due",
            "old": (FIRST + timedelta(weeks=4)).isoformat(), "new": "9999-12-31"}]  # fmt: skip
    assert weighed(company(*rows, changes=log)).check.tried == 41


def test_a_promise_that_was_moved_has_one_vote_shared_by_its_days():
    """Twenty-four are kept; another ten miss their first day, and keep the one that they were moved
    to a week before. Days were trusted one half while nothing had been settled.
    """
    kept = [promise(f"k{n}", FIRST, 4, kept=True) for n in range(24)]
    moved = [promise(f"m{n}", FIRST, 8, kept=True) for n in range(10)]
    due, on = FIRST + timedelta(weeks=4), FIRST + timedelta(weeks=3)
    log = [
        {"table": "promises", "id": row["id"], "field": "due", "at": datetime.combine(on, time(9)),
         "old": due.isoformat(), "new": row["due"].isoformat()}
        for row in moved
    ]  # fmt: skip
    check = weighed(company(*kept, *moved, changes=log)).check
    assert check.tried == 34
    assert check.share == pytest.approx(0.25)


@pytest.mark.parametrize("seed", range(3))
def test_trust_on_past_days_is_what_was_known_the_evening_before(seed):
    made = company(*by_lot(seed, count=40), *near_and_far(10))
    judged = verdicts.judge(made, as_of=AS_OF)
    days = [row.said_on for row in judged]
    past = promise_worth.trusted(judged, [row.side for row in judged], days)
    for day, share in zip(days, past, strict=True):
        then = trust(history.known(made, as_of=day - timedelta(days=1)))
        assert share == next(iter(then.values()), 0.5)


def test_one_that_is_supposed_is_worth_what_one_given_today_is():
    rows = near_and_far(40)
    (line,) = verdicts.judge(company(promise("if", AS_OF, 4, feature="F")), as_of=AS_OF)
    given = company(*rows, promise("given", AS_OF, 4, feature="F"))
    assert weighed(company(*rows)).of(line) == found(given, "given")
    assert weighed(company(*rows)).of(replace(line, maker="nobody")) == 0.5


def test_a_stranger_of_development_is_known_by_what_development_said():
    rows = near_and_far(40)
    (line,) = verdicts.judge(company(promise("if", AS_OF, 3)), as_of=AS_OF)
    stated = {
        "releases": [{"id": "R", "train": "t", "due": AS_OF + timedelta(days=50)}],
        "changes": [
            {"table": table, "id": name, "field": field, "old": None, "new": new,
             "at": datetime.combine(FIRST, time(9))}
            for table, name, field, new in (
                ("features", "G", "release", "R"),
                ("releases", "R", "due", (AS_OF + timedelta(days=50)).isoformat()),
            )
        ],
    }  # fmt: skip
    features = [{"id": "G", "team": "Edge", "release": "R", "created_on": FIRST}]
    made = book(features=features, teams=[{"name": "Core"}], promises=rows, **stated)
    assert weighed(made).of(replace(line, maker="Edge")) > 0.6


def test_nothing_dated_later_changes_it():
    rows = [*near_and_far(40), promise("open", date(2025, 6, 1), 12)]
    day = date(2025, 7, 1)
    early = history.known(company(*rows), as_of=day)
    later = [
        row if row["said_on"] <= day else row | {"done_on": row["said_on"], "maker": "Edge"}
        for row in rows
    ]
    later = [
        row | {"done_on": AS_OF} if row["done_on"] and row["done_on"] > day else row
        for row in later
    ]
    again = history.known(company(*later), as_of=day)
    assert weighed(early).said
    assert weighed(early) == weighed(again)


def test_the_order_of_rows_changes_nothing():
    made = company(*near_and_far(30), promise("new", AS_OF, 3))
    other = made.with_tables(promises=made.promises.sort("id", descending=True))
    assert weighed(made).said == weighed(other).said
