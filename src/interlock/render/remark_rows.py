"""Remarks on a week, read later: what each foretold, and what came of it, in words."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from interlock.records.foretold import OPEN, Remark
from interlock.render import words

LETTERS = 240
"""Of a remark that are shown; the whole stands where it was written."""


def rows(remarks: Iterable[Remark], *, as_of: date) -> list[dict[str, Any]]:
    """Each remark with its verdict; ``asks``: its author has yet to say what came of it."""
    return [
        {
            "remark": one,
            "said": words.cut(" ".join(one.text.split()), LETTERS),
            "foretells": _foretells(one, as_of),
            "verdict": _verdict(one, as_of),
            "asks": bool(one.comes_by) and not one.kind and one.verdict == OPEN and one.is_mine,
        }
        for one in remarks
    ]


def _foretells(one: Remark, as_of: date) -> str:
    if one.comes_by is None:
        return ""
    day = words.day(one.comes_by, as_of=as_of)
    comes = {"deal": f"{one.called} won by {day}", "feature": f"{one.called} shipped by {day}"}
    return comes.get(one.kind, f"by {day}")


def _verdict(one: Remark, as_of: date) -> str:
    """What came of it, with the record that says so, or that its author does."""
    if not one.verdict or one.verdict == OPEN:
        return one.verdict
    if not one.kind:
        return f"{one.verdict}, says {one.by}"
    if one.ended is None:
        return one.verdict
    return f"{one.verdict}: {one.ended.how} on {words.day(one.ended.on, as_of=as_of)}"
