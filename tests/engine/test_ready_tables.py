"""All ready weeks at once, against going along each."""

import numpy as np
import pytest

from interlock.engine import paths, ready_tables

RANDOM = np.random.default_rng(2)
ENDS = np.array([0.4, 3.0, 11.7, 30.0, 41.0])
WORLDS, WEEKS = 3, 30


def made():
    rates = RANDOM.uniform(0, 0.3, (WORLDS, WEEKS, 2))
    kept = np.column_stack([RANDOM.uniform(0.05, 1, WORLDS), np.ones((WORLDS, 2))])
    return rates, kept


def test_each_ready_week_has_the_odds_of_its_course():
    rates, kept = made()
    table, _ = ready_tables.tables(rates, kept[:, 0], ENDS)
    ready = np.repeat(np.arange(WEEKS + 1, dtype=np.int32), WORLDS)[:, None]
    odds, _, _ = paths.follow(rates, ready, np.array([0]), kept, ENDS)
    by_week = odds.reshape(WEEKS + 1, WORLDS, ENDS.size).transpose(1, 0, 2)
    assert table == pytest.approx(by_week, abs=1e-13)


def test_weekly_means_are_those_of_all_courses():
    rates, kept = made()
    ready = RANDOM.integers(0, WEEKS + 1, 300).astype(np.int32)
    counts = np.zeros((WORLDS, WEEKS + 1))
    np.add.at(counts, (np.arange(300) % WORLDS, ready), 1.0)
    _, curves = ready_tables.tables(rates, kept[:, 0], ENDS)
    _, won, lost = paths.follow(rates, ready[:, None], np.array([0]), kept, ENDS)
    found = np.array(ready_tables.weekly(rates, curves, counts))
    assert found == pytest.approx(np.array([won, lost]), abs=1e-13)


def test_the_later_it_is_ready_the_less_is_won():
    rates, kept = made()
    table, _ = ready_tables.tables(rates, kept[:, 0], ENDS)
    assert (np.diff(table, axis=1) <= 1e-15).all()


def test_nothing_overflows_where_hardly_anything_stays_open():
    rates = np.full((1, WEEKS, 2), np.exp(30.0))
    table, _ = ready_tables.tables(rates, np.array([0.5]), ENDS)
    assert np.isfinite(table).all()
    assert ((table >= 0) & (table <= 1)).all()
