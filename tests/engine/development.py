"""Small books of a development side, and the ship dates forecast from them."""

from datetime import timedelta

from interlock.engine import releases
from interlock.engine.releases import ShipDates
from tests.engine.books import AS_OF, book

OLD = {
    "id": "old",
    "team": "A",
    "shipped_on": AS_OF - timedelta(days=7),
    "created_on": AS_OF - timedelta(days=600),
}


def ship_dates(known, *, draws=256, seed=1, without=frozenset(), delays=None) -> ShipDates:
    delivery = releases.prepare(known, as_of=AS_OF, seed=seed, draws=draws, weeks=104)
    return releases.ship(delivery.delayed(delays or {}), without=without)


def days_of(ship, feature):
    return ship.days[:, ship.features.index(feature)]


def items(feature, count, *, done=0, team="A", prefix="i"):
    return [
        {
            "id": f"{prefix}{feature}-{n}",
            "feature": feature,
            "team": team,
            "type": "Story",
            "created_on": AS_OF - timedelta(days=200),
            "done_on": AS_OF - timedelta(days=20 + n) if n < done else None,
        }
        for n in range(count)
    ]


def past(*, weeks=40, each=2, team="A"):
    """A finished feature with so many items each week."""
    return [
        {
            "id": f"p{team}{week}-{n}",
            "feature": "old",
            "team": team,
            "created_on": AS_OF - timedelta(days=7 * week + 30),
            "done_on": AS_OF - timedelta(days=7 * week + 9),
        }
        for week in range(weeks)
        for n in range(each)
    ]


def company(*features, work=(), **more):
    """A company whose team A has finished two items a week for 40 weeks."""
    return book(features=[OLD, *features], items=[*past(), *work], **more)
