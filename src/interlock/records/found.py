"""What a search found, as pages show it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """A record of a ``kind`` by its key: what it is ``called``, what is ``said`` of it beside, and
    the ``deal`` on whose page it stands, if it stands on one.
    """

    kind: str
    key: str
    called: str
    said: str
    deal: str | None = None


@dataclass(frozen=True)
class Group:
    """Records of a kind that were found, the best first, and how many there are in all."""

    name: str
    first: tuple[Found, ...]
    count: int
