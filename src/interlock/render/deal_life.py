"""A deal's life on one axis: stages as bands, evidence as dots, the buyer's steps as squares,
meetings as strokes, promises as flags like the strip's.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from markupsafe import Markup

from interlock.records.deal_file import Life, LifeEvent, StageSpan
from interlock.records.report_promises import DID_NOT_COME
from interlock.render import fan, svg, words
from interlock.render.flag import flag

WIDE, NARROW = 1000.0, 340.0
LEFT, RIGHT = 74.0, 10.0
FLAG, BAND, ROW = 10.0, 22.0, 20.0
FLAGS_HIGH, TOP = 30.0, 18.0
LETTER = 6.6
ROWS = {"evidence": "evidence", "step": "buyer", "meeting": "met"}
"""kind of event -> what its row is called"""

CLOTH = {"moved": "moved", "late": "moved"} | dict.fromkeys(
    ("broken", "withdrawn", DID_NOT_COME), "broken"
)
"""state of a promise -> how its flag is drawn; solid without one"""


def picture(life: Life, *, name: str, width: float = WIDE) -> Markup | None:
    """The whole drawing; None where nothing is known of the deal's life."""
    days = [span.first for span in life.spans] + [one.day for one in life.events]
    if not days:
        return None
    first, last = min(days), max(life.as_of, *days) + timedelta(days=7)
    x = svg.Scale(first.toordinal(), last.toordinal(), LEFT, width - RIGHT)
    flags = [one for one in life.events if one.kind == "promise"]
    band = TOP + (FLAGS_HIGH if flags else 0.0)
    rows = [kind for kind in ROWS if any(one.kind == kind for one in life.events)]
    foot = band + BAND + ROW * len(rows) + 6
    parts = [
        *_bands(x, band, life.spans),
        *_rows(x, band + BAND, rows, life.events),
        *(_flag(x, band, one) for one in flags),
        *fan.today(x, svg.Scale(0.0, 1.0, foot, 0.0), life.as_of),
        *fan.months(x, foot + 22),
    ]
    return svg.picture(
        parts,
        width=width,
        height=foot + 24,
        title=f"What happened in {name}",
        about=in_words(life),
        kind="life",
    )


def in_words(life: Life) -> str:
    """How much the drawing holds; a list beside it says what."""
    stages = [f"{span.stage} from {words.full_day(span.first)}" for span in life.spans]
    counted = {kind: sum(one.kind == kind for one in life.events) for kind in (*ROWS, "promise")}
    nouns = {"evidence": "piece of evidence", "step": "step of the buyer", "promise": "promise"}
    many = {"evidence": "pieces of evidence", "step": "steps of the buyer"}
    said = [
        words.count(number, nouns.get(kind, kind), many.get(kind, ""))
        for kind, number in counted.items()
        if number
    ]
    return "; ".join([*stages, *said]) + "."


def _bands(x: svg.Scale, top: float, spans: Sequence[StageSpan]) -> Iterator[Markup]:
    for number, span in enumerate(spans):
        left, right = x(span.first.toordinal()), x(span.last.toordinal())
        what = f"{span.stage}, {words.days(span.first, span.last, as_of=span.last)}"
        yield svg.el(
            "rect", svg.el("title", what), class_=f"stage s{number % 2}", x=left, y=top,
            width=max(right - left, 1.0), height=BAND - 4,
        )  # fmt: skip
        if right - left > LETTER * len(span.stage) + 8:
            yield svg.el("text", span.stage, class_="stage-name", x=left + 4, y=top + 13)
    yield svg.el("text", "stages", x=0, y=top + 13)


def _rows(
    x: svg.Scale, top: float, rows: Sequence[str], events: Sequence[LifeEvent]
) -> Iterator[Markup]:
    for number, kind in enumerate(rows):
        middle = top + ROW * number + ROW / 2
        yield svg.el("text", ROWS[kind], x=0, y=middle + 4)
        yield svg.el("line", class_="grid", x1=x.start, x2=x.end, y1=middle, y2=middle)
        for one in events:
            if one.kind == kind:
                yield _mark(one, x(one.day.toordinal()), middle)


def _mark(one: LifeEvent, at: float, y: float) -> Markup:
    said = svg.el("title", f"{words.full_day(one.day)}: {one.what}")
    if one.kind == "evidence":
        return svg.el("circle", said, class_="evidence", cx=at, cy=y, r=4.5)
    if one.kind == "step":
        return svg.el(
            "rect", said, class_=f"step-{one.state}", x=at - 4, y=y - 4, width=8, height=8
        )
    return svg.el("line", said, class_="meeting", x1=at, x2=at, y1=y - 5, y2=y + 5)


def _flag(x: svg.Scale, foot: float, one: LifeEvent) -> Markup:
    said = svg.el("title", f"{words.full_day(one.day)}, {one.state}: {one.what}")
    at, state = x(one.day.toordinal()), CLOTH.get(one.state, "standing")
    return flag(at, top=foot - FLAGS_HIGH + 4, foot=foot, size=FLAG, state=state, beside=said)
