"""Which promises the report shows, in which order, and how they are counted."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from interlock.engine import ledger
from tests.engine.books import AS_OF, book


def act(id_, due_in, *, done_in=None, said_before=120, **more):
    done = None if done_in is None else AS_OF + timedelta(days=done_in)
    return {
        "id": id_, "what": f"act {id_}", "kind": "own act", "done_on": done,
        "said_on": AS_OF - timedelta(days=said_before),
        "due": None if due_in is None else AS_OF + timedelta(days=due_in),
    } | more  # fmt: skip


def test_due_soon_come_first_then_missed_then_kept_then_later():
    rows = [
        act("later", 40), act("kept", -5, done_in=-6), act("soon", 10), act("sooner", 2),
        act("late", -9, done_in=-3), act("broken", -20), act("undated", None),
    ]  # fmt: skip
    lines = ledger.promises(book(promises=rows), as_of=AS_OF)
    assert [line.id for line in lines] == [
        "sooner", "soon", "late", "broken", "kept", "later", "undated",
    ]  # fmt: skip


def test_a_day_that_the_log_alone_knows_is_the_one_it_was_promised_for():
    at, day = datetime(2026, 11, 2, 9), AS_OF + timedelta(days=9)
    given = {"table": "promises", "id": "p", "at": at, "field": "due", "old": None, "new": str(day)}
    made = book(promises=[act("p", None)], changes=[given])
    (line,) = ledger.promises(made, as_of=AS_OF)
    assert (line.verdict, line.first_due, line.due) == ("open", day, None)


def test_older_than_four_weeks_are_counted_only():
    rows = [
        act("kept long ago", -60, done_in=-61), act("broken long ago", -30),
        act("broken lately", -29), act("late long ago", -60, done_in=-40),
    ]  # fmt: skip
    known = book(promises=rows)
    assert [line.id for line in ledger.promises(known, as_of=AS_OF)] == ["broken lately"]
    assert len(ledger.promises(known, as_of=AS_OF, older=True)) == 4
    (count,) = ledger.counts(known, as_of=AS_OF)
    assert (count.made, count.kept, count.late, count.broken) == (4, 1, 1, 2)


def test_a_withdrawal_ages_from_the_day_it_happened():
    log = [{"table": "promises", "id": "P", "field": "due", "old": "2026-12-01", "new": None,
            "at": datetime(2026, 10, 11)}]  # fmt: skip
    known = book(promises=[act("P", None)], changes=log)
    assert ledger.promises(known, as_of=AS_OF) == ()
    (line,) = ledger.promises(known, as_of=AS_OF, older=True)
    assert (line.verdict, line.moved) == ("withdrawn", 1)


def test_dates_that_merely_stand_in_a_system_are_no_promises():
    past = AS_OF - timedelta(days=30)
    known = book(
        deals=[{"id": "D", "outcome": "open", "expected_close_on": past}],
        features=[{"id": "F", "wanted_by": past}],
        releases=[{"id": "R", "due": past}],
    )
    assert ledger.promises(known, as_of=AS_OF, older=True) == ()
    assert ledger.counts(known, as_of=AS_OF) == ()


def test_promises_given_after_the_day_are_not_known():
    assert ledger.promises(book(promises=[act("P", 9, said_before=-1)]), as_of=AS_OF) == ()


def test_the_maker_decides_the_side():
    known = book(
        promises=[act(m, 3, maker=m) for m in ("Ana", "Bo", "Core", "Cy", "Dee", "Eve", "nobody")],
        people=[
            {"name": "bo", "side": "development"},
            {"name": "Cy", "side": "buyer"},
            {"name": "Dee", "department": "Development"},
            {"name": "Eve", "side": "sales"},
            {"name": "Eve", "side": "development"},
        ],
        deals=[{"id": "D", "outcome": "open", "owner": "Ana"}],
        teams=[{"name": "Core"}],
    )
    sides = {line.maker: line.side for line in ledger.promises(known, as_of=AS_OF)}
    assert sides == {
        "Ana": "sales", "Bo": "development", "Core": "development", "Cy": "other",
        "Dee": "development", "Eve": "other", "nobody": "other",
    }  # fmt: skip


def test_outcomes_are_counted_apart_from_own_acts():
    rows = [
        act("a", 3, maker="Ana"),
        act("o", 3, maker="Ana", kind="outcome"),
        act("n", None, maker="Ana"),
    ]
    deals = [{"id": "D", "outcome": "open", "owner": "Ana"}]
    (count,) = ledger.counts(book(promises=rows, deals=deals), as_of=AS_OF)
    assert (count.side, count.made, count.open, count.no_date, count.outcomes) == (
        "sales", 2, 1, 1, 1,
    )  # fmt: skip


days = st.none() | st.integers(-90, 90)


@given(rows=st.lists(st.tuples(days, days, st.sampled_from(("own act", "outcome"))), max_size=8))
def test_every_promise_is_counted_once_and_verdicts_add_up(rows):
    known = book(
        promises=[
            act(str(i), due, done_in=done, said_before=100, kind=kind)
            for i, (due, done, kind) in enumerate(rows)
        ]
    )
    counts = ledger.counts(known, as_of=AS_OF)
    for c in counts:
        assert c.made == c.kept + c.late + c.broken + c.open + c.no_date
    assert sum(c.made + c.outcomes for c in counts) == len(rows)
    lines = ledger.promises(known, as_of=AS_OF, older=True)
    assert sorted(line.id for line in lines) == sorted(str(i) for i in range(len(rows)))
    assert all(line.odds is None or line.kind == "outcome" for line in lines)
