"""Save: a person made anonymous throughout; load: everything that is held of them."""

from collections.abc import Sequence
from typing import Any

from interlock.store import connect, people


def load_person(names: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """Every row of today and of the past in which one of these names or addresses stands."""
    connect.open_book()
    return people.held(names)


def forget(names: Sequence[str], *, by: str) -> tuple[str, int]:
    """Put an alias in place of a person's names, for good: the alias, and in how many rows.

    Raises ``UnknownName`` when none of the names stands anywhere.
    """
    connect.open_book()
    return people.forget(names, by=by)
