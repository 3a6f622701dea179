"""A rule's ratio of odds with its interval, one in the middle, on a scale of logarithms."""

from math import log

from markupsafe import Markup

from interlock.records.rules_measured import RuleWorth
from interlock.render import svg

WIDTH, HEIGHT, REACH = 160.0, 18.0, 5.0


def rule_bar(rule: RuleWorth) -> Markup | None:
    """The drawing, or None where nothing can be said yet; a fifth and five are the ends."""
    ratio = rule.adjusted
    if ratio is None:
        return None
    x = svg.Scale(-log(REACH), log(REACH), 4.0, WIDTH - 4.0)
    low, at, high = (x(_within(value)) for value in (ratio.low, ratio.ratio, ratio.high))
    middle = HEIGHT / 2
    kind = "rule-bar quiet-bar" if rule.verdict in ("inert", "unsure") else "rule-bar"
    said = f"{rule.name}: {ratio.ratio:.2f}, {ratio.low:.2f} to {ratio.high:.2f}, {rule.verdict}"
    parts = [
        svg.el("line", class_="even", x1=x(0.0), y1=1.0, x2=x(0.0), y2=HEIGHT - 1),
        svg.el("line", class_="span", x1=low, y1=middle, x2=high, y2=middle),
        svg.el("circle", class_="at", cx=at, cy=middle, r=4.0),
    ]
    return svg.picture(parts, width=WIDTH, height=HEIGHT, title=said, kind=kind)


def _within(ratio: float) -> float:
    return max(-log(REACH), min(log(REACH), log(ratio)))
