"""Interlock: deals and releases forecast together, and the one weekly report both sides read.

    company = interlock.open("examples/company")
    company.forecast("deals")
    company.whatif(interlock.Drop("CORE-1199"))

Each name below is read when it is first asked for: to import Interlock costs nothing.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_CHANGES = (
    "Add", "Amount", "BreakPromise", "BringForward", "Delay", "Drop", "MoveFeature", "MovePeople",
    "MoveRelease", "Need", "People", "Promise", "Reorder", "Split", "WhatIf",
)  # fmt: skip
_FACE = {
    "open": "notebook.opening",
    "Opened": "notebook.opened",
    "Shown": "notebook.shown",
    "backtest_dates": "notebook.lists",
    "backtest_pace": "notebook.lists",
    "backtest_wins": "notebook.lists",
    "InterlockError": "records.errors",
    **dict.fromkeys(_CHANGES, "records.whatif"),
}

__all__ = ["__version__", *_FACE]  # noqa: PLE0604


def __getattr__(name: str) -> Any:
    if name not in _FACE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_FACE[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_FACE})
