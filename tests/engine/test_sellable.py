"""When a release can be sold: shipped, and its sales tools ready, along the same draws."""

from datetime import timedelta

import numpy as np
import pytest

from interlock.engine import outlook, weekly_features
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
