"""Verdicts on promises, against a table worked by hand; as_of is 20 November 2026."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from interlock.engine import history, ledger
from interlock.engine.verdicts import Odds
from interlock.records.report import Decided, PromiseMove
from tests.engine.books import AS_OF, book

SAID = date(2026, 9, 1)


def change(at, old, new):
    return {
        "table": "promises", "id": "P", "field": "due", "old": old, "new": new,
        "at": datetime.combine(at, datetime.min.time()),
    }  # fmt: skip


def made(promise, log=(), **tables):
    """A book with one promise and what stands beside it."""
    row = {"id": "P", "what": "security answers", "kind": "own act", "said_on": SAID} | promise
    return book(promises=[row], changes=list(log), **{k: list(v) for k, v in tables.items()})


def judged(log=(), features=(), deals=(), odds=None, beside=None, **promise):
    known = made(promise, log, **{"features": features, "deals": deals} | (beside or {}))

    def by(_id, _day):
        return odds

    (line,) = ledger.promises(known, as_of=AS_OF, odds=Odds(by, by, by), older=True)
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
    ("taken away", None, ((date(2026, 11, 2), "2026-12-24", None),), None, "withdrawn", None),
    (
        "taken away, moved before",
        None,
        (OCT, (date(2026, 10, 12), "2026-10-20", None)),
        None,
        "withdrawn",
        11,
    ),
    (
        "taken away once it had passed",
        None,
        ((date(2026, 11, 2), "2026-10-01", None),),
        None,
        "broken",
        50,
    ),
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


def test_dropping_a_feature_withdraws_the_promise_of_it():
    dropped = [{"id": "F", "dropped_on": date(2026, 11, 3)}]
    line = judged(features=dropped, feature="F", due=date(2027, 1, 15))
    assert (line.verdict, line.days_late) == ("withdrawn", None)


DUE = date(2026, 11, 10)
FEATURE = {"id": "F", "shipped_on": date(2026, 11, 9)}
LOST = {"id": "D", "outcome": "lost", "closed_on": date(2026, 11, 5)}
# (what the promise names, what stands beside it, verdict, the record that decided)
DECIDED = [
    ({"feature": "F"}, {"features": [FEATURE]}, "kept",
     Decided("features", "F", "shipped", date(2026, 11, 9))),
    ({"feature": "F"}, {"features": [{"id": "F", "dropped_on": date(2026, 11, 9)}]}, "withdrawn",
     Decided("features", "F", "dropped", date(2026, 11, 9))),
    ({"feature": "F"}, {"features": [{"id": "F", "dropped_on": date(2026, 11, 12)}]}, "broken",
     Decided("promises", "P", "passed", date(2026, 11, 11))),
    ({"release": "R"}, {"releases": [{"id": "R", "shipped_on": date(2026, 11, 12)}]}, "late",
     Decided("releases", "R", "shipped", date(2026, 11, 12))),
    ({"tool": "deck"}, {"tools": [{"name": "deck", "ready_on": date(2026, 11, 2)}]}, "kept",
     Decided("tools", "deck", "ready", date(2026, 11, 2))),
    ({"tool": "deck"}, {"tools": [{"name": "deck", "state": "ready"}]}, "late",
     Decided("tools", "deck", "ready", AS_OF)),
    ({"tool": "deck"}, {"tools": [{"name": "deck", "state": "draft"}]}, "broken",
     Decided("promises", "P", "passed", date(2026, 11, 11))),
    ({"deal": "D"}, {"deals": [LOST]}, "withdrawn",
     Decided("deals", "D", "lost", LOST["closed_on"])),
    ({"deal": "D", "feature": "F"}, {"deals": [LOST], "features": [FEATURE]}, "kept",
     Decided("features", "F", "shipped", date(2026, 11, 9))),
    ({"deal": "D", "done_on": date(2026, 11, 4)}, {"deals": [LOST]}, "kept",
     Decided("promises", "P", "done", date(2026, 11, 4))),
    ({"kind": "outcome", "deal": "D"}, {"deals": [LOST]}, "odds",
     Decided("deals", "D", "lost", LOST["closed_on"])),
    ({}, {}, "broken", Decided("promises", "P", "passed", date(2026, 11, 11))),
]  # fmt: skip


@pytest.mark.parametrize(("names", "beside", "verdict", "decided"), DECIDED)
def test_a_verdict_says_which_record_decided(names, beside, verdict, decided):
    line = judged(beside=beside, due=DUE, **names)
    assert (line.verdict, line.decided) == (verdict, decided)
    assert line.settled_on == decided.on


def move(at, old, new, why="the audit took longer", told=("Sofie Brandt",)):
    return {"promise": "P", "at": datetime.combine(at, datetime.min.time()), "by": "Ines Moreau",
            "old": old, "new": new, "why": why, "told": list(told)}  # fmt: skip


LATER = date(2026, 12, 20)
BY_HER = move(date(2026, 11, 2), DUE, LATER)


def test_a_move_says_who_moved_it_why_and_who_was_told():
    line = judged(beside={"moves": [BY_HER]}, due=LATER)
    assert (line.first_due, line.due, line.moved, line.verdict) == (DUE, LATER, 1, "open")
    moved = PromiseMove(
        date(2026, 11, 2), DUE, LATER, "Ines Moreau", "the audit took longer", ("Sofie Brandt",)
    )
    assert line.moves == (moved,)


def test_an_export_that_says_a_move_again_is_no_move():
    again = [change(date(2026, 11, 9), "2026-11-10", "2026-12-20")]
    line = judged(again, beside={"moves": [BY_HER]}, due=LATER)
    assert (line.moved, line.moves[0].by) == (1, "Ines Moreau")


def test_before_a_move_the_day_before_it_stood():
    moves = book(moves=[BY_HER]).moves
    known = made({"due": LATER}).with_tables(moves=moves)
    before = history.known(known, as_of=date(2026, 11, 1))
    (line,) = ledger.promises(before, as_of=date(2026, 11, 1))
    assert (line.due, line.moved) == (DUE, 0)
    after = history.known(known, as_of=date(2026, 11, 3))
    assert history.known(after, as_of=date(2026, 11, 3)).changes.equals(after.changes)
    (line,) = ledger.promises(after, as_of=date(2026, 11, 3))
    assert (line.due, line.moved) == (LATER, 1)


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


def test_no_day_passes_beyond_what_the_last_export_can_tell():
    known = made({"feature": "F", "due": DUE}, features=[{"id": "F"}])
    seen = replace(known, seen_on=date(2026, 11, 9))
    (line,) = ledger.promises(seen, as_of=AS_OF, older=True)
    assert (line.verdict, line.decided) == ("open", None)
    (own,) = ledger.promises(replace(made({"due": DUE}), seen_on=date(2026, 11, 9)), as_of=AS_OF)
    assert own.verdict == "broken"
