"""Whether kept commitments go with renewals: the truth of made companies is found again."""

import numpy as np
import polars as pl
import pytest

from interlock.engine.renewal_link import FEWEST, measured
from tests.engine.test_customers import BUYER, WON, kept, missed, shown


def company(rng, size, *, truth, confounded=False):
    """Contracts of two segments; in the second fewer renew and, ``confounded``, more is missed."""
    second = rng.random(size) < 0.5
    kept = rng.random(size) < (np.where(second, 0.3, 0.8) if confounded else 0.6)
    renewed = rng.random(size) < np.where(second, 0.25, 0.65) + truth * kept
    strata = np.where(second, "Enterprise", "SMB")
    return pl.DataFrame({"stratum": strata, "kept": kept, "renewed": renewed})


def test_the_interval_covers_the_true_difference_about_as_often_as_it_says():
    rng = np.random.default_rng(7)
    found = [measured(company(rng, 120, truth=0.25)) for _ in range(400)]
    covered = np.mean([one.low <= 0.25 <= one.high for one in found])
    assert 0.75 <= covered <= 0.87
    assert np.mean([one.difference for one in found]) == pytest.approx(0.25, abs=0.02)


def test_what_segments_alone_explain_is_no_difference():
    rng = np.random.default_rng(8)
    made = [company(rng, 400, truth=0.0, confounded=True) for _ in range(200)]
    found = [measured(one) for one in made]
    raw = [f.kept_renewed / f.kept_ended - f.missed_renewed / f.missed_ended for f in found]
    assert np.mean(raw) > 0.15
    assert np.mean([one.difference for one in found]) == pytest.approx(0.0, abs=0.02)
    assert 0.73 <= np.mean([one.low <= 0 <= one.high for one in found]) <= 0.87


def test_under_the_fewest_on_either_side_nothing_is_said():
    rows = pl.DataFrame({
        "stratum": ["a"] * (2 * FEWEST), "kept": [True] * FEWEST + [False] * FEWEST,
        "renewed": [True, False] * FEWEST,
    })  # fmt: skip
    assert measured(rows).is_enough
    few = measured(rows.head(2 * FEWEST - 1))
    assert (few.is_enough, few.low, few.missed_ended, few.fewest) == (False, None, 9, FEWEST)
    assert measured(rows.clear()).kept_ended == 0


def test_what_was_due_after_the_renewal_was_decided_says_nothing_of_it():
    def counted(*promises):
        one = shown(deals=[WON | {"id": "R", "kind": "renewal", "renewal_of": "D",
                                  "created_on": WON["closed_on"]} | BUYER["ended"]],
                    promises=promises).link  # fmt: skip
        return one.kept_ended, one.missed_ended

    decided = BUYER["ended"]["closed_on"]
    early = {"first": decided.replace(day=1)}
    assert counted(kept(early["first"])) == (1, 0)
    assert counted(missed(early["first"])) == (0, 1)
    assert counted(kept(early["first"]), missed(decided)) == (1, 0)
    assert counted() == (0, 0)
