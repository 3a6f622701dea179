"""Sales tools in words: as rows of a list, as what is asked for, and as CSV."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from interlock.records.bands import BANDS
from interlock.records.sales_tables import STRENGTHS
from interlock.records.sales_tools import ShownFeature, ToolAsk, ToolList, ToolSeen
from interlock.records.tool_tables import READY, RETIRED
from interlock.render import feature_rows, page, words
from interlock.render.csv_text import written

HEADS = (
    "name", "kind", "audience", "owner", "state", "version", "features", "due", "ready_on",
    "p50_on", "p80_on", "asks", "review",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """Open asks of one tool, or of one kind that is not there: their deals' money as far as the
    viewer sees it, in figures or in thirds.
    """

    tool: ToolSeen | None
    kind: str
    asks: tuple[ToolAsk, ...]
    amount: float | None
    at_risk: float | None
    bands: tuple[tuple[str, int], ...]
    strengths: tuple[tuple[str, int], ...]

    @property
    def called(self) -> str:
        return self.tool.name if self.tool else self.kind


def row(tool: ToolSeen, of: ToolList) -> dict[str, Any]:
    """A tool with what it shows, when it is ready, what is asked, and why it cannot be taken."""
    asked = _asked(tool, tool.row["kind"] or "", tool.asks)
    return {
        "tool": tool,
        "row": tool.row,
        "is_safe": is_safe(tool),
        "shows": [(one, shown(one, of)) for one in tool.shows],
        "ready": ready(tool, of),
        "due": words.day(tool.row["due"], as_of=of.today) if tool.row["due"] else "",
        "asked": asked,
        "money": money(asked, of),
        "refused": refused(tool),
        "has_it": bool(tool.file or tool.row["link"]),
    }


def is_safe(tool: ToolSeen) -> bool:
    """Whether anybody may use it with a buyer now."""
    return tool.row["state"] == READY and not tool.row["review"]


def fits(tool: ToolSeen, needed: frozenset[str]) -> bool:
    """Whether it shows what a deal needs, or nothing in particular."""
    features = set(tool.row["features"] or ())
    return not features or bool(features & needed)


def shown(one: ShownFeature, of: ToolList) -> str:
    """shipped 16 Jun; dropped 3 Nov; ships by 4 Dec in 8 of 10 cases."""
    if one.shipped_on:
        return f"shipped {words.day(one.shipped_on, as_of=of.today)}"
    if one.dropped_on:
        return f"dropped {words.day(one.dropped_on, as_of=of.today)}"
    if one.p80_on:
        return f"ships by {words.day(one.p80_on, as_of=of.today)} in 8 of 10 cases"
    return "not shipped, no date yet"


def ready(tool: ToolSeen, of: ToolList) -> str:
    """since 2 Aug; 9 to 20 Dec; empty where nothing is known of it."""
    state, since, ahead = tool.row["state"], tool.row["ready_on"], tool.ahead
    if state == READY:
        return f"since {words.day(since, as_of=of.today)}" if since else "now"
    if state == RETIRED or ahead is None or ahead.p50_on is None:
        return ""
    if ahead.p80_on is None:
        return f"{words.day(ahead.p50_on, as_of=of.today)} or later"
    return words.days(ahead.p50_on, ahead.p80_on, as_of=of.today)


def refused(tool: ToolSeen) -> str:
    """Why somebody cannot take it, and whom they ask; empty where they can."""
    if tool.taken_as:
        return ""
    owner = tool.row["owner"]
    whom = f"ask {owner}" if owner else "ask who makes sales tools"
    if tool.row["state"] == READY:
        return f"must be looked at again first: {whom}"
    if tool.row["state"] == RETIRED:
        return "retired: use another"
    return f"not ready: {whom}"


def groups(of: ToolList) -> tuple[Asked, ...]:
    """What is asked for by tool or by kind, most money first as far as the viewer sees any; then
    what most hangs on, and what most wait for.
    """
    found: dict[tuple[str, str], list[ToolAsk]] = {}
    for one in of.asks:
        tool = of.named(one.row["tool"])
        found.setdefault((tool.name, "") if tool else ("", one.row["kind"] or ""), []).append(one)
    every = [_asked(of.named(name), kind, asks) for (name, kind), asks in found.items()]
    return tuple(sorted(every, key=_most_first))


def money(asked: Asked, of: ToolList) -> Markup | str:
    """€1.2M, or in thirds: 2 large, 1 small."""
    if asked.amount is not None:
        return page.money(asked.amount, currency=of.currency)
    return feature_rows.counted(asked.bands)


def instead(asked: Asked, of: ToolList) -> list[tuple[str, bool]]:
    """(name, whether it shows the same) of tools that could be used in its place: those that show
    the same features first, then those of its kind.
    """
    wanted = {id for one in asked.asks for id in one.row["features"] or ()}
    kind = asked.tool.row["kind"] if asked.tool else asked.kind
    others = [one for one in of.tools if is_safe(one) and one.name != asked.called]

    def same(one: ToolSeen) -> bool:
        return bool(wanted & set(one.row["features"] or ()))

    ordered = sorted(others, key=lambda one: (not same(one), one.row["kind"] != kind, one.name))
    return [(one.name, same(one)) for one in ordered]


def as_csv(tools: Iterable[ToolSeen], of: ToolList) -> str:
    """Every tool, a line each."""
    return written(HEADS, (_line(one, of) for one in tools))


def _line(one: ToolSeen, of: ToolList) -> list[Any]:
    row, ahead = one.row, one.ahead
    names = "; ".join(of.features.get(id, id) for id in row["features"] or ())
    return [
        row["name"], row["kind"], row["audience"], row["owner"], row["state"], row["edition"],
        names, row["due"], row["ready_on"], ahead and ahead.p50_on, ahead and ahead.p80_on,
        len(one.asks), row["review"],
    ]  # fmt: skip


def _asked(tool: ToolSeen | None, kind: str, asks: Sequence[ToolAsk]) -> Asked:
    by_deal = {one.row["deal"] or one.row["id"]: one for one in asks}
    amounts = [one.amount for one in by_deal.values() if one.amount is not None]
    bands = [one.band for one in by_deal.values()]
    strengths = [one.row["strength"] or "" for one in asks]
    ahead = tool.ahead if tool else None
    return Asked(
        tool=tool,
        kind=kind or "of no kind that was named",
        asks=tuple(sorted(asks, key=lambda one: (-(one.amount or 0), _weight(one), one.row["on"]))),
        amount=sum(amounts) if amounts else None,
        at_risk=ahead.at_risk if ahead else None,
        bands=_counted(bands, BANDS[::-1]),
        strengths=_counted(strengths, STRENGTHS),
    )


def _most_first(one: Asked) -> tuple[Any, ...]:
    bands, strengths = dict(one.bands), dict(one.strengths)
    return (
        -(one.amount or 0),
        *(-bands.get(band, 0) for band in BANDS[::-1]),
        *(-strengths.get(strength, 0) for strength in STRENGTHS),
        -len(one.asks),
        one.called.casefold(),
    )


def _weight(one: ToolAsk) -> int:
    strength = one.row["strength"]
    return STRENGTHS.index(strength) if strength in STRENGTHS else len(STRENGTHS)


def _counted(said: Sequence[str], order: Sequence[str]) -> tuple[tuple[str, int], ...]:
    return tuple((one, said.count(one)) for one in order if one in said)
