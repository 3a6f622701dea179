"""Two plans beside each other: which brings more how often; features and deals that differ."""

from interlock.engine import plan_gap, rejoined, suppose, whatif_deals, whatif_features
from interlock.engine.outlook import Outlook
from interlock.records.planning import Beside
from interlock.records.whatif import WhatIf


def beside(now: Outlook, one: WhatIf, other: WhatIf) -> Beside:
    """``one`` beside ``other`` over the forecast's own courses, until the end of the fourth quarter
    from here. Raises ``NotPossible`` with every change that cannot be.
    """
    first, second = (
        rejoined.outlook(now, suppose.suppose(now.delivery, asked)) for asked in (other, one)
    )
    changed = whatif_deals.changed(first, second)
    features = whatif_features.features(first, second)
    worse, _, better = whatif_deals.lines(changed, features)
    return Beside(plan_gap.difference(changed.gain), features, better, worse)
