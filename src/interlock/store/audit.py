"""What was done about sign-ins and rights: kept for good, never edited."""

from interlock.records.member import Event


def note(what: str, *, who: str, about: str = "", address: str = "") -> None:
    """Keep one event."""
    from interlock.store.models import Event as Row

    Row.objects.create(what=what, who=who, about=about, address=address)


def listed(most: int = 100) -> tuple[Event, ...]:
    """The last events, newest first."""
    from interlock.store.models import Event as Row

    return tuple(
        Event(row.at, row.what, row.who, row.about, row.address)
        for row in Row.objects.order_by("-number")[:most]
    )
