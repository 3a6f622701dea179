"""How seconds grow with size: exponents, and a picture of characters on two logarithmic axes."""

from collections.abc import Mapping, Sequence
from math import log10

import numpy as np

WIDTH, HEIGHT = 64, 18
MARKS = "abcdefghi"

Run = Mapping[str, float]


def exponent(runs: Sequence[Run], size: str, seconds: str) -> float:
    """Slope of log seconds over log size, by least squares: 1 is linear."""
    x = np.log([run[size] for run in runs])
    return float(np.polyfit(x, np.log([run[seconds] for run in runs]), 1)[0])


def chart(runs: Sequence[Run], *, size: str, line: str, seconds: str) -> str:
    """One mark a run, one letter for each value of ``line``; beside them its exponent."""
    x, y = ([log10(run[name]) for run in runs] for name in (size, seconds))
    low, high = min(y), max(y)
    grid = [[" "] * WIDTH for _ in range(HEIGHT)]
    lines = sorted({run[line] for run in runs})
    for run, across, up in zip(runs, x, y, strict=True):
        column = _place(across, min(x), max(x), WIDTH)
        row = HEIGHT - 1 - _place(up, low, high, HEIGHT)
        grid[row][column] = MARKS[lines.index(run[line])]
    rows = [f"{_tick(low, high, row)} |{''.join(cells).rstrip()}" for row, cells in enumerate(grid)]
    foot = f"{'':9}+{'-' * WIDTH}\n{'':10}{min(x):.0f} to {max(x):.0f}: log10 {size}"
    told = [
        f"{'':10}{MARKS[at]}: {value:,.0f} {line}, {seconds} ~ {size}^{slope:.2f}"
        for at, value in enumerate(lines)
        for slope in [exponent([run for run in runs if run[line] == value], size, seconds)]
    ]
    return "\n".join([f"{seconds} by {size}", *rows, foot, *told])


def _place(value: float, low: float, high: float, cells: int) -> int:
    return round((value - low) / ((high - low) or 1.0) * (cells - 1))


def _tick(low: float, high: float, row: int) -> str:
    value = 10 ** (high - (high - low) * row / (HEIGHT - 1))
    return f"{value:8.3g}" if row % 4 == 0 or row == HEIGHT - 1 else " " * 8
