"""A what-if told to the records: change by change, everything that is not possible said at once."""

from collections.abc import Callable
from typing import Any

from interlock.engine import suppose_deals, suppose_people, suppose_work
from interlock.engine.releases import Delivery
from interlock.engine.supposed import Supposed
from interlock.records import whatif as changes
from interlock.records.errors import BadUsage, NotPossible
from interlock.records.whatif import WhatIf

MADE: dict[type[changes.Change], Callable[[Supposed, Any], Supposed]] = {
    changes.Drop: suppose_work.drop,
    changes.Delay: suppose_work.delay,
    changes.BringForward: suppose_work.bring_forward,
    changes.Reorder: suppose_work.reorder,
    changes.Add: suppose_work.add,
    changes.Split: suppose_work.split,
    changes.MoveFeature: suppose_work.move_feature,
    changes.MoveRelease: suppose_work.move_release,
    changes.People: suppose_people.people,
    changes.MovePeople: suppose_people.move_people,
    changes.Need: suppose_deals.need,
    changes.Amount: suppose_deals.amount,
    changes.Promise: suppose_deals.promise,
    changes.BreakPromise: suppose_deals.break_promise,
}


def suppose(delivery: Delivery, whatif: WhatIf) -> Supposed:
    """The records with every change made, one after the other. Raises ``NotPossible`` with all that
    cannot be.
    """
    so_far, wrong = Supposed(of=delivery, book=delivery.book), []
    for change in whatif.changes:
        try:
            so_far = MADE[type(change)](so_far, change)
        except BadUsage as error:
            wrong.append(str(error))
    if wrong:
        raise NotPossible.several(wrong)
    return so_far
