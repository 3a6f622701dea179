"""The forms of days that a mapping must say, and those that only the reader can choose."""

from collections.abc import Iterable, Mapping, Sequence

from interlock.importers.guess_fit import is_day
from interlock.importers.guess_values import Content, day_first
from interlock.records.guesses import ColumnGuess, DateGuess
from interlock.records.table import Table


def dates(
    table: Table, columns: Iterable[ColumnGuess], contents: Mapping[str, Content]
) -> tuple[DateGuess, ...]:
    """One for each column of days whose form is not found by itself. Where day and month cannot be
    told apart, another column of the file in the same hand decides, else nobody does.
    """
    orders = {c.dating.order for c in contents.values() if c.dating.order}
    order = orders.pop() if len(orders) == 1 else ""
    found = []
    for column in columns:
        content = contents[column.theirs]
        if is_day(table, column.ours) and content.dating.form:
            found.append(_date(column, content, order))
    return tuple(found)


def _date(column: ColumnGuess, content: Content, order: str) -> DateGuess:
    form, doubt = content.dating.form, content.dating.doubt
    if not doubt:
        return DateGuess(column.ours, column.theirs, (form,), "every value is written so")
    if order:
        chosen = day_first(form) if order == "day" else form
        why = f"{doubt} may be either; other columns of this file have the {order} first"
        return DateGuess(column.ours, column.theirs, (chosen,), why)
    return DateGuess(column.ours, column.theirs, (day_first(form), form), doubt)


def undecided(found: Sequence[DateGuess]) -> list[str]:
    """The questions that the reader must answer."""
    return [
        f"day and month cannot be told apart in {one.theirs!r} (for example {one.why}): choose one "
        "of the two lines under [source.date_formats]"
        for one in found
        if len(one.formats) > 1
    ]
