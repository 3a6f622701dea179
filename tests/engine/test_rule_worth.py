"""What rules are worth, in made-up companies whose truth is known and in hand-made ones."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import polars as pl
import pytest

from interlock.engine import history, rule_worth
from tests.engine.books import AS_OF, book
from tests.engine.deal_worlds import ended, standing
from tests.engine.rule_worlds import company

EFFECTS = {"champion": 1.0, "deck": 0.0, "rush": -1.0}


@pytest.fixture(scope="module")
def measured():
    return rule_worth.measure(company(EFFECTS), as_of=AS_OF)


def by_name(section):
    return {line.rule: line for line in section.lines}


def test_the_odds_ratios_are_recovered(measured):
    for rule, truth in EFFECTS.items():
        adjusted = by_name(measured)[rule].adjusted
        assert np.log(adjusted.low) - 0.1 < truth < np.log(adjusted.high) + 0.1


def test_what_helps_and_what_hurts_is_named(measured):
    lines = by_name(measured)
    assert (lines["champion"].verdict, lines["rush"].verdict) == ("helps", "hurts")
    assert lines["deck"].verdict in ("inert", "not enough yet")


def test_where_nothing_matters_nothing_is_named():
    section = rule_worth.measure(company(dict.fromkeys("abcdef", 0.0)), as_of=AS_OF)
    assert {line.verdict for line in section.lines} <= {"inert", "not enough yet"}
    assert "inert" in {line.verdict for line in section.lines}


def test_few_wins_are_not_enough():
    section = rule_worth.measure(company({"champion": 1.0}, deals=30), as_of=AS_OF)
    line = section.lines[0]
    assert line.verdict == "not enough yet"
    assert "are needed" in line.why


def days_ago(days):
    return AS_OF - timedelta(days=days)


def one_deal(*, evidence, rules=({"id": "champion"},), outcome="won", other=()):
    """A deal of 300 days that ended 20 days ago, seen on days 91, 182 and 273 before as_of."""
    deals = [ended("first", days_ago(900), days_ago(800), "lost")]
    deals.append(ended("D", days_ago(320), days_ago(20), outcome))
    given = [{"deal": "D", "rule": "champion", "on": days_ago(d)} for d in evidence]
    return book(deals=deals, evidence=[*given, *other], rules=list(rules))


def counts(line):
    return [(s.won, s.of) for s in (line.having, line.lacking, line.unknown)]


def test_a_deal_has_the_evidence_only_from_its_day_on():
    recorded = [{"deal": "first", "rule": "other", "on": days_ago(890)}]
    line = by_name(rule_worth.measure(one_deal(evidence=[100], other=recorded), as_of=AS_OF))[
        "champion"
    ]
    assert (line.having.won, line.having.of) == (1, 1)


def test_before_the_first_evidence_nothing_is_known():
    section = rule_worth.measure(
        one_deal(evidence=[200], rules=[{"id": "champion", "valid_from": days_ago(850)}]),
        as_of=AS_OF,
    )
    # of the days on which D was open, 273 days ago lies before the first evidence of any kind
    assert counts(section.lines[0]) == [(1, 2), (0, 0), (0, 1)]


def test_a_new_version_is_measured_from_its_first_day():
    rules = [
        {"id": "champion", "valid_from": days_ago(880), "valid_to": days_ago(151)},
        {"id": "champion", "valid_from": days_ago(150)},
    ]
    recorded = [{"deal": "first", "rule": "other", "on": days_ago(890)}]
    section = rule_worth.measure(one_deal(evidence=[200], rules=rules, other=recorded), as_of=AS_OF)
    before, after = section.lines[:2]
    assert counts(before)[0] == (0, 1)  # 182 days ago; not won within 13 weeks of it
    assert before.unknown.of == 1  # 91 days ago this version stood no more
    assert after.having.of == 0  # what was shown to the old wording says nothing of the new
    assert after.unknown.of == before.having.of + before.lacking.of + before.unknown.of


def test_evidence_that_no_rule_asks_for_is_measured_too():
    section = rule_worth.measure(company({"site visit": 1.0}, rules=[]), as_of=AS_OF)
    line = section.lines[0]
    assert (line.name, line.is_rule, line.verdict) == ("site visit", False, "helps")


def test_evidence_of_open_deals_alone_measures_nothing():
    deals = [ended(f"L{n}", days_ago(200), days_ago(n + 1), "lost") for n in range(12)]
    deals.append(standing("O", days_ago(90)))
    evidence = [{"deal": "O", "rule": "champion", "on": days_ago(80)}]
    section = rule_worth.measure(book(deals=deals, evidence=evidence), as_of=AS_OF)
    assert section.lines == ()
    assert "keep the evidence of deals that have ended" in section.says[0]


def test_without_evidence_it_says_what_to_add():
    section = rule_worth.measure(book(deals=[standing("O", days_ago(90))]), as_of=AS_OF)
    assert "add evidence.csv" in section.says[0]


def test_evidence_dated_later_changes_nothing():
    day = AS_OF - timedelta(days=200)
    whole = company({"champion": 0.8}, deals=300)
    lines = rule_worth.measure(history.known(whole, as_of=day), as_of=day)
    later = whole.evidence.with_columns(
        deal=pl.when(pl.col("on") > day).then(pl.lit("D0")).otherwise("deal")
    )
    moved = replace(whole, evidence=later)
    assert rule_worth.measure(history.known(moved, as_of=day), as_of=day) == lines


def test_old_evidence_is_told_from_fresh():
    line = rule_worth.measure(company({"champion": 1.0}), as_of=AS_OF).lines[0]
    assert line.fresh.low > 1.0
    assert line.old.low < np.exp(1.0) < line.old.high * 1.2
