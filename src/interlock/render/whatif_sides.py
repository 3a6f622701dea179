"""What-ifs side by side as a page says them: one column each, all balances on one axis."""

from typing import Any

from markupsafe import Markup

from interlock.records.report_sales import Range
from interlock.records.whatif import Answer, Comparison
from interlock.render import amounts, svg, whatif_differ, words
from interlock.render.whatif_compared import COUNTS

WIDTH, HEIGHT, RIM = 180.0, 34.0, 6.0


def told(made: Comparison) -> dict[str, Any]:
    """The columns, the rows of figures, and how often each brings more than the next."""
    answers = [side.answer for side in made.sides]
    far = max((_far(one.whole) for one in answers if one.whole), default=0.0) or 1.0
    return {
        "sides": [
            {
                "name": side.name,
                "answer": side.answer,
                "whole": _signed(side.answer.whole, side.answer),
                "range": _between(side.answer.whole, side.answer),
                "line": side.answer.whole and balance(side.answer.whole, far, name=side.name),
            }
            for side in made.sides
        ],
        "quarters": [
            (quarter.label, [_signed(one.quarters[at].change, one) for one in answers])
            for at, quarter in enumerate(answers[0].quarters)
        ],
        "counts": [(label.strip(), [count(one) for one in answers]) for label, count in COUNTS],
        "beats": _beats(made),
        "differing": [
            (label, found)
            for label, found in (
                ("Features that ship on other days", whatif_differ.features(made)),
                ("Deals with other odds", whatif_differ.deals(made)),
            )
            if found.rows
        ],
        "as_of": words.full_day(answers[0].birth.as_of),
    }


def balance(held: Range, far: float, *, name: str) -> Markup:
    """Thin from 2.5 to 97.5 of 100 cases, thick from 10 to 90, a dot at what is expected."""
    x, middle = svg.Scale(-far, far, RIM, WIDTH - RIM), HEIGHT / 2
    parts = [
        svg.el("line", class_="rule", x1=x(0.0), x2=x(0.0), y1=2, y2=HEIGHT - 2),
        svg.el("line", class_="thin", x1=x(held.p025), x2=x(held.p975), y1=middle, y2=middle),
        svg.el("line", class_="thick", x1=x(held.p10), x2=x(held.p90), y1=middle, y2=middle),
        svg.el("circle", class_="mean", cx=x(held.mean), cy=middle, r=5),
    ]
    return svg.picture(
        parts, width=WIDTH, height=HEIGHT, title=f"Balance of {name}", kind="costs-and-buys"
    )


def _beats(made: Comparison) -> list[str]:
    pairs = zip(made.sides, made.sides[1:], strict=False)
    return [
        f"{one.name} brings more than {other.name} in {words.odds(one.beats)} of cases."
        for one, other in pairs
        if one.beats is not None
    ]


def _far(held: Range) -> float:
    return max(abs(held.p025), abs(held.p975), abs(held.mean))


def _signed(change: Range | None, made: Answer) -> str:
    return "" if change is None else amounts.short(change.mean, currency=made.currency, signed=True)


def _between(held: Range | None, made: Answer) -> str:
    if held is None:
        return ""
    return amounts.between(held.p10, held.p90, currency=made.currency)
