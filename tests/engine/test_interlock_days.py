"""What Interlock said of the same days: its odds, and the days that it was nearly sure of."""

from datetime import date, datetime, time, timedelta

import numpy as np
import polars as pl
import pytest

from interlock.engine import day_record, interlock_days
from interlock.records.day_record import INTERLOCK
from tests.engine.books import AS_OF, book
from tests.engine.test_day_record import closing

FEATURES = 40


def shipping(*, seed=3, late=56):
    """Features that each ship about ``late`` days after the day that was first wanted, a new one
    every two weeks.
    """
    rng, rows, log = np.random.default_rng(seed), [], []
    for n in range(FEATURES):
        born = AS_OF - timedelta(days=14 * (FEATURES - n) + 100)
        due = born + timedelta(days=70)
        shipped = due + timedelta(days=late + int(rng.integers(-14, 15)))
        is_open = shipped > AS_OF
        rows.append({"id": f"F{n}", "team": "Core", "created_on": born, "wanted_by": due,
                     "shipped_on": None if is_open else shipped})  # fmt: skip
        log.append({"table": "features", "id": f"F{n}", "at": datetime.combine(born, time(12)),
                    "field": "wanted_by", "old": None, "new": due.isoformat()})  # fmt: skip
    return {"features": rows, "changes": log}


@pytest.fixture(scope="module")
def made():
    return day_record.record(book(**shipping()))


def test_its_odds_of_deals_are_those_of_their_makers_days():
    deals = day_record.record(book(**closing(40, 30)))
    assert deals.days["p_own"].equals(deals.days["p_met"])
    (line,), (own,) = deals.lines, deals.own
    assert (own.side, own.brier, own.things) == (INTERLOCK, line.brier, line.things)


def test_of_a_feature_it_says_other_odds_from_what_its_stated_dates_say(made):
    features = made.days.filter(pl.col("kind") == "feature shipped")
    assert (features["p_own"] != features["p_met"]).any()
    assert features["p_own"].is_between(0, 1).all()


def test_the_same_days_are_scored_by_the_same_rules(made):
    (line,), (own,) = made.lines, made.own
    assert (own.things, own.days, own.met, own.base) == (
        line.things, line.days, line.met, line.base,
    )  # fmt: skip
    settled = made.days.filter(pl.col("met").is_not_null()).with_columns(
        loss=(pl.col("p_own") - pl.col("met")) ** 2 * pl.col("weeks")
    )
    mean = pl.col("loss").sum() / pl.col("weeks").sum()
    assert own.brier == pytest.approx(settled.group_by("what").agg(mean)["loss"].mean())


def test_the_day_it_is_nearly_sure_of_lies_after_days_that_are_always_missed(made):
    """Once it has seen that all ship eight weeks late."""
    taught = pl.col("said_on") > AS_OF - timedelta(days=200)
    late = made.days.filter(taught, pl.col("said_on") < pl.col("due"))
    assert late.height
    assert (late["sure_by"] > late["due"]).all()


def test_a_day_it_was_nearly_sure_of_is_met_when_the_feature_has_shipped_by_it():
    """F1 has one of two days met, F2 none, and F3's has not passed."""
    days = pl.DataFrame(
        [("F1", date(2026, 3, 1), date(2026, 3, 1)), ("F1", date(2026, 2, 1), date(2026, 3, 1)),
         ("F2", date(2026, 3, 1), None), ("F3", date(2026, 12, 1), None), ("D1", None, None)],
        schema={"what": pl.String, "sure_by": pl.Date, "done_on": pl.Date}, orient="row",
    )  # fmt: skip
    assert interlock_days.sure(days, AS_OF).to_list() == [0.5, 0.0]


def test_its_days_stand_among_the_confidences_at_eight_of_ten(made):
    (line,) = (one for one in made.confidences if one.side == INTERLOCK)
    assert line.said == pytest.approx(0.8)
    passed = made.days.filter(pl.col("sure_by") < made.as_of)
    assert line.things == passed["what"].n_unique()


def test_what_became_known_later_changes_no_earlier_word_of_its_own():
    rows, early = shipping(), AS_OF - timedelta(days=200)
    before = day_record.record(book(**rows), as_of=early)
    rows["features"] = [
        one | {"shipped_on": None} if one["shipped_on"] and one["shipped_on"] > early else one
        for one in rows["features"]
    ]
    again = day_record.record(book(**rows), as_of=early)
    assert before.days.equals(again.days)


def test_of_many_statements_it_says_odds_of_its_own_of_the_last_alone(monkeypatch):
    monkeypatch.setattr(interlock_days, "MOST", 60)
    days = day_record.record(book(**shipping())).days
    said = days.drop_nulls("sure_by")
    assert 60 <= said.height < days.height
    before = days.filter(pl.col("said_on") < said["said_on"].min())
    assert before["p_own"].equals(before["p_met"])
