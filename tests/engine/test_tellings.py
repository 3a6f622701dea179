"""What buyers were told against the forecast, held against a table worked by hand."""

from datetime import date, datetime

import pytest

from interlock.engine import tellings
from interlock.records import telling
from tests.store.books import deal, frame

DEC, JAN = date(2026, 12, 15), date(2027, 1, 20)
ASKED, MOVED = date(2026, 9, 1), date(2026, 11, 5)
NEED = {"deal": "D1", "feature": "F1", "strength": "dealbreaker", "on": ASKED}
TOLD = {"deal": "D1", "feature": "F1", "on": date(2026, 11, 3), "by": "Ann", "due": DEC}


def found(*, need=NEED, told=(), feature=(), ahead=(("F1", DEC),), moved=(), outcome="open"):
    features = frame("features", {"id": "F1", "name": "Export", **dict(feature)})
    return tellings.tellings(
        deals=frame("deals", deal("D1", name="Inn", account="Acme", outcome=outcome)),
        features=features,
        needs=frame("needs", *([need] if need else [])),
        told=frame("told", *told),
        ahead=dict(ahead),
        moved=dict(moved),
    )


BY_HAND = [
    # told, feature, ahead, moved -> state, has somebody to tell
    ((), {}, {"F1": DEC}, {}, telling.UNTOLD, False),
    ((), {}, {"F1": DEC}, {"F1": MOVED}, telling.MOVED, True),
    ((), {}, {"F1": DEC}, {"F1": date(2026, 8, 1)}, telling.UNTOLD, False),
    ((), {"dropped_on": MOVED}, {}, {}, telling.DROPPED, True),
    ((), {"shipped_on": MOVED}, {}, {"F1": MOVED}, telling.SHIPPED, False),
    ((TOLD,), {}, {"F1": DEC}, {"F1": MOVED}, telling.HOLDS, False),
    ((TOLD,), {}, {"F1": date(2026, 12, 1)}, {}, telling.HOLDS, False),
    ((TOLD,), {}, {"F1": date(2026, 12, 16)}, {}, telling.LATER, True),
    ((TOLD,), {}, {"F1": None}, {}, telling.LATER, True),
    ((TOLD,), {}, {}, {}, telling.UNKNOWN, False),
    ((TOLD | {"due": None},), {}, {"F1": JAN}, {}, telling.NO_DAY, False),
    ((TOLD,), {"dropped_on": MOVED}, {}, {}, telling.DROPPED, True),
    ((TOLD | {"on": MOVED},), {"dropped_on": MOVED}, {}, {}, telling.HOLDS, False),
    ((TOLD,), {"shipped_on": MOVED}, {}, {}, telling.SHIPPED, False),
    ((TOLD, TOLD | {"on": MOVED, "due": JAN}), {}, {"F1": JAN}, {}, telling.HOLDS, False),
    ((TOLD | {"due": JAN}, TOLD | {"on": MOVED}), {}, {"F1": JAN}, {}, telling.LATER, True),
]


@pytest.mark.parametrize(("told", "feature", "ahead", "moved", "state", "is_to_tell"), BY_HAND)
def test_each_case_has_the_state_that_was_worked_out_by_hand(
    told, feature, ahead, moved, state, is_to_tell
):
    (one,) = found(told=told, feature=feature, ahead=ahead, moved=moved)
    assert (one.state, one.is_to_tell) == (state, is_to_tell)
    assert (one.deal_name, one.account, one.feature_name) == ("Inn", "Acme", "Export")


def test_later_never_holds_again_the_later_the_forecast_gets():
    days = [date(2026, 12, day) for day in range(1, 31)]
    states = [found(told=(TOLD,), ahead={"F1": day})[0].state for day in days]
    assert states == [telling.HOLDS] * 15 + [telling.LATER] * 15


@pytest.mark.parametrize(
    ("need", "told", "outcome", "count"),
    [
        (NEED | {"strength": "none"}, (), "open", 0),
        (NEED | {"confirmed": False}, (), "open", 0),
        (NEED | {"strength": None}, (), "open", 1),
        (NEED, (), "won", 0),
        (NEED, (TOLD,), "won", 1),
        (NEED, (TOLD,), "lost", 0),
        (None, (TOLD,), "open", 1),
        (NEED | {"deal": "gone"}, (), "open", 0),
    ],
)
def test_who_waits_or_was_told_counts(need, told, outcome, count):
    assert len(found(need=need, told=told, outcome=outcome)) == count


def test_those_who_have_to_be_told_come_first():
    deals = [deal(f"D{n}", name=name) for n, name in enumerate("abcd")]
    made = tellings.tellings(
        deals=frame("deals", *deals),
        features=frame("features", {"id": "F1"}, {"id": "F2", "dropped_on": MOVED}),
        needs=frame("needs", *(NEED | {"deal": one, "feature": "F2" if one == "D3" else "F1"}
                               for one in ("D0", "D1", "D2", "D3"))),
        told=frame("told", TOLD, TOLD | {"deal": "D2", "due": JAN}),
        ahead={"F1": date(2026, 12, 20)},
        moved={},
    )  # fmt: skip
    assert [(one.deal, one.state) for one in made] == [
        ("D3", "dropped"), ("D1", "later"), ("D2", "holds"), ("D0", "untold"),
    ]  # fmt: skip
    assert [one.deal for one in tellings.to_tell(made)] == ["D3", "D1"]


def test_a_feature_moves_with_its_release_its_stated_date_and_the_day_of_its_release():
    def row(table, own_id, field, day, old="x"):
        return {"table": table, "id": own_id, "field": field, "at": datetime(2026, 11, day),
                "old": old, "new": "y"}  # fmt: skip

    log = frame(
        "changes", row("features", "F1", "release", 3), row("features", "F1", "wanted_by", 5),
        row("features", "F1", "order", 9), row("features", "F2", "release", 9, old=None),
        row("releases", "R1", "due", 7), row("items", "F2", "release", 9),
    )  # fmt: skip
    features = frame("features", {"id": "F1"}, {"id": "F2"}, {"id": "F3", "release": "R1"})
    assert tellings.last_moves(log, features) == {"F1": date(2026, 11, 5), "F3": date(2026, 11, 7)}
    assert tellings.last_moves(log.clear(), features) == {}
