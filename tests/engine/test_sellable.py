"""When a release can be sold: shipped, and its sales tools ready, along the same draws."""

from datetime import timedelta

import numpy as np
import pytest

from interlock.engine import outlook, sellable, weekly_features
from tests.engine.books import AS_OF
from tests.engine.development import company, items

FEATURES = [
    {"id": "f", "team": "A", "order": 1, "release": "r"},
    {"id": "g", "team": "A", "order": 2, "release": "r"},
    {"id": "h", "team": "A", "order": 3, "release": "s"},
    {"id": "gone", "release": "s", "dropped_on": AS_OF - timedelta(days=9)},
]
TOOLS = [
    {"name": "List", "state": "asked for", "features": None},
    {"name": "Demo", "state": "draft", "features": ["g", "h"]},
    {"name": "Deck", "state": "internal", "features": ["f"]},
    {"name": "Done", "state": "ready", "features": ["f"]},
    {"name": "Old", "state": "retired", "features": ["f"]},
    {"name": "Of what was dropped", "state": "draft", "features": ["gone"]},
]

DECIDES = (("Demo", "g"), ("Deck", "f"))
"""A tool, and the feature of the release that it shows."""


def look(tools):
    known = company(
        *FEATURES,
        work=[*items("f", 6, done=2), *items("g", 12), *items("h", 2)],
        releases=[{"id": "r", "name": "Spring"}, {"id": "s", "name": "Autumn"}],
        tools=tools,
    )
    return outlook.outlook(known, as_of=AS_OF, seed=1, draws=64)


def lines(now):
    return {line.id: line for line in weekly_features.releases(now, None, {})}


@pytest.fixture(scope="module")
def now():
    return look(TOOLS)


def test_the_last_of_the_release_and_its_tools_decides_in_every_draw(now):
    found = lines(now)["r"]
    assert found.tools_left == ("Deck", "Demo")
    ready = dict(zip(now.tools.tools, now.tools.days.T, strict=True))
    release = now.ship.release_days[:, now.ship.releases.index("r")]
    last = [max(three) for three in zip(release, ready["Deck"], ready["Demo"], strict=True)]
    in_order = np.sort(last)
    assert found.sellable_p50_on == AS_OF + timedelta(days=int(in_order[31]))
    assert found.sellable_p80_on == AS_OF + timedelta(days=int(in_order[51]))
    assert found.sellable_p50_on >= found.p50_on
    assert found.sellable_p80_on >= found.p80_on


def test_a_tool_of_two_releases_holds_both_and_what_was_dropped_none(now):
    assert lines(now)["s"].tools_left == ("Demo",)


def test_where_no_tool_is_left_it_is_sellable_when_it_ships():
    found = lines(look([one for one in TOOLS if one["state"] in ("ready", "retired")]))["r"]
    assert (found.sellable_p50_on, found.sellable_p80_on, found.tools_left) == (None, None, ())


def test_what_goes_with_a_later_train_holds_no_release_that_goes_without_it():
    soon, later = (AS_OF + timedelta(days=days) for days in (28, 210))
    known = company(
        *({**one, "release": "r"} for one in FEATURES[:2]),
        work=[*items("f", 2, done=1), *items("g", 30)],
        releases=[
            {"id": "r", "name": "Spring", "train": "q", "due": soon},
            {"id": "s", "name": "Autumn", "train": "q", "due": later},
        ],
        tools=TOOLS[1:3],
    )
    now = outlook.outlook(known, as_of=AS_OF, seed=1, draws=64)
    ready = dict(zip(now.tools.tools, now.tools.days.T, strict=True))
    release = now.ship.release_days[:, now.ship.releases.index("r")]
    of = {one: now.ship.days[:, now.ship.features.index(one)] for one in ("f", "g")}
    expected = [
        max([day, *(ready[tool][d] for tool, one in DECIDES if of[one][d] <= day)])
        for d, day in enumerate(release)
    ]
    assert sellable.days(now, "r").tolist() == expected
    assert (of["g"] > release).mean() > 0.5
    assert np.median(expected) < np.median(ready["Demo"])
