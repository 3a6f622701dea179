"""What rules ask for, read out of their words: a meeting with somebody who has a role."""

import re
from collections.abc import Sequence

import polars as pl

ASKS_FOR_MEETING = re.compile(r"\b(met|meet|meeting|spoken to|talked to)\b", re.IGNORECASE)


def meetings_asked(rules: pl.DataFrame, roles: Sequence[str]) -> list[tuple[str, str]]:
    """(rule, role) for every rule that asks for a meeting with somebody of a role."""
    return [
        (rule, role)
        for rule, said in _said(rules)
        if ASKS_FOR_MEETING.search(said)
        for role in roles
        if role.lower() in said
    ]


def _said(rules: pl.DataFrame) -> list[tuple[str, str]]:
    """Each rule with all that it says, in lower case."""
    each = rules.select("id", "name", "asks").unique("id").sort("id").iter_rows()
    return [
        (rule, f"{rule} {name or ''} {asks or ''}".replace("_", " ").lower())
        for rule, name, asks in each
    ]
