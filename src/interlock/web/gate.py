"""Who may open a page: the one place where a request becomes a viewer, or is refused."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from interlock.actions.load_members import load_viewer
from interlock.records.rights import Viewer

View = Callable[..., HttpResponse]


def opens(page: str) -> Callable[[View], View]:
    """Let in whose role opens ``page``; ask others to sign in, and refuse with what would help."""
    return _guard(page, lambda viewer: page in viewer.opens)


def changes(table: str) -> Callable[[View], View]:
    """Let in whose role changes ``table``; whether of this record too, the view asks."""
    return _guard(f"change {table}", lambda viewer: table in viewer.right.changes)


def _guard(page: str, allowed: Callable[[Viewer], bool]) -> Callable[[View], View]:
    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, *args: Any, **more: Any) -> HttpResponse:
            viewer = whoever(request)
            if viewer is None:
                return redirect_to_login(request.get_full_path())
            if not allowed(viewer):
                return render(request, "refused.html", {"page": page}, status=403)
            return view(request, *args, **more)

        guarded.page = page  # type: ignore[attr-defined]
        return guarded

    return guard


def public(why: str) -> Callable[[View], View]:
    """Anybody may open it, and why."""

    def mark(view: View) -> View:
        view.page = f"anybody: {why}"  # type: ignore[attr-defined]
        return view

    return mark


def viewer_of(request: Any) -> Viewer:
    """As whom somebody looks who was let in."""
    found = whoever(request)
    if found is None:
        raise PermissionDenied
    return found


def user_of(request: HttpRequest) -> int:
    """The number of whoever is signed in."""
    return int(request.user.pk)  # type: ignore[arg-type]


def whoever(request: Any) -> Viewer | None:
    """As whom somebody looks, None for nobody known; looked up once a request."""
    if not hasattr(request, "viewer"):
        user = request.user
        request.viewer = load_viewer(user.pk) if user.is_authenticated else None
    found: Viewer | None = request.viewer
    return found


def address(request: HttpRequest) -> str:
    """Where a request comes from."""
    return str(request.META.get("REMOTE_ADDR", ""))
