"""The backtest as one self-contained page: scores beside baselines, odds beside what happened."""

from typing import Any

from markupsafe import Markup

from interlock.records.backtest import Between, DealsBacktest, HorizonResult
from interlock.render import backtest_words, reliability_line, templating, wins_line, words

STYLES = ("style.css", "parts.css", "paper_and_phone.css", "backtest.css")


def render(made: DealsBacktest) -> str:
    """The whole page; the same backtest gives the same bytes."""
    return templating.environment().get_template("backtest.html").render(
        made=made,
        style=templating.style(*STYLES),
        names=backtest_words.NAMES,
        verdict=backtest_words.verdict(made),
        horizons=[_horizon(result) for result in made.results],
        full_day=words.full_day,
        count=words.count,
        between=_between,
        compared=backtest_words.compared,
        figure=_figure,
    )  # fmt: skip


def _horizon(result: HorizonResult) -> dict[str, Any]:
    known = {name: one for name, one in result.baselines.items() if one is not None}
    return {
        "result": result,
        "baselines": known,
        "lines": _both(reliability_line.line, result),
        "wins": _both(wins_line.line, result),
        "told": backtest_words.told(result),
    }


def _both(drawing: Any, result: HorizonResult) -> list[Markup]:
    """One drawing for a screen and one for a phone; the style shows one of them."""
    drawn = [drawing(result, width=width) for width in (460.0, 330.0)]
    return [picture for picture in drawn if picture is not None]


def _between(gap: Between) -> str:
    return f"{gap.mean:+.4f} ({gap.low:+.4f} to {gap.high:+.4f})"


def _figure(value: float | None, digits: int) -> str:
    return "" if value is None else f"{value:,.{digits}f}"
