"""Sales tools of a book of before: their states by the words that they have now."""

from typing import Any

from interlock.records.tool_tables import STATES_ELSEWHERE
from interlock.store import about


def rename(tools: Any, overrides: Any) -> None:
    """Name the states in these models anew, what stands and stood and what was typed over it."""
    for old, new in STATES_ELSEWHERE.items():
        tools.objects.filter(state=old).update(state=new)
        typed = overrides.objects.filter(table="tools", column="state", value=about.as_json(old))
        typed.update(value=about.as_json(new))
