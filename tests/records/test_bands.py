"""An amount told by its third of the open deals."""

import pytest

from interlock.records.bands import bands


def of(*amounts):
    return list(bands({str(n): float(one) for n, one in enumerate(amounts)}).values())


def test_nine_amounts_fall_into_thirds():
    assert of(*range(9)) == ["small"] * 3 + ["middle"] * 3 + ["large"] * 3


def test_below_nine_there_are_none():
    assert of(*range(8)) == []


@pytest.mark.parametrize(("tied", "band"), [((2, 3), "small"), ((5, 6), "middle")])
def test_equal_amounts_share_the_lower_band(tied, band):
    amounts = list(range(9))
    amounts[tied[0]] = amounts[tied[1]]
    told = of(*amounts)
    assert [told[n] for n in tied] == [band, band]


def test_all_alike_are_one_band():
    assert set(of(*[5] * 12)) == {"small"}


def test_an_amount_that_moves_within_its_third_moves_no_band():
    assert of(0, 1, 2, 3, 4, 5, 6, 7, 8) == of(0, 2.5, 2, 3, 4.9, 5, 6, 7, 800)
