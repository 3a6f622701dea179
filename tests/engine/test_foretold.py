"""Whether what was foretold came, against a table written by hand."""

from datetime import date

import pytest

from interlock.engine.foretold import verdict
from interlock.records.weeks_apart import Ended

BY, BEFORE, AFTER = date(2026, 12, 15), date(2026, 12, 14), date(2026, 12, 16)
TABLE = [
    (None, BEFORE, "open"),
    (None, BY, "open"),
    (None, AFTER, "did not come true"),
    (Ended("won", BY), AFTER, "came true"),
    (Ended("shipped", BEFORE), BEFORE, "came true"),
    (Ended("won", AFTER), AFTER, "did not come true"),
    (Ended("lost", BEFORE), BEFORE, "did not come true"),
    (Ended("dropped", BEFORE), BY, "did not come true"),
]


@pytest.mark.parametrize(("ended", "seen_on", "said"), TABLE)
def test_a_record_decides_what_was_foretold(ended, seen_on, said):
    assert verdict(BY, ended, seen_on=seen_on) == said
