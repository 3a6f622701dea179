"""Winning that changed over the years: what comes is as the last half-year was."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from interlock.engine import baselines, deal_odds, terms
from interlock.engine.standing import UNTIL
from interlock.engine.terms import LEVEL, Term
from tests.engine import made_rows
from tests.engine.books import AS_OF, book
from tests.engine.deal_worlds import PIPELINE, change, ended, standing

WEEKS, LOST = 156, 0.03
BEFORE, LATELY = 0.08, 0.01
"""Chance of winning in a week at the beginning and today; its logarithm falls evenly between."""


def fallen(deals: int, *, seed: int):
    """Deals entered evenly over three years, in which winning becomes rare."""
    rng = np.random.default_rng(seed)
    rows, changes = [], []
    for number in range(deals):
        week = first = int(rng.integers(0, WEEKS))
        outcome = ""
        while week < WEEKS and not outcome:
            drawn, won = rng.random(), BEFORE * (LATELY / BEFORE) ** (week / WEEKS)
            outcome = "won" if drawn < won else "lost" if drawn < won + LOST else ""
            week += 1
        created = AS_OF - timedelta(days=7 * (WEEKS - first))
        closed = AS_OF - timedelta(days=7 * (WEEKS - week))
        more = {"stage": "Propose"}
        rows.append(
            ended(f"D{number}", created, closed, outcome, **more)
            if outcome
            else standing(f"D{number}", created, **more)
        )
        changes.append(change(f"D{number}", created, "stage", "Propose"))
    return book(company=PIPELINE, deals=rows, changes=changes)


@pytest.fixture(scope="module")
def curves():
    return deal_odds.curves(fallen(700, seed=3), as_of=AS_OF, weeks=13)


def test_a_fall_of_winning_is_seen_by_the_gate(curves):
    tried = {one.term.name: one for one in curves.fitted.tried}
    assert tried["time"].is_in


def test_what_comes_is_nearer_to_lately_than_half_way_from_all_that_was(curves):
    stays = (1 - LATELY - LOST) ** 13
    truth = (1 - stays) * LATELY / (LATELY + LOST)
    ever = baselines.constant(baselines.past_of(curves), 91)[0]
    assert curves.won[:, 12].mean() - truth < (ever - truth) / 2


def test_half_years_are_counted_from_the_first_day_and_the_last_has_no_end():
    since = date(2026, 1, 5)
    time = Term("time", "time passing", 3, 0.2, smooth=True, moves="calendar", since=since)
    days = [since + timedelta(days=back) for back in (0, 7 * 25, 7 * 60, 7 * 200)]
    stood = made_rows.stood(4, days=1).with_columns(day=pl.Series(days), **dict.fromkeys(UNTIL, 0))
    calendar = made_rows.rows(stood, (LEVEL, time)).calendar[:, :, 1] - 1
    assert calendar[:, 0].tolist() == [0, 0, 2, 2]
    assert calendar[1, 1] == 1
    assert calendar.max() == 2


@pytest.mark.parametrize(("weeks", "levels"), [(77, None), (78, 3), (103, 3), (104, 4)])
def test_three_half_years_must_have_passed(curves, weeks, levels):
    found = terms.candidates(
        curves.risk.stood, curves.risk.scale, follows=curves.risk.follows, closed=100, weeks=weeks
    )
    assert [term.levels for term in found if term.name == "time"] == ([levels] if levels else [])
