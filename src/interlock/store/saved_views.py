"""Views of lists that people kept, in their own tables beside the book."""

from typing import Any

from django.db.models import Q

from interlock.records.errors import UnknownName
from interlock.records.saved_view import SavedView
from interlock.store import connect


def listed(page: str, user: int) -> tuple[SavedView, ...]:
    """A person's own views of a page, and those that others share, by name."""
    from interlock.store.models import SavedView as Row

    rows = Row.objects.filter(Q(user_id=user) | Q(is_shared=True), page=page)
    told = (_told(row, user) for row in rows.select_related("user__member"))
    return tuple(sorted(told, key=lambda view: (not view.mine, view.name.casefold())))


def keep(page: str, user: int, *, name: str, query: str, is_shared: bool) -> bool:
    """Keep a view, in place of the person's own of the same name: whether it is a new one."""
    from interlock.store.models import SavedView as Row

    values = {"query": query, "is_shared": is_shared}
    with connect.told():
        _, is_new = Row.objects.update_or_create(
            user_id=user, page=page, name=name, defaults=values
        )
    return is_new


def change(number: int, user: int, *, name: str, is_shared: bool) -> None:
    """Rename one's own view, share it or share it no more. Raises ``UnknownName``."""
    with connect.told():
        row = _own(number, user)
        row.name, row.is_shared = name, is_shared
        row.save()


def remove(number: int, user: int) -> None:
    """Let one's own view go. Raises ``UnknownName``."""
    with connect.told():
        _own(number, user).delete()


def _own(number: int, user: int) -> Any:
    from interlock.store.models import SavedView as Row

    row = Row.objects.filter(pk=number, user_id=user).first()
    if row is None:
        raise UnknownName("view of yours", str(number), [])
    return row


def _told(row: Any, user: int) -> SavedView:
    member = getattr(row.user, "member", None)
    by = (member.known_as if member else "") or row.user.email
    return SavedView(row.pk, row.name, row.query, by, row.user_id == user, row.is_shared)
