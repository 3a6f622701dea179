"""How many risks came out well, beside the counts between which that lay by the odds stated."""

from markupsafe import Markup

from interlock.records.risks import EffectGroup, RiskEffects
from interlock.render import svg, words
from interlock.render.amounts import MINUS

WIDTH, HEIGHT = 200.0, 26.0
NAMES = {
    "in time": "What was promised was done in time",
    "late": "It was done late",
    "not": "It was not done, or nothing was promised",
}


def bar(group: EffectGroup) -> Markup | str:
    """A band over 19 of 20 cases, a line at what was expected, a dot at what came."""
    if not group.risks:
        return ""
    x, middle = svg.Scale(0.0, group.risks, 8.0, WIDTH - 8.0), HEIGHT / 2
    band = x(group.high) - x(group.low)
    parts = [
        svg.el("line", class_="grid", x1=x.start, x2=x.end, y1=middle, y2=middle),
        svg.el(
            "rect", class_="said-range", x=x(group.low), y=middle - 5, width=max(band, 2.0),
            height=10,
        ),
        svg.el(
            "line", class_="expected", x1=x(group.expected), x2=x(group.expected), y1=middle - 8,
            y2=middle + 8,
        ),
        svg.el("circle", class_="came", cx=x(group.well), cy=middle, r=4.5),
    ]  # fmt: skip
    return svg.picture(
        parts,
        width=WIDTH,
        height=HEIGHT,
        title=f"{NAMES[group.name]}: how many came out well",
        about=in_words(group),
        kind="effect",
    )


def in_words(group: EffectGroup) -> str:
    """9 of 12 came out well; by the odds stated 6.2 would have, between 3 and 9 of them."""
    return (
        f"{group.well} of {group.risks} came out well; by the odds stated {group.expected:.1f} "
        f"would have, between {group.low} and {group.high} in 19 of 20 cases"
    )


def rows(effects: RiskEffects) -> list[dict[str, object]]:
    """Each group in words, with its picture."""
    return [
        {
            "group": one,
            "name": NAMES[one.name],
            "expected": f"{one.expected:.1f}",
            "bar": bar(one),
            "verdict": one.verdict
            if one.verdict != "not enough yet"
            else f"not enough yet: {one.subjects} of {effects.fewest} deals and features",
        }
        for one in effects.groups
    ]


def difference(effects: RiskEffects) -> str:
    """What went together with doing something, in a sentence."""
    found = effects.difference
    if found is None:
        return (
            f"Whether risks come out better where something is done about them cannot be said yet: "
            f"both sides need {effects.fewest} deals and features whose day has passed."
        )
    points = [f"{100 * share:+.0f}" for share in (found.share, found.low, found.high)]
    return (
        f"Against the odds stated, {points[0]} of 100 risks more came out well where something was "
        f"done than where nothing was, between {points[1]} and {points[2]} in 19 of 20 cases. That "
        "is what went together, no proof of a cause: what somebody sees to may have been the "
        "easier part."
    ).replace("-", MINUS)


def ended_first(effects: RiskEffects) -> str:
    """How many are left out, and why."""
    if not effects.ended_first:
        return ""
    count = words.count(effects.ended_first, "risk")
    return f"Left out: {count} settled before what was promised was due."
