"""Verdicts on promises, against a table worked by hand; as_of is 20 November 2026."""

from datetime import date, datetime

import pytest

from interlock.engine import ledger
from tests.engine.books import AS_OF, book

SAID = date(2026, 9, 1)


def change(at, old, new):
    return {
        "table": "promises", "id": "P", "field": "due", "old": old, "new": new,
        "at": datetime.combine(at, datetime.min.time()),
    }  # fmt: skip


def judged(moves=(), features=(), deals=(), odds=None, **promise):
    row = {"id": "P", "what": "security answers", "kind": "own act", "said_on": SAID} | promise
    known = book(promises=[row], changes=list(moves), features=list(features), deals=list(deals))
    (line,) = ledger.promises(
        known,
        as_of=AS_OF,
        p_feature_by=lambda _id, _day: odds,
        p_deal_by=lambda _id, _day: odds,
        older=True,
    )
    return line


OCT = (date(2026, 9, 20), "2026-10-01", "2026-10-20")
DEC = (date(2026, 9, 20), "2026-10-01", "2026-12-01")
# (what happened, due now, moves, done, verdict, days late)
BY_HAND = [
    ("done on the day", date(2026, 10, 1), (), date(2026, 10, 1), "kept", None),
    ("done early", date(2026, 10, 1), (), date(2026, 9, 15), "kept", None),
    ("done a day after", date(2026, 10, 1), (), date(2026, 10, 2), "late", 1),
    ("moved, done by the new day", date(2026, 10, 20), (OCT,), date(2026, 10, 15), "late", 14),
    ("moved, done by the first day", date(2026, 10, 20), (OCT,), date(2026, 10, 1), "kept", None),
    ("moved, done after the new day", date(2026, 10, 20), (OCT,), date(2026, 11, 1), "late", 31),
    ("not done", date(2026, 10, 1), (), None, "broken", 50),
    ("not done, due today", AS_OF, (), None, "open", None),
    ("not done, due yesterday", date(2026, 11, 19), (), None, "broken", 1),
    ("moved past today", date(2026, 12, 1), (DEC,), None, "open", None),
    ("moved, the new day passed", date(2026, 10, 20), (OCT,), None, "broken", 50),
    ("taken away", None, ((date(2026, 11, 2), "2026-12-24", None),), None, "broken", None),
    ("never dated", None, (), None, "no date", None),
    ("never dated, done", None, (), date(2026, 10, 2), "no date", None),
    ("done only after as_of", date(2026, 10, 1), (), date(2026, 11, 25), "broken", 50),
]


@pytest.mark.parametrize(
    ("due", "moves", "done", "verdict", "late"),
    [r[1:] for r in BY_HAND],
    ids=[r[0] for r in BY_HAND],
)
def test_own_acts_are_judged_against_their_first_day(due, moves, done, verdict, late):
    line = judged([change(*move) for move in moves], due=due, done_on=done)
    assert (line.verdict, line.days_late) == (verdict, late)


def test_a_moved_date_is_kept_as_a_change():
    moves = [
        change(date(2026, 9, 5), None, "2026-10-01"),
        change(date(2026, 9, 20), "2026-10-01", "2026-10-20"),
        change(date(2026, 10, 18), "2026-10-20", "2026-12-10"),
    ]
    line = judged(moves, due=date(2026, 12, 10))
    assert (line.first_due, line.due, line.moved) == (date(2026, 10, 1), date(2026, 12, 10), 2)


def test_a_day_moved_forward_does_not_break_before_the_first_one():
    line = judged([change(date(2026, 9, 5), "2026-12-01", "2026-11-01")], due=date(2026, 11, 1))
    assert line.verdict == "open"


@pytest.mark.parametrize(
    ("shipped", "verdict"),
    [
        (date(2026, 10, 1), "kept"),
        (date(2026, 10, 11), "late"),
        (date(2026, 8, 1), "broken"),  # shipped before the promise: something else was meant
        (None, "broken"),
    ],
)
def test_a_features_ship_day_counts_where_done_is_empty(shipped, verdict):
    line = judged(features=[{"id": "F", "shipped_on": shipped}], feature="F", due=date(2026, 10, 1))
    assert line.verdict == verdict


def test_dropping_a_feature_breaks_the_promise_of_it():
    dropped = [{"id": "F", "dropped_on": date(2026, 11, 3)}]
    line = judged(features=dropped, feature="F", due=date(2027, 1, 15))
    assert (line.verdict, line.days_late) == ("broken", None)


# (deal's outcome, closed on, due, odds given, odds shown)
OUTCOMES = [
    ("open", None, date(2026, 12, 15), 0.4, 0.4),
    ("open", None, date(2026, 12, 15), None, None),
    ("open", None, date(2026, 11, 15), 0.4, 0.0),
    ("won", date(2026, 11, 10), date(2026, 11, 15), None, 1.0),
    ("won", date(2026, 11, 17), date(2026, 11, 15), None, 0.0),
    ("lost", date(2026, 11, 10), date(2026, 12, 15), None, 0.0),
    ("open", None, None, 0.4, None),
]


@pytest.mark.parametrize(("outcome", "closed", "due", "given", "shown"), OUTCOMES)
def test_outcomes_have_odds_and_never_a_verdict(outcome, closed, due, given, shown):
    deal = {"id": "D", "outcome": outcome, "closed_on": closed}
    line = judged(deals=[deal], odds=given, kind="outcome", deal="D", due=due)
    assert line.verdict == "odds"
    assert line.odds == shown
    assert line.days_late is None


def test_an_open_act_carries_the_features_odds_and_a_settled_one_none():
    unshipped = [{"id": "F"}]
    standing = judged(features=unshipped, odds=0.7, feature="F", due=date(2026, 12, 15))
    assert (standing.verdict, standing.odds) == ("open", 0.7)
    passed = judged(features=unshipped, odds=0.7, feature="F", due=date(2026, 11, 15))
    assert (passed.verdict, passed.odds) == ("broken", None)
