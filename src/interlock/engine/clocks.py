"""Clocks are handed in, as the engine has none: without one no time passes, and none runs out."""

from collections.abc import Callable

Clock = Callable[[], float]
"""Seconds since any moment, such as `time.perf_counter`."""


def standing() -> float:
    """A clock that stands still."""
    return 0.0
