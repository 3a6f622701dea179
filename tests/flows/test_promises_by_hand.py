"""Promises of the example company, each verdict worked out by hand from its CSV files as they stand
on 20 November 2026: promises.csv and moves.csv, and the record that the row names in jira.csv,
releases.csv, tools.csv or Opportunity.csv.
"""

from datetime import date
from functools import cache
from typing import NamedTuple

import pytest

from interlock.engine import history, verdicts
from interlock.records.report import PromiseLine
from tests import company

AS_OF = date(2026, 11, 20)


class Hand(NamedTuple):
    """What was worked out: ``record`` is table, id and day of the one that decided."""

    id: str
    first: str
    due: str
    moves: int
    verdict: str
    late: int | None
    record: str
    odds: float | None
    why: str


BY_HAND = (
    Hand("P-030", "2026-06-28", "2026-06-28", 0, "kept", None, "features 20149 2026-06-16", None,
         "INS-1149 shipped 16 Jun, twelve days before"),
    Hand("P-033", "2026-06-07", "2026-06-07", 0, "late", 9, "features 20160 2026-06-16", None,
         "MOB-1160 shipped 16 Jun, promised for the 7th"),
    Hand("P-035", "2026-05-26", "2026-05-26", 0, "late", 21, "features 20162 2026-06-16", None,
         "INTG-1162 shipped 16 Jun: 5 days of May and 16 of June"),
    Hand("P-036", "2026-09-28", "2026-09-28", 0, "kept", None, "features 20163 2026-09-16", None,
         "INS-1163 shipped 16 Sep"),
    Hand("P-039", "2026-09-07", "2026-09-07", 0, "late", 9, "features 20167 2026-09-16", None,
         "MOB-1167 shipped 16 Sep, promised for the 7th"),
    Hand("P-041", "2026-05-26", "2026-05-26", 0, "late", 21, "features 20169 2026-06-16", None,
         "CORE-1169 shipped 16 Jun"),
    Hand("P-001", "2026-09-16", "2026-12-16", 1, "open", None, "", None,
         "CORE-1199 is in progress; moved in time, and the new day is to come"),
    Hand("P-021", "2026-12-04", "2026-12-04", 0, "open", None, "", None,
         "in a contract; MOB-1176 is in progress"),
    Hand("P-042", "2026-09-18", "2026-09-18", 0, "kept", None, "releases 2026.3 2026-09-16", None,
         "release 2026.3 shipped two days before"),
    Hand("P-043", "2026-12-09", "2026-12-16", 1, "open", None, "", None,
         "release 2026.4 has not shipped, neither day has passed"),
    Hand("P-044", "2026-11-20", "2026-11-20", 0, "kept", None,
         "tools Demo Energy forecast 10 2026-11-03", None, "the demo was ready on 3 Nov"),
    Hand("P-045", "2026-11-27", "2026-11-27", 0, "open", None, "", None,
         "the price list is still wanted, a week is left"),
    Hand("P-046", "2026-10-30", "2026-10-30", 0, "withdrawn", None, "features 20183 2026-10-02",
         None, "MOB-1183 was resolved as won't do before the day"),
    Hand("P-047", "2026-11-26", "", 2, "withdrawn", None, "promises P-047 2026-11-17", None,
         "moved once, then its day was taken away on 17 Nov, before it"),
    Hand("P-048", "2026-12-02", "2026-12-02", 0, "withdrawn", None,
         "deals 0065g000AAAQw1LAYT 2026-11-18", None, "Thornbury Freight was lost: excused"),
    Hand("P-049", "", "", 0, "no date", None, "", None, "never promised for any day"),
    Hand("P-051", "2026-11-10", "2026-11-10", 0, "broken", 10, "promises P-051 2026-11-11", None,
         "no done_on, its deal is open; 10 days since the 10th"),
    Hand("P-052", "2026-11-04", "2026-11-04", 0, "kept", None, "promises P-052 2026-11-01", None,
         "done_on is 1 Nov"),
    Hand("P-053", "2026-11-18", "2026-11-18", 0, "broken", 2, "promises P-053 2026-11-19", None,
         "no done_on"),
    Hand("P-054", "2026-10-27", "2026-11-10", 1, "broken", 24, "promises P-054 2026-11-11", None,
         "the new day passed too; 4 days of October and 20 since the first day"),
    Hand("P-057", "2026-11-11", "2026-11-11", 0, "kept", None, "promises P-057 2026-11-10", None,
         "done_on is the day before"),
    Hand("P-059", "2026-11-14", "2026-11-28", 1, "open", None, "", None,
         "moved before its first day; the new one is to come"),
    Hand("P-060", "2026-11-19", "2026-11-19", 0, "broken", 1, "promises P-060 2026-11-20", None,
         "its day was yesterday"),
    Hand("P-061", "2026-11-19", "2026-12-03", 1, "open", None, "", None,
         "moved on 17 Nov, two days before its day"),
    Hand("P-064", "2026-11-10", "2026-11-24", 1, "open", None, "", None,
         "moved after its day had passed; the new day counts until it passes"),
    Hand("P-081", "2026-11-30", "2026-11-30", 0, "odds", None, "", None,
         "an outcome; the deal is in Propose"),
    Hand("P-097", "2026-11-12", "2026-11-12", 0, "odds", None,
         "deals 0065g000AAAQwzjAYD 2026-11-03", 1, "Westmark Organics signed in time"),
    Hand("P-098", "2026-11-26", "2026-11-26", 0, "odds", None,
         "deals 0065g000AAAQw0EAYT 2026-11-17", 0, "Millbrook Logistics was lost"),
)  # fmt: skip


@cache
def judged() -> dict[str, PromiseLine]:
    known = history.known(company.book(), as_of=AS_OF)
    return {line.id: line for line in verdicts.judge(known, as_of=AS_OF)}


@pytest.mark.parametrize("hand", BY_HAND, ids=[hand.id for hand in BY_HAND])
def test_a_promise_stands_as_it_was_worked_out_by_hand(hand: Hand) -> None:
    line = judged()[hand.id]
    decided = line.decided
    found = Hand(
        line.id, _day(line.first_due), _day(line.due), line.moved, line.verdict, line.days_late,
        f"{decided.table} {decided.id} {_day(decided.on)}" if decided else "", line.odds, hand.why,
    )  # fmt: skip
    assert found == hand


def test_every_verdict_and_every_record_that_can_decide_is_among_them() -> None:
    assert len(BY_HAND) >= 20
    assert {hand.verdict for hand in BY_HAND} == {
        "kept", "late", "broken", "withdrawn", "open", "no date", "odds",
    }  # fmt: skip
    assert {hand.odds for hand in BY_HAND if hand.verdict == "odds"} == {1, 0, None}
    tables = {hand.record.split(" ")[0] for hand in BY_HAND}
    assert tables == {"features", "releases", "tools", "deals", "promises", ""}
    excused = [line.id for line in judged().values() if verdicts.is_excused(line)]
    assert excused == ["P-048"]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
