"""The gate against worlds in which it is known what matters."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from interlock.engine import gate, likelihood, recalibration
from interlock.engine.effects import Worths
from interlock.engine.standing import UNTIL
from interlock.engine.terms import BAND_COUNT, LEVEL, Term
from tests.engine import made_rows
from tests.engine.made_rows import COLOUR, DAY, STAGES

NO_NEEDS = Worths(np.zeros(3), np.full(3, 1e-6))
NOISE = tuple(Term(f"noise {at}", f"noise {at}", 3, 0.3) for at in range(6))
LAST = DAY + timedelta(days=7 * 60)


def world(*, seed, deals=300, colour=(0.0, 0.0, 0.0)):
    """Deals that come over a year, each with one colour, which adds to winning, and much noise."""
    rng = np.random.default_rng(seed)
    rows = []
    for number in range(deals):
        first, mine = int(rng.integers(0, 56)), int(rng.integers(0, 3))
        noise = {term.name: int(rng.integers(0, 3)) for term in NOISE}
        won, lost = 0.05 * np.exp(colour[mine]), 0.06
        life = int(rng.geometric(won + lost)) - 1
        ending = 1 if rng.random() < won / (won + lost) else 2
        for week in range(first - first % 4 + 4, min(first + life, 59) + 1, 4):
            seen = min(60 - week, 26)
            left = first + life - week
            rows.append(
                {"id": f"D{number:04}", "day": DAY + timedelta(days=7 * week), "stage": "A",
                 "colour": mine, **noise, "age_weeks": week - first,
                 "exit": min(left, seen), "ending": ending if left < seen else 0}
            )  # fmt: skip
    until = {name: pl.lit(0) for name in UNTIL}
    return pl.DataFrame(rows).with_columns(**until)


def passed(frame, terms=(LEVEL, COLOUR, *NOISE)):
    as_of = (LAST - date(1970, 1, 1)).days
    return gate.passed(
        made_rows.rows(frame, terms), len(STAGES), NO_NEEDS, as_of=as_of, banded=False
    )


def test_what_matters_is_in_and_the_whole_has_skill():
    found = passed(world(seed=1, colour=(-1.0, 0.0, 1.0)))
    assert "colour" in [term.name for term in found.terms]
    assert found.has_skill
    colour = next(tried for tried in found.tried if tried.term is COLOUR)
    assert colour.is_in
    assert colour.z >= gate.SURE
    assert colour.gain > 0


def test_most_noise_stays_out_and_there_is_no_skill():
    found = [passed(world(seed=seed)) for seed in range(8)]
    inside = sum(len(result.terms) for result in found)
    assert inside <= 0.2 * 8 * 7
    assert sum(result.has_skill for result in found) <= 2


def test_every_term_but_the_level_is_tried_and_said():
    found = passed(world(seed=3))
    assert {tried.term.name for tried in found.tried} == {"colour", *(t.name for t in NOISE)}
    assert {tried.term for tried in found.tried if tried.is_in} == set(found.terms)


def test_without_past_days_nothing_is_in():
    frame = world(seed=1, colour=(-1.0, 0.0, 1.0))
    found = passed(frame.filter(pl.col("day") == frame["day"].max()))
    assert found.terms == ()
    assert found.folds == ()
    assert {tried.z for tried in found.tried} == {0.0}


def test_what_came_after_a_past_day_does_not_change_the_model_of_that_day():
    frame = world(seed=1, colour=(-1.0, 0.0, 1.0))
    first = passed(frame).folds[0]
    later = pl.col("day") >= date(1970, 1, 1) + timedelta(days=int(first.day))
    swapped = later & (pl.col("ending") > 0)
    other = frame.with_columns(
        ending=pl.when(swapped).then(3 - pl.col("ending")).otherwise("ending")
    )
    kept = next(fold for fold in passed(other).folds if fold.day == first.day)
    assert kept.table == pytest.approx(first.table)


def test_forecasts_that_were_twice_too_low_are_raised_as_far_as_events_say():
    """One past day and level: the shift a solves w O - w E exp(a) = 50 a, with w E at most 20."""
    fold = passed(world(seed=4, deals=600), (LEVEL,)).folds[0]
    low = replace(fold, table=fold.table - np.log(2.0))
    found = recalibration.learnt([low])
    weeks = np.arange(4)
    later = low.later
    at_risk = weeks < (later.last + (later.ending > 0))[:, None]
    odds = np.exp(likelihood.log_odds(low.found.theta, low.table, later, weeks=4))
    expected = (odds / (1 + odds.sum(axis=-1, keepdims=True)))[at_risk].sum(axis=0)
    for cause in range(2):
        happened = ((later.last < 4) & (later.ending == 1 + cause)).sum()
        share = min(1.0, 20 / expected[cause])
        shift = found.shift[0, cause]
        gap = share * (happened - expected[cause] * np.exp(shift)) - 50 * shift
        assert gap == pytest.approx(0, abs=1e-6)
        assert shift > 0.03


def test_without_past_days_nothing_is_recalibrated():
    eta = np.random.default_rng(1).normal(size=(4, 26, 2))
    assert recalibration.learnt([]).of(eta) == pytest.approx(eta)


def test_a_band_is_recalibrated_by_its_own_line():
    ones = np.ones((BAND_COUNT, 2))
    shift = np.column_stack([0.2 * np.arange(BAND_COUNT) + 0.1, 0.2 * np.arange(BAND_COUNT) + 0.2])
    found = recalibration.Recalibration(centre=-3 * ones, shift=shift, slope=0.5 * ones)
    moved = found.of(np.full((1, 26, 2), -4.0))
    assert moved[0, 3] == pytest.approx([-3.4, -3.3])
    assert moved[0, 4] == pytest.approx([-3.2, -3.1])
    assert moved[0, 9] == pytest.approx([-3.0, -2.9])
