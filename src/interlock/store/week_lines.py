"""Lines of closed weeks: the little that a list needs of each report, kept beside it."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

import msgspec

from interlock.records.archive import WeekLine
from interlock.records.rights import Viewer
from interlock.store import connect


@dataclass(frozen=True)
class KeptLine:
    """The line of the report of a day; None where none was made, or one in a form that this program
    does not read. ``number`` is where it is kept, ``outcome`` the report's.
    """

    number: int
    day: date
    outcome: int
    line: WeekLine | None


def kept(days: Iterable[date], reader: str, viewer: Viewer) -> tuple[KeptLine, ...]:
    """Those of a reader's reports of these days that the viewer may read, newest first."""
    from interlock.store.models import WeekReport

    rows = WeekReport.objects.filter(reader=reader, week__day__in=list(days)).order_by("-week__day")
    asked = rows.values_list("number", "week__day", "outcome_id", "has_amounts", "line")
    return tuple(
        KeptLine(number, day, outcome, _read(line))
        for number, day, outcome, has_amounts, line in asked
        if viewer.may_read_of(reader, amounts=has_amounts)
    )


def keep(made: Mapping[int, WeekLine]) -> None:
    """Keep lines that were not made when their weeks were closed, by where they are kept."""
    from interlock.store.models import WeekReport

    rows = [WeekReport(number=number, line=written(line)) for number, line in made.items()]
    if rows:
        with connect.told():
            WeekReport.objects.bulk_update(rows, ["line"])


def written(line: WeekLine) -> str:
    """A line as it is kept: names in it are forgotten as in every text of the book."""
    return msgspec.json.encode(line).decode()


def _read(line: str) -> WeekLine | None:
    with suppress(msgspec.DecodeError):
        return msgspec.json.decode(line, type=WeekLine)
    return None
