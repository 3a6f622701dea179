"""What deals wait for: the feature, or the sales tool, that a need's column stands for."""

from dataclasses import dataclass

from interlock.engine.outlook import Outlook
from interlock.engine.releases import Days


@dataclass(frozen=True)
class Awaited:
    """What it is ``called``, the ``days`` on which it comes (draws,), and the ids of the
    ``features`` that it is or shows and that have not shipped.
    """

    called: str
    days: Days
    features: tuple[str, ...]
    is_tool: bool


def awaited(now: Outlook, column: int) -> Awaited:
    """Of a column of the ready weeks, not the last."""
    return now.once(_every)[column]


def _every(now: Outlook) -> tuple[Awaited, ...]:
    rows = now.book.features.select("id", "name", "key").iter_rows()
    called = {own_id: name or key or own_id for own_id, name, key in rows}
    features = (
        Awaited(called[own_id], now.ship.days[:, at], (own_id,), is_tool=False)
        for at, own_id in enumerate(now.ship.features)
    )
    tools = (
        Awaited(tool, now.tools.days_of(at), now.tools.waits_for[at], is_tool=True)
        for at, tool in enumerate(now.tools.tools)
    )
    return *features, *tools
