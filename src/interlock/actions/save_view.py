"""Save: a view of a list under a name."""

from interlock.records.errors import NotPossible
from interlock.store import saved_views


def keep_view(page: str, user: int, *, name: str, query: str, is_shared: bool) -> bool:
    """Keep what a list's address asks for, in place of one's own view of the same name: whether it
    is a new one.
    """
    return saved_views.keep(page, user, name=name, query=query, is_shared=is_shared)


def change_view(page: str, number: int, user: int, *, name: str, is_shared: bool) -> None:
    """Rename one's own view, share it or share it no more. Raises ``UnknownName``, and
    ``NotPossible`` where one's own view of a page is called so already.
    """
    others = (one for one in saved_views.listed(page, user) if one.mine and one.number != number)
    if any(one.name == name for one in others):
        raise NotPossible(f"You have another view called {name!r}: choose another name")
    saved_views.change(number, user, name=name, is_shared=is_shared)


def remove_view(number: int, user: int) -> None:
    """Let one's own view go. Raises ``UnknownName``."""
    saved_views.remove(number, user)
