"""Which columns name which records."""

NAMED: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "deals": (
        "id",
        (
            ("deals", "renewal_of"),
            ("evidence", "deal"),
            ("needs", "deal"),
            ("buyer_steps", "deal"),
            ("people", "deal"),
            ("meetings", "deal"),
            ("promises", "deal"),
            ("deal_calls", "deal"),
            ("notes", "deal"),
            ("told", "deal"),
            ("risks", "deal"),
            ("tool_asks", "deal"),
            ("tool_lets", "deal"),
            ("handover_steps", "deal"),
        ),
    ),
    "features": (
        "id",
        (
            ("needs", "feature"),
            ("items", "feature"),
            ("promises", "feature"),
            ("tools", "features"),
            ("tool_asks", "features"),
            ("notes", "feature"),
            ("told", "feature"),
            ("risks", "feature"),
            ("dependencies", "feature"),
            ("dependencies", "after"),
        ),
    ),
    "items": ("id", ()),
    "releases": (
        "id",
        (
            ("features", "release"),
            ("items", "release"),
            ("notes", "release"),
            ("promises", "release"),
        ),
    ),
    "teams": ("name", (("features", "team"), ("items", "team"))),
    "people": (
        "name",
        (
            ("deals", "owner"),
            ("evidence", "by"),
            ("needs", "said_by"),
            ("buyer_steps", "owner_theirs"),
            ("buyer_steps", "owner_ours"),
            ("calls", "by"),
            ("calls", "about"),
            ("deal_calls", "by"),
            ("memberships", "name"),
            ("targets", "scope"),
            ("people", "reports_to"),
            ("meetings", "person"),
            ("meetings", "by"),
            ("promises", "maker"),
            ("promises", "to"),
            ("promises", "delivery"),
            ("promises", "support"),
            ("moves", "by"),
            ("tools", "owner"),
            ("tool_asks", "by"),
            ("tool_asks", "answered_by"),
            ("tool_lets", "person"),
            ("tool_lets", "by"),
            ("handover_steps", "owner"),
            ("handover_steps", "done_by"),
            ("notes", "by"),
            ("told", "by"),
            ("risks", "by"),
        ),
    ),
}
"""table -> the column by which its records are named, and every column that names one."""

LOGGED: dict[str, tuple[str, ...]] = {
    "deals": ("deals",),
    "features": ("features",),
    "items": ("items", "issues"),
    "releases": ("releases",),
}
"""table -> what its records' rows in the change log and the attributes are said to be of."""

VALUES: dict[str, tuple[str, ...]] = {
    "features": ("feature",),
    "releases": ("release",),
    "people": ("owner",),
}
"""table -> fields in the change log whose values name its records."""
