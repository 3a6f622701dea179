"""The burn-up of a release or feature: what is known and finished so far, and the fan ahead."""

from datetime import date

from markupsafe import Markup

from interlock.records.report import BurnUp, Range
from interlock.render import fan, svg, words

WIDE, NARROW = (620.0, 200.0), (340.0, 190.0)
HEADROOM = 1.2
"""Room above the line of what is known, for the name of the day."""


def burn_up(
    release: BurnUp,
    *,
    name: str,
    as_of: date,
    due: date | None,
    size: tuple[float, float] = WIDE,
    of: str = "Features",
) -> Markup | None:
    """The whole drawing, or None without a past; the stated date is a short rule on the line of
    days, and what the scope comes to in 8 of 10 cases a bracket at its end.
    """
    if not release.past:
        return None
    width, height = size
    days = [day.toordinal() for day, _, _ in release.past]
    end = max([days[-1], *(day.toordinal() for day, _ in release.ahead)])
    scope = release.past[-1][1]
    x = svg.Scale(days[0], end, 40.0, width - 76.0)
    y = svg.Scale(0.0, max(scope, _most(release)) * HEADROOM or 1.0, height - 24.0, 14.0)
    known = [(x(day.toordinal()), y(count)) for day, count, _ in release.past]
    parts = [
        *_grid(x, y),
        *fan.months(x, height),
        *_bands(x, y, release, as_of),
        *_finished(x, y, release),
        svg.el("polyline", class_="known", points=svg.points([*known, (x.end, y(scope))])),
        *fan.today(x, y, as_of),
        *(_due(x, y, due) if due and days[0] <= due.toordinal() <= end else []),
        *_scope(x, y, release),
    ]
    return svg.picture(
        parts,
        width=width,
        height=height,
        title=f"{of} of {name} finished, week by week",
        about=_in_words(release, as_of),
        kind="fan cool-fan",
    )


def _grid(x: svg.Scale, y: svg.Scale) -> list[Markup]:
    parts = []
    for tick in svg.ticks(0.0, y.high):
        if tick == int(tick):
            at = y(tick)
            parts.append(svg.el("line", class_="grid", x1=x.start, x2=x.end, y1=at, y2=at))
            parts.append(svg.el("text", f"{tick:.0f}", x=x.start - 8, y=at + 4, text_anchor="end"))
    return parts


def _bands(x: svg.Scale, y: svg.Scale, release: BurnUp, as_of: date) -> list[Markup]:
    start = (x(as_of.toordinal()), y(release.past[-1][2]))
    return fan.bands(x, y, start, release.ahead)


def _finished(x: svg.Scale, y: svg.Scale, release: BurnUp) -> list[Markup]:
    path = [(x(day.toordinal()), y(done)) for day, _, done in release.past]
    area = [*path, (path[-1][0], y(0.0)), (path[0][0], y(0.0))]
    return [
        svg.el("polygon", class_="closed-area", points=svg.points(area)),
        svg.el("polyline", class_="closed", points=svg.points(path)),
    ]


def _most(release: BurnUp) -> float:
    known = max(known for _, known, _ in release.past)
    return max(known, release.scope.p90 if release.scope else 0.0)


def _scope(x: svg.Scale, y: svg.Scale, release: BurnUp) -> list[Markup]:
    """How many are known, and how many there will be where that is simulated."""
    known = release.past[-1][1]
    names = [(float(known), f"{known} known")]
    parts = []
    if release.scope is not None:
        low, high = release.scope.p10, release.scope.p90
        bracket = [(x.end - 4, y(high)), (x.end, y(high)), (x.end, y(low)), (x.end - 4, y(low))]
        parts.append(svg.el("polyline", class_="scope", points=svg.points(bracket)))
        names.append(((low + high) / 2, words.whole_range(low, high)))
    for (_, said), at in zip(names, fan.apart([y(level) for level, _ in names]), strict=True):
        parts.append(svg.el("text", said, x=x.end + 6, y=at + 4))
    return parts


def _due(x: svg.Scale, y: svg.Scale, due: date) -> list[Markup]:
    at = x(due.toordinal())
    return [svg.el("line", class_="target", x1=at, x2=at, y1=y.start, y2=y.start - 12)]


def _in_words(release: BurnUp, as_of: date) -> str:
    _, known, done = release.past[-1]
    said = f"{done} of {known} finished by {words.day(as_of, as_of=as_of)}."
    ahead = [_point(day, held, as_of) for day, held in release.ahead[3::4]]
    grows = release.scope
    end = (
        [f"In the end {words.whole_range(grows.p10, grows.p90)} in 8 of 10 cases."] if grows else []
    )
    return " ".join([said, *ahead, *end])


def _point(day: date, held: Range, as_of: date) -> str:
    low, high = held.p10, held.p90
    return f"By {words.day(day, as_of=as_of)} {low:.0f} to {high:.0f} in 8 of 10 cases."
