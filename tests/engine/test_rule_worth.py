"""Rules measured, against a table worked by hand and worlds in which it is known what matters."""

from datetime import timedelta

import numpy as np
import pytest

from interlock.engine import deal_history, rule_worth
from tests.engine.books import AS_OF, book
from tests.engine.deal_worlds import PIPELINE, change, ended, standing


def test_the_ratio_over_strata_is_mantel_and_haenszels_by_hand():
    """(10 x 30 / 60 + 6 x 20 / 40) / (10 x 10 / 60 + 4 x 10 / 40) = 8 / 2.667 = 3."""
    counts = np.array([[[10, 30], [10, 10]], [[10, 20], [6, 4]]], dtype=float)
    assert np.exp(rule_worth._log_ratio(counts)) == pytest.approx(3.0)


def test_one_stratum_is_the_plain_odds_ratio():
    counts = np.array([[[10, 30], [10, 10]]], dtype=float)
    assert np.exp(rule_worth._log_ratio(counts)) == pytest.approx((10 / 10) / (10 / 30))


def company(*, seed, champion, deals=700, rules=(), only_after=None):
    """Deals that win at 4 % a week, times ``champion`` once a champion was met."""
    rng = np.random.default_rng(seed)
    rows, changes, proof = [], [], []
    for number in range(deals):
        name, first = f"D{number:04}", AS_OF - timedelta(days=int(rng.integers(7, 7 * 150)))
        changes.append(change(name, first, "stage", "Qualify"))
        day, outcome, met = first, "open", False
        while outcome == "open" and day < AS_OF:
            if not met and rng.random() < 0.12:
                met = True
                proof.append({"deal": name, "rule": "champion", "on": day})
            won, luck = 0.04 * (champion if met else 1.0), rng.random()
            outcome = "won" if luck < won else "lost" if luck < won + 0.04 else "open"
            day += timedelta(days=7)
        closed = day - timedelta(days=2)
        over = outcome != "open" and closed <= AS_OF
        row = ended(name, first, closed, outcome) if over else standing(name, first)
        rows.append(row | {"stage": "Qualify"})
    kept = [one for one in proof if only_after is None or one["on"] >= only_after]
    return book(
        company=PIPELINE, deals=rows, changes=changes, evidence=kept, rules=list(rules)
    )  # fmt: skip


def measured(records):
    return rule_worth.measured(records, deal_history.at_risk(records, as_of=AS_OF))


def test_evidence_that_helps_is_found_to_help():
    (rule,) = measured(company(seed=1, champion=3.0))
    assert rule.verdict == "helps"
    assert rule.adjusted.low > 1.3
    assert 1 < rule.shrunk <= rule.adjusted.ratio


def test_evidence_that_does_nothing_is_not_said_to_help_although_those_who_live_longer_have_it():
    found = [measured(company(seed=seed, champion=1.0))[0] for seed in range(4)]
    held = sum(rule.adjusted.low <= 1 <= rule.adjusted.high for rule in found)
    assert held >= 3
    assert 0.7 < np.mean([rule.adjusted.ratio for rule in found]) < 1.4


def test_much_evidence_of_nothing_is_named_inert():
    (rule,) = measured(company(seed=9, champion=1.0, deals=9000))
    assert rule.verdict == "inert"


def test_few_deals_say_not_enough_yet():
    (rule,) = measured(company(seed=1, champion=3.0, deals=25))
    assert (rule.verdict, rule.adjusted, rule.raw) == ("not enough yet", None, None)


def test_days_on_which_a_rule_was_not_asked_for_are_a_value_of_their_own():
    start = AS_OF - timedelta(days=7 * 70)
    rules = [{"id": "champion", "name": "Champion met", "valid_from": start}]
    (rule,) = measured(company(seed=2, champion=3.0, rules=rules, only_after=start))
    assert rule.name == "Champion met"
    assert rule.unknown.deals > 100
    assert rule.without.deals > 100


def test_each_version_of_a_rule_is_measured_by_its_days():
    first, second = AS_OF - timedelta(days=7 * 150), AS_OF - timedelta(days=7 * 60)
    rules = [{"id": "champion", "valid_from": on} for on in (first, second)]
    whole, old, new = measured(company(seed=3, champion=3.0, rules=rules))
    assert (whole.version, old.version, new.version) == ("", str(first), str(second))
    assert 0 < new.with_it.deals < whole.with_it.deals


def test_without_evidence_there_is_nothing_to_measure():
    assert measured(book()) == ()
