"""Calibration by horizon: of each band of weeks ahead, how often the 50, 85 and 95 % dates held."""

from collections.abc import Sequence

from markupsafe import Markup

from interlock.records.ship_backtest import HeldAt, ShipBand
from interlock.render import axes, svg

LEFT, RIGHT, TOP, BOTTOM, HEIGHT = 40.0, 12.0, 26.0, 40.0, 300.0
SHOWN = {0.5: "level50", 0.85: "level85", 0.95: "level95"}


def picture(bands: Sequence[ShipBand], *, width: float) -> Markup | None:
    """A column a band: for each level a line where honest dates hold, the middle 90 % around it,
    and a point where they did. None without forecasts.
    """
    some = [band for band in bands if band.line]
    if not some:
        return None
    y = svg.Scale(0.0, 1.0, HEIGHT - BOTTOM, TOP)
    wide = (width - LEFT - RIGHT) / len(some)
    ticks = svg.ticks(0.0, 1.0)
    parts = axes.levels(y, ticks, left=LEFT, right=width - RIGHT, said=axes.per_cent)
    for at, band in enumerate(some):
        parts += _column(band, LEFT + at * wide, wide, y)
    parts.append(svg.el("text", "weeks ahead (across), held (up), per cent",
                        x=LEFT, y=HEIGHT - 4))  # fmt: skip
    return svg.picture(
        parts,
        width=width,
        height=HEIGHT,
        title="How often the 50, 85 and 95 % dates held, by weeks ahead",
        about="; ".join(_in_words(band) for band in some),
        kind="horizons",
    )


def _shown(band: ShipBand) -> list[tuple[HeldAt, str]]:
    return [(one, SHOWN[round(one.level, 2)]) for one in band.line if round(one.level, 2) in SHOWN]


def _column(band: ShipBand, left: float, wide: float, y: svg.Scale) -> list[Markup]:
    each = wide / (len(SHOWN) + 1)
    parts = [
        svg.el("text", band.name, x=left + wide / 2, y=HEIGHT - BOTTOM + 18, text_anchor="middle")
    ]
    for at, (one, name) in enumerate(_shown(band), start=1):
        x = left + at * each
        half = min(each * 0.36, 9.0)
        top, low = y(one.high), y(one.low)
        parts += [
            svg.el("rect", class_=f"honest {name}", x=x - half, y=top, width=2 * half,
                   height=max(low - top, 1.0)),
            svg.el("line", class_="level", x1=x - half, x2=x + half, y1=y(one.level),
                   y2=y(one.level)),
            svg.el("circle", class_=f"dot {name}", cx=x, cy=y(one.held), r=4.5),
        ]  # fmt: skip
    return parts


def _in_words(band: ShipBand) -> str:
    held = ", ".join(f"{one.held:.0%} of {one.level:.0%}" for one, _ in _shown(band))
    return f"{band.name} weeks: {held} held"
