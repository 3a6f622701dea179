"""Load: views of a list that somebody kept or that others share."""

from interlock.records.saved_view import SavedView
from interlock.store import saved_views


def load_views(page: str, user: int) -> tuple[SavedView, ...]:
    """One's own first, then those that others share, by name."""
    return saved_views.listed(page, user)
