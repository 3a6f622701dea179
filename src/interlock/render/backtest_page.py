"""The backtest as one self-contained page."""

from interlock.records.backtest import DealsBacktest


def render(made: DealsBacktest) -> str:
    return ""
