"""Changes of the book as text."""

from collections.abc import Iterable

from interlock.records.revision import Revision, TableChange


def changes(found: Iterable[TableChange]) -> str:
    """A line a table: what is added, changed and gone."""
    lines = [_line(change) for change in found]
    return "\n".join(lines) if lines else "Nothing differs from the book."


def listed(found: Iterable[Revision]) -> str:
    """A line a change, newest first."""
    lines = [_change(one) for one in found]
    return "\n".join(lines) if lines else "Nothing was taken into the book yet."


def _change(one: Revision) -> str:
    back = f" (taken back by {one.undone_by})" if one.undone_by else ""
    when, who = f"{one.at:%Y-%m-%d %H:%M} UTC", one.by or "nobody"
    return f"{one.number:>5}  {when}  {who}  {one.origin}: {one.words}{back}"


def _line(change: TableChange) -> str:
    counts = {"added": change.added, "changed": change.changed, "gone from source": change.gone}
    told = ", ".join(f"{count:,} {what}" for what, count in counts.items() if count)
    if change.gone_such_as:
        more = ", ..." if change.gone > len(change.gone_such_as) else ""
        told += f" ({', '.join(change.gone_such_as)}{more})"
    return f"{change.table}: {told}"
