"""What changes that nobody has made yet would do to both sides."""

from collections.abc import Mapping
from itertools import pairwise

import numpy as np

from interlock.engine import (
    both_ways,
    rejoined,
    suppose,
    telling,
    whatif_deals,
    whatif_features,
    whatif_turn,
)
from interlock.engine.need_estimates import spread_of
from interlock.engine.outlook import Outlook, birth
from interlock.engine.supposed import Supposed
from interlock.engine.whatif_deals import Changed
from interlock.records.both_ways import Turn
from interlock.records.whatif import (
    Answer,
    Comparison,
    Side,
    WhatIf,
)


def answer(now: Outlook, asked: WhatIf, *, turns: bool = False) -> Answer:
    """What the changes do until the end of the fourth fiscal quarter from here, both ways.

    The same luck runs with and without them, so differences are theirs alone; how deals stand and
    what was learnt stay. Raises ``NotPossible`` with every change that cannot be made. With
    ``turns`` it says where both sides turn, too, which takes as long as all the rest where many
    deals lose.
    """
    made = suppose.suppose(now.delivery, asked)
    return told(now, rejoined.outlook(now, made), made, asked, turns=turns)


def turn(now: Outlook, asked: WhatIf) -> Turn:
    """Where what the changes cost reaches what they buy, alone."""
    return whatif_turn.turn(supposed(now, asked))


def supposed(now: Outlook, asked: WhatIf) -> Changed:
    """The forecast under the changes, and the deals that they change."""
    return whatif_deals.changed(now, rejoined.outlook(now, suppose.suppose(now.delivery, asked)))


def compare(now: Outlook, asked: Mapping[str, WhatIf]) -> Comparison:
    """Several what-ifs side by side, by name, over the same luck."""
    made = {name: suppose.suppose(now.delivery, one) for name, one in asked.items()}
    then = {name: rejoined.outlook(now, one) for name, one in made.items()}
    gains = [whatif_deals.changed(now, one).gain for one in then.values()]
    beats = [_beats(one, other) for one, other in pairwise(gains)]
    return Comparison(
        tuple(
            Side(name, told(now, then[name], made[name], asked[name]), share)
            for name, share in zip(asked, [*beats, None], strict=True)
        )
    )


def told(
    now: Outlook, then: Outlook, made: Supposed, asked: WhatIf, *, turns: bool = False
) -> Answer:
    """What ``made`` of a what-if does, ``then`` being the outlook under it."""
    found = whatif_deals.changed(now, then)
    features = whatif_features.features(now, then)
    promises = whatif_features.promises(now, then)
    hurt, anyway, helped = whatif_deals.lines(found, features)
    company = now.book.company
    return Answer(
        company=company.name,
        simulated=company.simulated,
        currency=company.currency,
        changes=made.told,
        whatif=asked,
        says=tuple(dict.fromkeys(made.notes)),
        quarters=whatif_deals.quarters(found),
        whole=spread_of(found.gain),
        costs=both_ways.costs(found, features, found.through),
        buys=both_ways.buys(found, features, found.through),
        turn=whatif_turn.turn(found) if turns else None,
        hurt=hurt,
        anyway=anyway,
        helped=helped,
        features=features,
        promises=promises,
        tell=telling.tell(hurt, promises),
        coupling=now.worth.figures,
        birth=birth(now),
    )


def _beats(one: np.ndarray, other: np.ndarray) -> float:
    return float((one > other).mean() + 0.5 * (one == other).mean())
