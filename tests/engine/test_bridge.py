"""The bridge from the CRM's commit to our number: worked by hand, and that it always adds up."""

from math import isclose

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from interlock.engine.bridge import bridge

SCHEMA = {
    "id": pl.String, "category": pl.String, "amount": pl.Float64, "p_won": pl.Float64,
    "in_quarter": pl.Boolean, "expected": pl.Float64,
}  # fmt: skip


def frame(*rows):
    return pl.DataFrame(list(rows), schema=SCHEMA, orient="row")


HAND = frame(
    ("a", "commit", 100.0, 0.9, True, 90.0),
    ("b", "commit", 200.0, 0.75, True, 142.5),  # usually discounted by 5 % at close
    ("c", "best case", 100.0, 0.5, True, 50.0),
    ("d", "pipeline", 400.0, 0.1, True, 40.0),
    ("e", None, 50.0, 0.2, True, 10.0),
    ("f", "omitted", 50.0, 0.0, True, 0.0),
    ("g", "commit", 1000.0, 0.1, False, 100.0),
    ("h", "pipeline", None, 0.5, True, 7.0),
)


def test_the_walk_equals_the_one_worked_by_hand():
    steps = bridge(HAND, closed=500.0, from_new=20.0, has_categories=True)
    assert [(step.label, round(step.amount, 9), step.deals, step.is_total) for step in steps] == [
        ("Closed so far and commit, as the CRM has them", 800.0, 2, True),
        ("Commit: odds below 100 %", -60.0, 2, False),
        ("Best case, at its odds", 50.0, 1, False),
        ("Pipeline, at its odds", 40.0, 1, False),
        ("Omitted or without a category, at its odds", 10.0, 2, False),
        ("Dated outside the quarter, at its odds", 100.0, 1, False),
        ("Not yet in the CRM", 20.0, 0, False),
        ("Usual change of the amount at close", -7.5, 7, False),
        ("Deals without an amount", 7.0, 1, False),
        ("Our forecast", 959.5, 8, True),
    ]


def test_without_categories_the_walk_starts_from_all_deals_dated_in_the_quarter():
    steps = bridge(HAND, closed=500.0, from_new=0.0, has_categories=False)
    assert "no categories" in steps[0].label
    assert (steps[0].amount, steps[0].deals) == (1400.0, 6)
    assert [step.label for step in steps[1:-1]] == [
        "Their odds below 100 %",
        "Dated outside the quarter, at its odds",
        "Usual change of the amount at close",
        "Deals without an amount",
    ]
    assert steps[-1].amount == 939.5


def test_no_open_deals_leaves_what_is_closed():
    steps = bridge(frame(), closed=500.0, from_new=0.0, has_categories=True)
    assert [(step.amount, step.is_total) for step in steps] == [(500.0, True), (500.0, True)]


money = st.floats(0, 1e9, allow_nan=False)
odds = st.floats(0, 1)
category = st.sampled_from((None, "omitted", "pipeline", "best case", "commit", "closed"))
deal = st.tuples(
    st.just("x"), category, st.none() | money, st.none() | odds, st.booleans(), st.none() | money
)


@given(rows=st.lists(deal, max_size=12), closed=money, new=money, categories=st.booleans())
def test_the_steps_always_add_up_to_the_whole(rows, closed, new, categories):
    steps = bridge(frame(*rows), closed=closed, from_new=new, has_categories=categories)
    first, *between, last = steps
    assert (first.is_total, last.is_total) == (True, True)
    assert not any(step.is_total for step in between)
    walked = first.amount + sum(step.amount for step in between)
    assert isclose(walked, last.amount, rel_tol=1e-9, abs_tol=1e-3)
    assert last.amount >= closed
