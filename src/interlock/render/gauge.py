"""The gauge: what a quarter to come may bring, as bands along a line, its target as a rule."""

from markupsafe import Markup

from interlock.records.report import LaterQuarter
from interlock.render import amounts, svg, words
from interlock.render.fan import BANDS

WIDTH, HEIGHT, TOP = 340.0, 46.0, 4.0
BAND = 20.0


def gauge(quarter: LaterQuarter, *, currency: str) -> Markup | None:
    """50, 80 and 95 of 100 cases, the middle and the target; None without amounts."""
    held = quarter.forecast
    if held is None:
        return None
    most = svg.round_up(max(held.p975, quarter.target or 0.0))
    x = svg.Scale(0.0, most, 0.0, WIDTH)
    parts = [
        svg.el(
            "rect", class_=f"band {name}", y=TOP, height=BAND,
            x=x(getattr(held, low)), width=x(getattr(held, high)) - x(getattr(held, low)),
        )
        for low, high, name in BANDS
    ]  # fmt: skip
    parts.append(_rule(x(held.p50), "median"))
    if quarter.target is not None:
        parts.append(_rule(x(quarter.target), "target"))
    axis = TOP + BAND
    parts.append(svg.el("line", class_="rule", x1=0.0, x2=WIDTH, y1=axis, y2=axis))
    parts += [_tick(x(level), level, most, currency) for level in svg.ticks(0.0, most, most=3)]
    return svg.picture(
        parts, width=WIDTH, height=HEIGHT, title=f"Bookings of {quarter.label}",
        about=_in_words(quarter, currency), kind="gauge",
    )  # fmt: skip


def _rule(at: float, kind: str) -> Markup:
    return svg.el("line", class_=kind, x1=at, x2=at, y1=TOP - 4, y2=TOP + BAND + 4)


def _tick(at: float, level: float, most: float, currency: str) -> Markup:
    anchor = "start" if not level else "end" if level == most else "middle"
    said = amounts.axis(level, currency=currency)
    return svg.el("text", said, x=at, y=HEIGHT - 4, text_anchor=anchor)


def _in_words(quarter: LaterQuarter, currency: str) -> str:
    if quarter.forecast is None:
        return ""
    held = amounts.between(quarter.forecast.p10, quarter.forecast.p90, currency=currency)
    said = f"{held} in 8 of 10 cases"
    if quarter.target is None:
        return said
    target = amounts.short(quarter.target, currency=currency)
    odds = "" if quarter.p_target is None else f", reached in {words.odds(quarter.p_target)}"
    return f"{said}; target {target}{odds}"
