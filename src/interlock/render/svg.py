"""Small pieces of SVG: elements with everything escaped, and scales with round ends."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10

from markupsafe import Markup, escape


def el(name: str, *inside: str, **attributes: object) -> Markup:
    """An element; names of attributes are written with ``_`` for ``-``; None leaves one out."""
    said = "".join(
        f' {key.strip("_").replace("_", "-")}="{escape(_plain(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    body = "".join(escape(part) for part in inside)
    return Markup(f"<{name}{said}>{body}</{name}>" if body else f"<{name}{said}/>")  # noqa: S704


def picture(
    inside: Iterable[str], *, width: float, height: float, title: str, about: str = "", kind: str
) -> Markup:
    """A whole drawing with its name, and what it shows in words."""
    said = [el("title", title)] + ([el("desc", about)] if about else [])
    return el(
        "svg",
        *said,
        *inside,
        class_=kind,
        role="img",
        aria_label=title,
        viewBox=f"0 0 {_plain(width)} {_plain(height)}",
        width=width,
        height=height,
    )


def points(pairs: Iterable[tuple[float, float]]) -> str:
    """Coordinates of a line or a shape."""
    return " ".join(f"{_plain(x)},{_plain(y)}" for x, y in pairs)


@dataclass(frozen=True)
class Scale:
    """Values ``low`` to ``high`` onto ``start`` to ``end`` of the drawing."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        share = (value - self.low) / ((self.high - self.low) or 1.0)
        return self.start + share * (self.end - self.start)


def ticks(low: float, high: float, *, most: int = 5) -> list[float]:
    """Round values within, no more than ``most`` + 1 of them."""
    span = high - low
    if span <= 0:
        return [low]
    step = next(s for s in _round_steps(span / most) if span / s <= most)
    first = ceil(low / step - 1e-9)
    return [step * n for n in range(first, floor(high / step + 1e-9) + 1)]


def round_up(value: float) -> float:
    """The next of 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten."""
    if value <= 0:
        return 1.0
    power = 10.0 ** floor(log10(value))
    return float(
        next(
            n * power
            for n in (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
            if n * power >= value - 1e-12
        )
    )


def _round_steps(least: float) -> list[float]:
    power = 10.0 ** floor(log10(least))
    return [n * power for n in (1, 2, 2.5, 5, 10, 20)]


def _plain(value: object) -> object:
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return value
