"""Whether what somebody foretold of a deal or a feature came by its day."""

from datetime import date

from interlock.records.foretold import CAME, NOT, OPEN
from interlock.records.weeks_apart import SHIPPED, WON, Ended


def verdict(comes_by: date, ended: Ended | None, *, seen_on: date) -> str:
    """Came true where the deal was won, or the feature shipped, on that day or before; did not
    where it ended otherwise or later, or where the data ``seen_on`` a later day knows of no end.
    """
    if ended is not None:
        return CAME if ended.how in (WON, SHIPPED) and ended.on <= comes_by else NOT
    return NOT if comes_by < seen_on else OPEN
