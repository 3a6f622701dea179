"""Changes of the book as text."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from interlock.records.problems import LeftOut
from interlock.records.revision import Gone, Revision, RowChange, TableChange
from interlock.render import words

NOTHING = "nothing"


def changes(found: Iterable[TableChange]) -> str:
    """A line a table: what is added, changed and gone; beneath it the first of each."""
    lines = [line for change in found for line in _lines(change)]
    return "\n".join(lines) if lines else "Nothing differs from the book."


def left_out(found: Iterable[LeftOut]) -> str:
    """What was not taken, how much of it and why; nothing where all was."""
    lines = [f"  {one.table} ({one.count:,}): {one.why}" for one in found if one.count]
    return "\n".join(["Not taken as it stands, and why:", *lines]) if lines else ""


def listed(found: Iterable[Revision]) -> str:
    """A line a change, newest first."""
    lines = [_change(one) for one in found]
    return "\n".join(lines) if lines else "Nothing was taken into the book yet."


def gone(found: Iterable[Gone]) -> str:
    """A line a record, the latest first."""
    lines = [f"{one.table} {one.record}: gone since change {one.revision}" for one in found]
    return "\n".join(lines) if lines else "No record is gone from its source."


def in_words(change: TableChange) -> TableChange:
    """The same with its values as a reader writes them."""
    return replace(
        change,
        changed_such_as=tuple(map(_in_words, change.changed_such_as)),
        stay=tuple(map(_in_words, change.stay)),
    )


def _in_words(row: RowChange) -> RowChange:
    told = {name: (value(old), value(new)) for name, (old, new) in row.values.items()}
    return RowChange(row.record, told)


def _change(one: Revision) -> str:
    back = f" (taken back by {one.undone_by})" if one.undone_by else ""
    when, who = f"{one.at:%Y-%m-%d %H:%M} UTC", one.by or "nobody"
    return f"{one.number:>5}  {when}  {who}  {one.origin}: {one.words}{back}"


def _lines(change: TableChange) -> list[str]:
    counts = {"added": change.added, "changed": change.changed, "gone from source": change.gone}
    told = ", ".join(f"{count:,} {what}" for what, count in counts.items() if count)
    such_as = {
        "added": change.added_such_as if change.before else (),
        "changed": tuple(map(_moved, change.changed_such_as)),
        "gone from source": change.gone_such_as,
    }
    below = [line for what, named in such_as.items() for line in _named(what, named, counts[what])]
    return [f"{change.table}: {told}", *below, *map(_stays, change.stay)]


def _named(what: str, named: tuple[str, ...], count: int) -> list[str]:
    lines = [f"    {what}: {one}" for one in named]
    more = count - len(named)
    return [*lines, f"    {what}: {words.count(more, 'more', 'more')}"] if named and more else lines


def _moved(change: RowChange) -> str:
    moves = (f"{name} {value(old)} -> {value(new)}" for name, (old, new) in change.values.items())
    return f"{change.record}: {', '.join(moves)}"


def _stays(change: RowChange) -> str:
    told = (
        f"{name} {value(typed)}, the source says {value(theirs)}"
        for name, (typed, theirs) in change.values.items()
    )
    return f"    stays as typed: {change.record}: {', '.join(told)}"


def value(one: Any) -> str:
    """As a reader writes it: whole amounts without decimals, several values with ; between."""
    if one is None or one == "":
        return NOTHING
    if isinstance(one, list):
        return "; ".join(map(str, one)) or NOTHING
    if isinstance(one, Decimal):
        return f"{one:,.2f}".removesuffix(".00")
    return str(one)
