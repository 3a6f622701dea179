"""Save: two records merged into one, or parted again."""

from interlock.store import connect, merged


def merge(table: str, other: str, into: str, *, by: str) -> int:
    """From now on ``other`` is ``into``, whatever exports say: the number of the change.

    Where the two differ ``into`` counts; what it lacks is the other's. People are named by name,
    other records by id. Raises ``UnknownName``.
    """
    connect.open_book()
    return merged.merge(table, other, into, by=by)


def part(table: str, other: str, *, by: str) -> int:
    """Make ``other`` a record of its own again: the number of the change.

    Raises ``UnknownName``.
    """
    connect.open_book()
    return merged.part(table, other, by=by)
