"""Where measurements are written, and what they were made with."""

import json
import os
import platform
import sys
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from interlock import __version__

RESULTS = Path(__file__).resolve().parents[1] / "results"
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PEERS = (
    "numpy",
    "polars",
    "scikit-learn",
    "lifelines",
    "scikit-survival",
    "flowpulse",
    "highspy",
    "ortools",
    "cbcbox",
)


def save(name: str, runs: list[Mapping[str, Any]]) -> None:
    """``results/NAME.json``: runs with versions and machine; what is not a number is null."""
    RESULTS.mkdir(exist_ok=True)
    birth = {
        "version": __version__,
        "python": platform.python_version(),
        "packages": {peer: _version(peer) for peer in PEERS},
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
    }
    clean = [{key: _number(value) for key, value in run.items()} for run in runs]
    (RESULTS / f"{name}.json").write_text(json.dumps({**birth, "runs": clean}, indent=2) + "\n")


def show(runs: list[Mapping[str, Any]]) -> None:
    """The runs as a table, one line each."""
    texts = [[_text(value) for value in run.values()] for run in runs]
    heads = list(runs[0]) if runs else []
    widths = [max(map(len, column)) for column in zip(heads, *texts, strict=True)]
    for line in [heads, *texts]:
        print("  ".join(text.rjust(width) for text, width in zip(line, widths, strict=True)))


def with_examples() -> None:
    """Makes `synthetic`, the maker of made-up companies, known to Python."""
    if str(EXAMPLES) not in sys.path:
        sys.path.insert(0, str(EXAMPLES))


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _number(value: Any) -> Any:
    return None if isinstance(value, float) and value - value != 0 else value


def _text(value: Any) -> str:
    if value is None or (isinstance(value, float) and value - value != 0):
        return "-"
    if isinstance(value, float):
        return f"{value:,.1f}" if abs(value) >= 100 else f"{value:.4f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
