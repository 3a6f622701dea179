"""How often own acts were kept by stated confidence, by hand."""

from datetime import datetime, time

import pytest

from interlock.engine import day_record, scores
from interlock.records import confidence
from interlock.records.company import Company
from tests.engine.books import book
from tests.engine.deal_worlds import change, day
from tests.engine.test_day_record import BEGAN, closing

LEVELS = Company().confidence_levels
GIVEN, DUE = day("02-01"), day("03-31")
SIDES = [{"name": "Ann", "side": "sales"}, {"name": "Core", "side": "development"}]


def promises(count, kept, *, maker="Ann", confidence="P2", kind="own act", offset=0):
    return [
        {"id": f"P{n + offset}", "what": "x", "kind": kind, "maker": maker, "said_on": GIVEN,
         "due": DUE, "confidence": confidence, "done_on": DUE if n < kept else day("04-20")}
        for n in range(count)
    ]  # fmt: skip


def told(rows, changes=()):
    return day_record.record(book(promises=rows, people=SIDES, changes=list(changes)))


def anew(promise, field, old, new, on="02-20"):
    at = datetime.combine(day(on), time(12))
    return {
        "table": "promises", "id": promise, "at": at, "field": field, "old": old, "new": new,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "share"),
    [("P2", 0.8), (" p2 ", 0.8), ("80 %", 0.8), ("80%", 0.8), ("80", 0.8), ("0.8", 0.8),
     ("0,8", 0.8), ("1", 1.0), ("1 %", 0.01), ("100 %", 1.0), ("0", 0.0),
     ("sure", None), ("180 %", None), ("-1", None), ("", None), ("nan", None), ("P9", None)],
)  # fmt: skip
def test_a_confidence_is_a_level_a_per_cent_or_a_share(text, share):
    assert confidence.share(text, LEVELS) == share


def test_a_level_named_so_by_the_company_counts_before_any_number():
    assert confidence.share("3", {"3": 0.5}) == 0.5


def test_both_sides_are_told_by_what_they_stated_with_the_share_kept_and_its_interval():
    rows = promises(20, 15) + promises(25, 24, maker="Core", confidence="90 %", offset=20)
    sales, development = sorted(told(rows).confidences, key=lambda one: one.said)
    assert (sales.side, sales.level, sales.said, sales.things) == ("sales", "P2", 0.8, 20)
    assert sales.met == pytest.approx(0.75)
    assert (sales.low, sales.high) == pytest.approx(scores.wilson(15, 20))
    assert (development.side, development.level, development.said) == ("development", "", 0.9)
    assert development.met == pytest.approx(24 / 25)


def test_a_level_and_a_per_cent_of_the_same_share_are_one():
    (line,) = told(promises(10, 10) + promises(10, 5, confidence="80 %", offset=10)).confidences
    assert (line.things, line.met) == (20, pytest.approx(0.75))


def test_under_twenty_things_only_their_number_is_said():
    (line,) = told(promises(19, 19)).confidences
    assert (line.things, line.met, line.low) == (19, None, None)


def test_outcomes_and_what_has_no_confidence_are_not_counted():
    rows = promises(20, 20, kind="outcome") + promises(20, 20, confidence=None, offset=20)
    assert told(rows).confidences == ()


def test_it_is_kept_or_not_by_the_day_given_first_and_by_the_confidence_of_that_day():
    """All are done on 20 April: five were moved there, and were not kept by their first day."""
    rows = promises(20, 15)
    moved = [anew(f"P{n}", "due", "2026-03-31", "2026-04-30") for n in range(15, 20)]
    surer = [anew(f"P{n}", "confidence", "P2", "P1") for n in range(5)]
    rows = [
        one | {"due": day("04-30")} if n >= 15 else one | {"confidence": "P1"} if n < 5 else one
        for n, one in enumerate(rows)
    ]
    (line,) = told(rows, moved + surer).confidences
    assert (line.said, line.things, line.met) == (0.8, 20, pytest.approx(0.75))


def test_what_cannot_be_read_is_named_with_how_many_promises_say_so():
    made = told(promises(3, 3, confidence="sure") + promises(2, 2, offset=3))
    ((bad),) = made.unread
    assert (bad.text, bad.promises) == ("sure", 3)
    assert [one.things for one in made.confidences] == [2]


def test_a_category_says_its_band_of_the_close_dates_that_stood_in_it():
    """Twenty in commit, of which fifteen are won by the day that stood there."""
    rows = closing(20, 15)
    rows["changes"] += [change(one["id"], BEGAN, "category", "commit") for one in rows["deals"]]
    (line,) = day_record.record(book(**rows)).confidences
    assert (line.side, line.level, line.said, line.things) == ("sales", "commit", 0.9, 20)
    assert line.met == pytest.approx(0.75)
