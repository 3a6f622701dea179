"""The words for what a rule is worth."""

import pytest

from interlock.engine.mantel_haenszel import LogOdds
from interlock.engine.rule_verdicts import verdict


@pytest.mark.parametrize(
    ("log", "error", "word"),
    [
        (0.5, 0.2, "helps"),
        (-0.5, 0.2, "hurts"),
        (0.0, 0.05, "inert"),
        (0.04, 0.01, "inert"),  # surely above zero, and surely next to nothing
        (0.15, 0.01, "helps"),
        (0.3, 0.2, "not enough yet"),
        (0.0, 0.3, "not enough yet"),
    ],
)
def test_the_interval_says_the_word(log, error, word):
    assert verdict(LogOdds(log, error), having=50, lacking=50)[0] == word


def test_few_wins_on_either_side_say_nothing():
    word, why = verdict(LogOdds(2.0, 0.1), having=300, lacking=9)
    assert word == "not enough yet"
    assert "9 without" in why
