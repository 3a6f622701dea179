"""A way to look at a list, kept under a name."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SavedView:
    """``query`` is what the list's address asks for; ``by`` made it and may change it (``mine``),
    everybody uses it if ``is_shared``.
    """

    number: int
    name: str
    query: str
    by: str
    mine: bool
    is_shared: bool
