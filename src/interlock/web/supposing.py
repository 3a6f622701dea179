"""Where what-ifs are worked out: the one place that pages and programs ask."""

from interlock.actions.load_book import load_book
from interlock.actions.whatif import whatif
from interlock.records.whatif import Answer, WhatIf


def suppose(asked: WhatIf) -> Answer:
    """What changes of the book as it is would do. Raises ``NotPossible`` and ``UnknownName``."""
    return whatif(load_book(), asked)
