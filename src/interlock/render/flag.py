"""A promise's flag on its day: solid while it stands, hollow when moved, crossed when broken."""

from markupsafe import Markup

from interlock.render import svg


def flag(x: float, *, top: float, foot: float, size: float, state: str, beside: str = "") -> Markup:
    """The flag on its pole, from ``foot`` up to ``top``; ``beside`` is drawn with it."""
    cloth = f"M{x:.1f} {top:.1f}l{size:.1f} {size * 0.4:.1f}l{-size:.1f} {size * 0.4:.1f}z"
    inside = [svg.el("line", x1=x, x2=x, y1=top, y2=foot), svg.el("path", d=cloth)]
    if state == "broken":
        inside.append(_cross(x, top, size))
    return svg.el("g", *inside, beside, class_=f"flag {state}")


def _cross(x: float, top: float, size: float) -> Markup:
    left, right, foot = x - size * 0.2, x + size, top + size * 0.9
    return svg.el(
        "path",
        class_="cross",
        d=f"M{left:.1f} {top:.1f}L{right:.1f} {foot:.1f}"
        f"M{right:.1f} {top:.1f}L{left:.1f} {foot:.1f}",
    )
