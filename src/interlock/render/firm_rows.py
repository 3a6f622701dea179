"""Promises in writing of what is not out yet, in words: as rows of a list, and as CSV."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Any

from interlock.records.report import FirmPromise
from interlock.render import amounts, icons, words
from interlock.render.csv_text import written

HEADS = tuple(field.name for field in fields(FirmPromise))


def row(one: FirmPromise, *, as_of: date, currency: str) -> dict[str, Any]:
    """A promise with its day, its odds and the amount of its deal."""
    return {
        "one": one,
        "about": "" if one.about in one.what else one.about,
        "icon": icons.icon(one.verdict),
        "said": words.full_day(one.said_on),
        "due": words.full_day(one.due) if one.due else "no date",
        "state": _state(one, as_of),
        "odds": words.odds(one.odds) if one.odds is not None else "",
        "amount": amounts.full(one.amount, currency=currency) if one.amount is not None else "",
    }


def as_csv(promises: Iterable[FirmPromise]) -> str:
    """Every promise, a line each."""
    return written(HEADS, ([getattr(one, head) for head in HEADS] for one in promises))


def _state(one: FirmPromise, as_of: date) -> str:
    """Where it stands, and from which day it was moved."""
    said = []
    if one.verdict == "broken" and one.due:
        said.append(f"{words.count((as_of - one.due).days, 'day')} over, not out")
    if one.verdict == "withdrawn":
        said.append("dropped")
    if one.moved and one.first_due:
        said.append(words.moved_times(one.moved, words.full_day(one.first_due)))
    return "; ".join(said)
