"""Whole numbers as addresses and forms say them."""

MOST_DIGITS = 18
"""More than any number of ours has, and no more than a database holds."""


def whole(said: str) -> int | None:
    """The number, 0 or above; None for what is none, or is longer than any of ours."""
    return int(said) if said.isdecimal() and len(said) <= MOST_DIGITS else None
