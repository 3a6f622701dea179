"""Sizes count where they help, and never because they exist."""

from datetime import timedelta

import numpy as np
import pytest

from interlock.engine import sizes
from tests.engine.books import AS_OF, book
from tests.engine.development import days_of, items, ship_dates

FEATURE = {"id": "old", "team": "A", "created_on": AS_OF - timedelta(days=900), "shipped_on": AS_OF}


def finished(number, day, size):
    on = AS_OF - timedelta(days=day)
    row = {"id": f"i{number}", "feature": "old", "team": "A", "type": "Story", "size": size}
    return row | {"created_on": on - timedelta(days=30), "done_on": on}


def by_size(seed=1, days=800):
    """Ten points a week; sizes come in spells of large and small ones."""
    rng, rows, day, number = np.random.default_rng(seed), [], float(days), 0
    while day > 1:
        spell = (number // 25) % 2
        size = float(rng.choice([5, 8, 13] if spell else [1, 2, 3]))
        day -= 7 * size / 10
        rows.append(finished(number, int(max(day, 1)), size))
        number += 1
    return rows


def by_number(seed=1, days=800):
    """Three items a week, whatever their size."""
    rng, moments = np.random.default_rng(seed), np.arange(days, 1, -7 / 3)
    return [
        finished(number, int(day), float(rng.choice([1, 2, 3, 5, 8, 13])))
        for number, day in enumerate(moments)
    ]


def learnt(rows):
    return sizes.learnt(book(features=[FEATURE], items=rows), as_of=AS_OF)


def test_sizes_that_decide_how_long_work_takes_count_and_it_is_said():
    found = learnt(by_size())
    assert found.relative is not None
    assert "count" in found.says
    relative = dict(found.relative.iter_rows())
    usual = np.mean([row["size"] for row in by_size()])
    assert relative["i0"] == pytest.approx(by_size()[0]["size"] / usual)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_sizes_that_say_nothing_are_left_out_and_it_is_said(seed):
    found = learnt(by_number(seed))
    assert found.relative is None
    assert "left out" in found.says


def test_sizes_of_few_items_are_not_tried():
    some = [row | {"size": row["size"] if at % 5 else None} for at, row in enumerate(by_size())]
    assert learnt(some) == sizes.Sizes()


def test_too_short_a_past_is_said():
    found = learnt(by_number(days=200))
    assert found.relative is None
    assert "too few" in found.says


def test_a_feature_of_large_items_takes_longer_than_one_of_as_many_small_ones():
    def alone(size):
        left = [row | {"size": size} for row in items("g", 10)]
        both = [FEATURE, {"id": "g", "team": "A"}]
        ship = ship_dates(book(features=both, items=by_size() + left))
        return np.median(days_of(ship, "g"))

    assert alone(13.0) > 3 * alone(2.0)
