"""How often dates held, by how often they were to, beside the diagonal of honest dates."""

from markupsafe import Markup

from interlock.records.ship_backtest import ShipBand
from interlock.render import axes, svg

LEFT, RIGHT, TOP, BOTTOM = 40.0, 12.0, 12.0, 34.0
SAYS = "were to hold (across), held (up), per cent"


def line(band: ShipBand, *, width: float) -> Markup | None:
    """The line, and the band in which 9 of 10 honest ones lie; None without forecasts."""
    if not band.line:
        return None
    height = min(width, 380.0)
    x = svg.Scale(0.0, 1.0, LEFT, width - RIGHT)
    y = svg.Scale(0.0, 1.0, height - BOTTOM, TOP)
    honest = [(x(one.level), y(one.low)) for one in band.line]
    honest += [(x(one.level), y(one.high)) for one in reversed(band.line)]
    found = [(x(one.level), y(one.held)) for one in band.line]
    parts = [
        *_grid(x, y, width, height),
        svg.el("polygon", class_="band", points=svg.points(honest)),
        svg.el("line", class_="even", x1=x(0), y1=y(0), x2=x(1), y2=y(1)),
        svg.el("polyline", class_="found", points=svg.points(found)),
        *(svg.el("circle", class_="dot", cx=cx, cy=cy, r=3.5) for cx, cy in found),
    ]
    return svg.picture(
        parts,
        width=width,
        height=height,
        title="How often dates were to hold, and how often they did",
        about="; ".join(f"{one.level:.0%}: {one.held:.0%} held" for one in band.line),
        kind="reliability",
    )


def _grid(x: svg.Scale, y: svg.Scale, width: float, height: float) -> list[Markup]:
    ticks = svg.ticks(0.0, x.high)
    return [
        *axes.levels(y, ticks, left=LEFT, right=width - RIGHT, said=axes.per_cent),
        *axes.below(x, ticks, y=height - BOTTOM + 16, said=axes.per_cent),
        svg.el("text", SAYS, x=LEFT, y=height - 4),
    ]
