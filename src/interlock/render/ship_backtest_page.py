"""The backtest of ship dates as one self-contained page."""

from typing import Any

from markupsafe import Markup

from interlock.records.ship_backtest import ShipBacktest
from interlock.render import held_by_horizon, held_line, shipped_counts, templating, words

STYLES = ("style.css", "parts.css", "paper_and_phone.css", "backtest.css", "ship_backtest.css")


def render(made: ShipBacktest) -> str:
    """The whole page; the same backtest gives the same bytes."""
    return templating.environment().get_template("ship_backtest.html").render(
        made=made,
        style=templating.style(*STYLES),
        verdict=_verdict(made),
        bands=[band for band in (made.every, *made.bands) if band.scores],
        by_horizon=_both(held_by_horizon.picture, made.bands),
        line=_both(held_line.line, made.every),
        counts=_both(shipped_counts.picture, made.together),
        full_day=words.full_day,
        count=words.count,
        share=_share,
    )  # fmt: skip


def _verdict(made: ShipBacktest) -> str:
    scores = made.every.scores
    if scores is None or scores.p85_held is None:
        return "Too little is over to say whether these dates hold"
    said = f"Of the dates that were to hold 85 times in 100, {100 * scores.p85_held:.0f} in 100 did"
    plain = made.every.bootstrap
    if plain is None or plain.p85_held is None:
        return said
    return f"{said}; drawn from the last 26 weeks, {100 * plain.p85_held:.0f}"


def _both(drawing: Any, drawn: Any) -> list[Markup]:
    """One drawing for a screen and one for a phone; the style shows one of them."""
    found = [drawing(drawn, width=width) for width in (460.0, 330.0)]
    return [picture for picture in found if picture is not None]


def _share(value: float | None) -> str:
    return "" if value is None else f"{100 * value:.0f} %"
