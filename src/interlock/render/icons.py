"""Shapes that stand for a verdict or a side, so that no meaning hangs on a colour alone."""

from typing import Any

from markupsafe import Markup

from interlock.render import svg

_RING = ("circle", {"cx": 7, "cy": 7, "r": 5.5, "class_": "ring"})
_SHAPES: dict[str, tuple[tuple[str, dict[str, Any]], ...]] = {
    "kept": (
        ("circle", {"cx": 7, "cy": 7, "r": 6}),
        ("path", {"d": "M4 7.2l2.2 2.2L10 5", "class_": "mark"}),
    ),
    "late": (_RING, ("path", {"d": "M7 3.5V7l2.4 1.6", "class_": "hand"})),
    "broken": (
        ("path", {"d": "M7 .5L13.5 7L7 13.5L.5 7z"}),
        ("path", {"d": "M4.8 4.8l4.4 4.4M9.2 4.8l-4.4 4.4", "class_": "mark"}),
    ),
    "withdrawn": (_RING, ("path", {"d": "M4 7h6", "class_": "hand"})),
    "open": (_RING,),
    "odds": (_RING, ("path", {"d": "M7 7V1.5A5.5 5.5 0 0 1 12.5 7z", "class_": "part"})),
    "no date": (("path", {"d": "M2 7h10", "class_": "hand"}),),
}


def icon(verdict: str) -> Markup:
    """The shape of a verdict; nothing for one that has none. The word stands beside it."""
    parts = [svg.el(name, **attributes) for name, attributes in _SHAPES.get(verdict, ())]
    if not parts:
        return Markup()
    return svg.el(
        "svg", *parts, class_=f"icon {verdict.replace(' ', '-')}", aria_hidden="true",
        viewBox="0 0 14 14", width=14, height=14,
    )  # fmt: skip


def defs() -> Markup:
    """The hatch that every strip refers to, once a page."""
    line = svg.el("path", d="M-1 1L1 -1M0 4L4 0M3 5L5 3", class_="hatching")
    pattern = svg.el("pattern", line, id="hatch", width=4, height=4, patternUnits="userSpaceOnUse")
    return svg.el(
        "svg", svg.el("defs", pattern), class_="defs", aria_hidden="true", width=0, height=0
    )
