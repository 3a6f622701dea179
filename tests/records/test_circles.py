"""Circles, against ones drawn by hand."""

import pytest

from interlock.records.circles import circle_in


@pytest.mark.parametrize(
    ("waits", "circle"),
    [
        ({}, ()),
        ({"a": ("b",), "b": ("c",)}, ()),
        ({"a": ("b", "c"), "b": ("c",), "c": ()}, ()),
        ({"a": ("a",)}, ("a",)),
        ({"a": ("b",), "b": ("a",)}, ("a", "b")),
        ({"b": ("a",), "a": ("b",)}, ("a", "b")),
        ({"x": ("a",), "a": ("b",), "b": ("c",), "c": ("a",)}, ("a", "b", "c")),
        ({"a": ("c",), "c": ("b",), "b": ("a",)}, ("a", "c", "b")),
    ],
)
def test_a_circle_is_told_from_its_first_in_the_order_of_waiting(waits, circle):
    assert circle_in(waits) == circle
