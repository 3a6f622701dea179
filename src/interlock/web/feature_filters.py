"""What can be asked of the list of features: which, and in which order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from interlock.records.features_ahead import FeaturesAhead, QueuedFeature
from interlock.records.rights import Viewer
from interlock.web import lists
from interlock.web.lists import Sort

DOUBTFUL = 0.5
MOVED_DAYS = 7
"""A date that moved by fewer days since last week is not said to have moved."""

EQUALS = {"team": "Team", "release": "Release"}
STATES = {
    "begun": "begun", "not_begun": "not begun", "done": "work done, not shipped",
    "waits": "waits for another feature", "no_date": "no date can be said",
}  # fmt: skip
DEALS = {"some": "some wait", "dealbreaker": "a dealbreaker waits", "none": "none waits"}
TOGGLES = {"doubt": "stated date in doubt", "moved": "moved since last week"}
CHOICES: dict[str, tuple[str, dict[str, str]]] = {
    "state": ("State", STATES),
    "deals": ("Deals", DEALS),
}
"""name in the address -> what it is called, and what can be chosen"""

KEPT = ("q", *EQUALS, *CHOICES, *TOGGLES, "sort")
"""What a view that is kept asks for: everything but the place in the list."""


@dataclass(frozen=True)
class Asked:
    """A request for features: its words, who asks, and the forecast."""

    words: QueryDict
    viewer: Viewer
    made: FeaturesAhead

    @property
    def sees_amounts(self) -> bool:
        return self.viewer.amounts in ("all", "own")


Test = Callable[[QueuedFeature], bool]


def _pressing(one: QueuedFeature) -> tuple[int, int]:
    """How many deals wait, among equals how many of them for a dealbreaker."""
    return len(one.waiting), sum(deal.strength == "dealbreaker" for deal in one.waiting)


SORTS: dict[str, Sort[QueuedFeature]] = {
    "name": Sort("name", lambda one: one.line.name.lower(), most_first=False),
    "queue": Sort("place in the queue", lambda one: (one.place, one.team), most_first=False),
    "left": Sort("items left", lambda one: one.line.items_left, most_first=True),
    "quarter": Sort("odds by the quarter's end", lambda one: one.p_by_quarter_end, most_first=True),
    "date": Sort("when it ships", lambda one: one.line.p50_on, most_first=False),
    "moved": Sort("moved since last week", lambda one: one.line.moved_days, most_first=True),
    "due": Sort("stated date", lambda one: one.line.due, most_first=False),
    "deals": Sort("deals that wait", _pressing, most_first=True),
    "risk": Sort("money at risk", lambda one: one.line.at_risk, most_first=True),
}
"""address -> order; a minus before it turns it round. Without one: most money at risk first, or
most deals that wait for who does not see all amounts.
"""


def chosen(asked: Asked) -> list[QueuedFeature]:
    """The features that are asked for, in the order that is asked for."""
    tests = list(_tests(asked.words))
    found = [one for one in asked.made.features if all(test(one) for test in tests)]
    said = asked.words.get("sort", "")
    first = "risk" if asked.viewer.amounts == "all" else "deals"
    name = said.removeprefix("-") if said.removeprefix("-") in SORTS else first
    if name == "risk" and not asked.sees_amounts:
        name = "deals"
    return lists.in_order(found, SORTS[name], turned=said.startswith("-"))


def query(said: QueryDict, **other: str | None) -> str:
    """The words of an address that asks for the same, but for ``other``."""
    return lists.query(said, KEPT, **other)


def heads(asked: Asked) -> dict[str, dict[str, str]]:
    """For each column that can be sorted by: the query of its head, and how it is sorted now."""
    return lists.heads(asked.words, KEPT, SORTS)


def chips(asked: Asked) -> list[tuple[str, str]]:
    """What is asked for in words, each with the query that asks for it no more."""
    said = asked.words
    told = [("q", f"“{said['q']}”")] if said.get("q") else []
    told += [(name, f"{called}: {said[name]}") for name, called in EQUALS.items() if said.get(name)]
    told += [
        (name, f"{called}: {some[str(said[name])]}")
        for name, (called, some) in CHOICES.items()
        if said.get(name) in some
    ]
    told += [(name, called) for name, called in TOGGLES.items() if said.get(name)]
    return [(words, query(said, **{name: None})) for name, words in told]


def options(asked: Asked) -> list[dict[str, Any]]:
    """What each list can be asked for: (value, what it is called)."""
    made, said = asked.made, asked.words
    teams = sorted({one.team for one in made.features} - {""})
    names = dict.fromkeys(one.line.name for one in made.releases)
    releases = [*names, *sorted({one.line.release for one in made.features} - {"", *names})]
    found = [("team", "Team", [(one, one) for one in teams])]
    found.append(("release", "Release", [(one, one) for one in releases]))
    found += [(name, called, [*some.items()]) for name, (called, some) in CHOICES.items()]
    return [
        {"name": name, "called": called, "values": values, "now": said.get(name, "")}
        for name, called, values in found
        if values
    ]


def _tests(said: QueryDict) -> Iterator[Test]:
    if text := said.get("q", "").strip().lower():
        yield lambda one: text in f"{one.line.name} {one.line.key} {one.id} {one.team}".lower()
    if team := said.get("team"):
        yield lambda one: one.team == team
    if release := said.get("release"):
        yield lambda one: release in (one.line.release, one.release_id)
    if (state := said.get("state", "")) in STATES:
        yield lambda one: _is(one, state)
    if (deals := said.get("deals", "")) in DEALS:
        yield lambda one: _waited_for(one, deals)
    if said.get("doubt"):
        yield lambda one: one.line.p_by_due is not None and one.line.p_by_due < DOUBTFUL
    if said.get("moved"):
        yield lambda one: abs(one.line.moved_days or 0) >= MOVED_DAYS


def _is(one: QueuedFeature, state: str) -> bool:
    begun, left = one.items_done > 0, one.line.items_left > 0
    return {
        "begun": begun and left,
        "not_begun": not begun,
        "done": begun and not left,
        "waits": bool(one.waits_for),
        "no_date": one.line.p50_on is None,
    }[state]


def _waited_for(one: QueuedFeature, deals: str) -> bool:
    if deals == "dealbreaker":
        return any(deal.strength == "dealbreaker" for deal in one.waiting)
    return bool(one.waiting) == (deals == "some")
