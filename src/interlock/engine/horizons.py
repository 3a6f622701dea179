"""How far ahead a day lies when it is said, in classes that both sides share."""

HORIZONS = (0.0, 1.0, 2.0, 4.0, 8.0, 13.0, 26.0, 52.0)
"""Weeks from the saying to the day; a class lies above one and up to the next."""


def of_weeks(weeks: float) -> int:
    """The class of so many weeks: how many of ``HORIZONS`` lie below."""
    return sum(weeks > edge for edge in HORIZONS)
