"""Tables of the work: features and their items, releases, teams, what waits for what."""

import polars as pl

from interlock.records.table import Column, Table

_T, _D, _I = pl.String(), pl.Date(), pl.Int32()

FEATURES = Table(
    "features",
    "What a buyer can ask for: any deliverable with a team and a date",
    key=("id",),
    followed=("release", "order", "wanted_by"),
    taken_back=("shipped_on", "dropped_on"),
    columns=(
        Column("id", _T, "the tracker's own id", required=True),
        Column("key", _T, "the short key people write, such as CORE-12"),
        Column("name", _T, "what it is called"),
        Column("team", _T, "the team that builds most of it"),
        Column("order", _I, "place in the team's queue, 1 first", "rank"),
        Column("release", _T, "id of the release it is meant for"),
        Column(
            "wanted_by", _D, "the date that stands in the tracker: a stated date, no promise", "day"
        ),
        Column("created_on", _D, "when it was entered", "day"),
        Column("shipped_on", _D, "when it shipped", "day"),
        Column("dropped_on", _D, "when it was dropped", "day"),
    ),
)

ITEMS = Table(
    "items",
    "Pieces of work in the tracker",
    key=("id",),
    followed=("feature", "release"),
    taken_back=("done_on", "dropped_on"),
    columns=(
        Column("id", _T, "the tracker's own id", required=True),
        Column("key", _T, "the short key people write, such as CORE-123"),
        Column("title", _T, "what it says"),
        Column("feature", _T, "id of the feature it belongs to"),
        Column("team", _T, "the team that does it"),
        Column("type", _T, "the tracker's type: story, bug, ..."),
        Column("size", pl.Float64(), "its size as the tracker has it", "points"),
        Column("created_on", _D, "when it was entered", "day"),
        Column("started_on", _D, "when work began", "day"),
        Column("done_on", _D, "when it was finished", "day"),
        Column("dropped_on", _D, "when it was given up", "day"),
        Column("release", _T, "id of the release it is meant for"),
    ),
)

RELEASES = Table(
    "releases",
    "Sets of features that ship on one day",
    key=("id",),
    followed=("due",),
    columns=(
        Column("id", _T, "the tracker's own id or name", required=True),
        Column("name", _T, "what it is called"),
        Column("due", _D, "the date that stands in the tracker", "day"),
        Column("shipped_on", _D, "when it shipped", "day"),
        Column(
            "train",
            _T,
            "the series of dated releases it belongs to; empty when it waits for its scope",
        ),
    ),
)

TEAMS = Table(
    "teams",
    "People who share one queue of work and one pace",
    key=("name",),
    columns=(
        Column("name", _T, "what it is called", required=True),
        Column("people", pl.Float64(), "how many work in it", "people"),
        Column("wip_limit", _I, "how many features it works on at once", "features"),
    ),
)

DEPENDENCIES = Table(
    "dependencies",
    "Which feature cannot be finished before which other",
    key=("feature", "after"),
    columns=(
        Column("feature", _T, "id of the feature that waits", required=True),
        Column("after", _T, "id of the feature it waits for", required=True),
    ),
)
