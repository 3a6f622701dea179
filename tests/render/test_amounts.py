"""Amounts: three figures in tables, in full on the record, in one unit in a range."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.render import amounts

UNITS = {"": 1.0, "k": 1e3, "M": 1e6, "bn": 1e9}


@pytest.mark.parametrize(
    ("amount", "currency", "said"),
    [
        (1_240_000, "USD", "$1.24 M"), (840_000, "EUR", "€840 k"), (84_312, "GBP", "£84.3 k"),
        (950, "USD", "$950"), (0, "USD", "$0"), (999_600, "USD", "$1.00 M"),
        (12_400, "CHF", "CHF 12.4 k"), (-84_300, "USD", "−$84.3 k"), (3.2e9, "USD", "$3.20 bn"),
        (0.5, "USD", "$0.50"), (Decimal("1713250.40"), "USD", "$1.71 M"),
    ],
)  # fmt: skip
def test_tables_show_three_figures(amount, currency, said):
    assert amounts.short(amount, currency=currency) == said


def test_a_change_carries_its_sign():
    assert amounts.short(1200, currency="USD", signed=True) == "+$1.20 k"
    assert amounts.short(-1200, currency="USD", signed=True) == "−$1.20 k"
    assert amounts.short(0, currency="USD", signed=True) == "$0"


@given(st.floats(min_value=1, max_value=9e11))
def test_what_is_shown_is_within_half_a_unit_of_the_third_figure(amount):
    figure, _, unit = amounts.short(amount, currency="")[0:].partition(" ")
    shown = float(figure) * UNITS[unit]
    assert abs(shown - amount) <= 0.00501 * amount
    assert sum(c.isdigit() for c in figure) <= 3


def test_closed_is_said_to_the_cent():
    assert amounts.full(Decimal("1713250.4"), currency="USD") == "$1,713,250.40"
    assert amounts.full(Decimal("-5"), currency="EUR") == "−€5.00"
    assert amounts.full(Decimal("0.125"), currency="USD") == "$0.125"


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (2_982_000, 4_058_000, "$3.0 to 4.1 M"), (840_000, 1_900_000, "$0.8 to 1.9 M"),
        (3_020_000, 3_048_000, "$3.02 to 3.05 M"), (-362_000, -170_000, "−$362 to −170 k"),
        (-131_000, 52_000, "−$131 to 52 k"), (0, 0, "$0"),
    ],
)  # fmt: skip
def test_a_range_stands_in_one_unit(low, high, said):
    assert amounts.between(low, high, currency="USD") == said
