"""The changes that an address asks for: each its word and its text, in the order they are made."""

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode

from interlock.records import written_changes
from interlock.records.whatif import Change

MOST = 60
"""Changes that one what-if holds: an address has an end."""


def of(query: str) -> tuple[tuple[Change, ...], tuple[str, ...]]:
    """The changes in a query, and what is wrong with those that are not understood."""
    found: list[Change] = []
    wrong: list[str] = []
    for word, text in parse_qsl(query):
        if word in written_changes.WORDS:
            try:
                found.append(written_changes.read(word, text))
            except ValueError as error:
                wrong.append(f"{error}.")
    if len(found) > MOST:
        wrong.append(f"Only the first {MOST} of {len(found)} changes are supposed.")
    return tuple(found[:MOST]), tuple(wrong)


def query(changes: Iterable[Change]) -> str:
    """What an address asks for, of these changes."""
    return urlencode(written_changes.written(changes))


def again(asked: str) -> str:
    """A query with its changes alone, as it is kept."""
    return query(of(asked)[0])
