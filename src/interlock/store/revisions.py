"""Revisions: the book's own time, one step a change."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, Q

from interlock.records.errors import DayOutside, UnknownName
from interlock.records.revision import Revision


def begin(
    *, by: str, origin: str, words: str, undoes: int | None = None, moves_forecasts: bool = True
) -> int:
    """The number of a new revision, within the transaction that makes its changes."""
    from interlock.store import models

    made = models.Revision.objects.create(
        by=by, origin=origin, words=words, undoes_id=undoes, moves_forecasts=moves_forecasts
    )
    return made.number


def latest() -> int:
    """The last revision's number; 0 before the first."""
    from interlock.store import models

    return models.Revision.objects.order_by("-number").values_list("number", flat=True).first() or 0


def listed(most: int = 50) -> tuple[Revision, ...]:
    """The last revisions, newest first."""
    from interlock.store import models

    found = models.Revision.objects.select_related("undone_by").order_by("-number")[:most]
    return tuple(_told(one) for one in found)


def named(number: int) -> Revision:
    """The revision of this number.

    Raises ``UnknownName`` when there is none.
    """
    from interlock.store import models

    found = models.Revision.objects.select_related("undone_by").filter(number=number).first()
    if found is None:
        raise UnknownName("change", str(number), [str(one.number) for one in listed()])
    return _told(found)


def latest_with_exports() -> int:
    """The last revision's number; 0 while no export is in the book."""
    from interlock.store import models

    about: Any = models.MODELS["about"]
    held = about.objects.filter(name="seen_on", until=None)
    made = models.Revision.objects.filter(Exists(held)).order_by("-number")
    return made.values_list("number", flat=True).first() or 0


def last_that_moves_forecasts(number: int) -> int:
    """The last revision, up to one, that changed something that forecasts read."""
    from interlock.store import models

    made = models.Revision.objects.filter(number__lte=number, moves_forecasts=True)
    return made.order_by("-number").values_list("number", flat=True).first() or number


def imported_since(seen: int) -> tuple[Revision, ...]:
    """Later revisions that did more than type over records: they changed what exports are
    compared with.
    """
    from interlock.store import models

    about: Any = models.MODELS["about"]
    settings = about.objects.filter(since__gt=seen).values("since")
    more = ~Q(origin="typed") | Q(number__in=settings)
    later = models.Revision.objects.filter(more, number__gt=seen)
    return tuple(_told(one) for one in later)


def by(moment: datetime) -> int:
    """The last revision made by a moment; 0 where no export was in the book then."""
    from interlock.store import models

    made = models.Revision.objects.filter(at__lte=moment).order_by("-number")
    last = made.values_list("number", flat=True).first() or 0
    about: Any = models.MODELS["about"]
    held = about.objects.filter(Q(until=None) | Q(until__gt=last), name="seen_on", since__lte=last)
    return last if held.exists() else 0


def at_end_of(day: date, time_zone: str) -> int:
    """The last revision made by the end of a day.

    Raises ``DayOutside`` for a day before the first.
    """
    from interlock.store import models

    midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(time_zone))
    made = models.Revision.objects.filter(at__lt=midnight.astimezone(UTC)).order_by("-number")
    last = made.values_list("number", flat=True).first()
    if last is None:
        first = models.Revision.objects.order_by("number").first()
        began = (first.at if first else datetime.now(UTC)).astimezone(ZoneInfo(time_zone)).date()
        today = datetime.now(ZoneInfo(time_zone)).date()
        raise DayOutside("--book-on", day, began, today, "lies before the book was begun")
    return last


def _told(one: Any) -> Revision:
    undone_by = getattr(getattr(one, "undone_by", None), "number", None)
    return Revision(one.number, one.at, one.by, one.origin, one.words, one.undoes_id, undone_by)
