"""A deal's odds by a day as one bar: won from the left, open, lost from the right."""

from markupsafe import Markup

from interlock.render import svg, words

WIDTH, HEIGHT = 180.0, 14.0


def bar(won: float, lost: float, *, name: str) -> Markup:
    """The bar of one row."""
    x = svg.Scale(0.0, 1.0, 0.0, WIDTH)
    parts = [
        svg.el("rect", class_="frame", x=0.5, y=0.5, width=WIDTH - 1, height=HEIGHT - 1),
        svg.el("rect", class_="won", x=0, y=0, width=x(won), height=HEIGHT),
        svg.el("rect", class_="lost", x=x(1 - lost), y=0, width=x(lost), height=HEIGHT,
               fill="url(#hatch)"),
    ]  # fmt: skip
    return svg.picture(
        parts, width=WIDTH, height=HEIGHT, title=f"Odds of {name}",
        about=f"won {words.odds(won)}, lost {words.odds(lost)}", kind="odds-bar",
    )  # fmt: skip
