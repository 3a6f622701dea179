"""Seconds that a step takes."""

import time
from collections.abc import Callable
from typing import Any

import numpy as np


def seconds(step: Callable[[], Any], times: int = 3) -> float:
    """The median of several runs."""
    found = []
    for _ in range(times):
        began = time.perf_counter()
        step()
        found.append(time.perf_counter() - began)
    return float(np.median(found))


def warm_seconds(step: Callable[[], Any], times: int = 5) -> float:
    """The same after a first run that does not count."""
    step()
    return seconds(step, times)
