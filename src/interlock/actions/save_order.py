"""Save: the order of a team's queue, typed over the places that the tracker says."""

from interlock.engine import team_queues
from interlock.records.errors import Conflict, NotAllowed, UnknownName
from interlock.records.rights import Viewer
from interlock.store import connect, read, shown, typed

TABLES = ("features", "releases", "items")


def move(team: str, feature: str, *, to: str, seen: str, viewer: Viewer, by: str) -> int | None:
    """Move a feature in its team's queue, first, up, down, last or to a place: the number of the
    one change that it makes, None where it is there already.

    ``seen`` is the mark of the queue that was looked at. Raises ``Conflict`` where it is another
    by now, ``UnknownName`` and ``NotAllowed``.
    """
    connect.open_book()
    if "features" not in viewer.right.changes:
        raise NotAllowed(viewer.role, "change features")
    revision = read.latest()
    queues = {queue.team: queue for queue in team_queues.queues(shown.book(viewer, TABLES))}
    if team not in queues:
        raise UnknownName("team with a queue", team, list(queues))
    queue = queues[team]
    if queue.mark != seen:
        raise Conflict([f"the queue of {team or 'no team'} was changed since you looked at it"])
    after = team_queues.moved(queue, feature, to)
    if after == queue.features:
        return None
    orders = team_queues.orders(after)
    name = next(one.name for one in after if one.id == feature)
    place = [one.id for one in after].index(feature) + 1
    return typed.put(
        "features",
        [{"id": own_id, "order": order} for own_id, order in orders.items()],
        by=by,
        words=f"order of {team or 'no team'}: {name} to place {place}",
        seen=revision,
    )
