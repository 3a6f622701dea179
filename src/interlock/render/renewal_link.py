"""Whether kept commitments went with renewals: two shares, and their difference with its range."""

from markupsafe import Markup

from interlock.records.customers import RenewalLink
from interlock.render import customer_words, svg
from interlock.render.amounts import MINUS

WIDTH, ROW, LEFT, RIGHT = 460.0, 24.0, 132.0, 60.0
NARROW = 340.0
BAR = 10.0


def picture(link: RenewalLink, *, width: float = WIDTH) -> Markup | None:
    """The share renewed of either kind as a bar, and the difference as a dot with its range; None
    where there is not enough yet.
    """
    if link.difference is None or link.low is None or link.high is None:
        return None
    x = svg.Scale(0.0, 1.0, LEFT, width - RIGHT)
    apart = svg.Scale(-1.0, 1.0, LEFT, width - RIGHT)
    shares = [
        ("all kept", link.kept_renewed, link.kept_ended, "kept"),
        ("something was not", link.missed_renewed, link.missed_ended, "missed"),
    ]
    parts = [
        part
        for row, (called, renewed, ended, kind) in enumerate(shares)
        for part in _share(x, ROW * (row + 0.5), called, renewed, ended, kind)
    ]
    parts += _difference(apart, ROW * 2.5 + 6, (link.difference, link.low, link.high))
    return svg.picture(
        parts,
        width=width,
        height=ROW * 3 + 28,
        title="Renewed where commitments were kept, and where some were not",
        about=customer_words.link(link),
        kind="renewal-link",
    )


def _share(
    x: svg.Scale, y: float, called: str, renewed: int, ended: int, kind: str
) -> list[Markup]:
    end = x(renewed / ended)
    return [
        svg.el("text", called, x=0, y=y + 4),
        svg.el("rect", class_="ground", x=x.start, y=y - BAR / 2, width=x.end - x.start,
               height=BAR),
        svg.el("rect", class_=kind, x=x.start, y=y - BAR / 2, width=max(end - x.start, 1.0),
               height=BAR),
        svg.el("text", f"{renewed} of {ended}", x=x.end + 6, y=y + 4),
    ]  # fmt: skip


def _difference(x: svg.Scale, y: float, found: tuple[float, float, float]) -> list[Markup]:
    value, low, high = found
    ticks = [
        svg.el("text", said, x=x(at), y=y + 26, text_anchor="middle")
        for at, said in ((-1.0, f"{MINUS}100"), (0.0, "alike"), (1.0, "+100"))
    ]
    return [
        svg.el("text", "difference", x=0, y=y + 4),
        svg.el("line", class_="grid", x1=x.start, x2=x.end, y1=y, y2=y),
        svg.el("line", class_="one", x1=x(0.0), x2=x(0.0), y1=y - 10, y2=y + 10),
        svg.el("line", class_="reach", x1=x(low), x2=x(high), y1=y, y2=y),
        svg.el("circle", class_="dot", cx=x(value), cy=y, r=5.0),
        *ticks,
    ]
