"""What a buyer was told of a feature, in words, and what to tell them now."""

from datetime import date

from interlock.records import telling
from interlock.records.telling import Telling
from interlock.render import words


def said(one: Telling, *, as_of: date) -> str:
    """Told on 3 Nov: by 15 Dec; nothing where they were not told."""
    if one.on is None:
        return ""
    due = f": by {words.day(one.due, as_of=as_of)}" if one.due else ", without a day"
    return f"told on {words.day(one.on, as_of=as_of)}{due}"


def statement(one: Telling, *, as_of: date) -> str:
    """What somebody has to know of it, and whether the buyer has to be told something else."""
    since = words.day(one.since, as_of=as_of) if one.since else ""
    now = words.day(one.now, as_of=as_of) if one.now else "later than can be said"
    was = _was(one, as_of=as_of)
    return {
        telling.LATER: f"{was}; now {now}: tell them",
        telling.DROPPED: f"{was}; dropped on {since}: tell them",
        telling.MOVED: f"{was}, and its date moved on {since}: tell them",
        telling.SHIPPED: f"Shipped on {since}",
        telling.NO_DAY: "Told without a day",
        telling.UNKNOWN: "No forecast says a day to hold it against",
        telling.UNTOLD: "Not told yet",
        telling.HOLDS: f"They know that it was dropped on {since}" if since else "Still holds",
    }[one.state]


def _was(one: Telling, *, as_of: date) -> str:
    if one.on is None:
        return "The customer was never told"
    return f"The customer was told {words.day(one.due, as_of=as_of) if one.due else 'no day'}"
