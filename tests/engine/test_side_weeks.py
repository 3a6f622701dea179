"""The other side's week: counted by hand, ranked by what a second run confirms, without amounts."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from interlock.engine import joint as joining
from interlock.engine import promise_odds, side_development, side_helps, side_sales, weekly_features
from interlock.engine.exposure import exposures
from interlock.engine.outlook import outlook
from interlock.engine.questions import questions
from interlock.records.calendar import DAYS_PER_WEEK
from interlock.records.company import Closure, Company, Staffing
from tests.engine.books import AS_OF, book
from tests.engine.development import OLD, items, past
from tests.engine.test_other_side import COMPANY
from tests.engine.test_questions import WON_OR_LOST, deal, link


def days(number):
    return AS_OF + timedelta(days=number)


def world(*, amount=5000, **more):
    """Two features: 23 deals wait for F, one of them not for sure, and one for G."""
    needs = [
        link("d1", "f"), link("d2", "f", confirmed=True),
        link("d3", "f", confirmed=True) | {"wanted_by": days(9), "said_by": "Eve"},
        link("d4", "g", confirmed=True) | {"wanted_by": days(-3)},
    ]  # fmt: skip
    deals = [
        deal(f"d{n}", amount=amount * n, account=f"Buyer {n}", category="commit") for n in (1, 2, 3)
    ]
    others = [deal(f"e{n:02}", amount=amount) for n in range(20)]
    needs += [link(one["id"], "f", confirmed=True) | {"wanted_by": days(200)} for one in others]
    told = {
        "rules": [{"id": "pain", "name": "Identified pain"}, {"id": "paper", "name": "Papers"}],
        "evidence": [
            {"deal": "d3", "rule": "pain", "on": days(-9), "what": "lorries leave half empty"},
            {"deal": "d3", "rule": "paper", "on": days(-1), "what": "sent"},
        ],
        "buyer_steps": [{"deal": "d3", "step": "Legal", "due": days(4), "owner_theirs": "Eve"}],
        "promises": [{"id": "P", "what": "Ship F", "kind": "own act", "maker": "A", "to": "Ann",
                      "said_on": days(-30), "due": days(5), "feature": "f"}],
    }  # fmt: skip
    known = book(
        company=Company(week_start=0),
        deals=[*WON_OR_LOST, *deals, *others, deal("d4", amount=amount)], needs=needs,
        features=[OLD, *({"id": f, "name": f.upper(), "team": "A", "order": at}
                         for at, f in enumerate("fg"))],
        items=[*past(), *(one for f in "fg" for one in items(f, 16))],
        **(told | more),
    )  # fmt: skip
    return outlook(known, as_of=AS_OF, seed=1, draws=64)


@pytest.fixture(scope="module")
def now():
    return world()


def parts_of_sales(now):
    return {one.called: one for one in side_sales.parts(now, deals=(), quarter=None)}


def texts(part):
    return [(line.text, line.sub, tuple(one.deal for one in line.deals)) for line in part.lines]


def helps_of_development(now):
    lines = weekly_features.features(now, None, exposures(now))
    return side_helps.of_development(now, features=lines, promises=promise_odds.promises(now))


def test_why_deals_matter_is_the_buyers_problem_with_what_they_wait_for(now):
    first, second, *_ = texts(parts_of_sales(now)["Why these deals matter"])
    assert first[0].startswith("D4 waits for G") or first[0].startswith("D4")
    assert second == (
        "Buyer 3 waits for F (dealbreaker, by 29 Nov)",
        "Identified pain: lorries leave half empty (11 Nov)",
        ("d3",),
    )


def test_the_next_of_the_buyers_days_come_first_and_then_those_that_passed(now):
    assert texts(parts_of_sales(now)["The buyers' days"]) == [
        ("24 Nov: Legal", "theirs: Eve", ("d3",)),
        ("29 Nov: wants F", "said by Eve", ("d3",)),
        ("17 Nov, 3 days ago: wants G", "", ("d4",)),
    ]


def test_what_reps_are_asked_is_the_quarter_and_what_stands_in_commit(now):
    asked = parts_of_sales(now)["What every rep is asked on Monday"]
    assert asked.lines[0].text.startswith("The quarter 2026-Q4 ends in 6 weeks, on 31 Dec")
    assert asked.lines[1].text.startswith("3 deals stand in commit")
    assert asked.lines[1].sub == "3 of them wait for something not shipped yet"


def test_nothing_that_development_is_told_changes_with_amounts(now):
    """Their order neither; but for the effect in money, which is taken away."""
    rich = world(amount=90_000)
    assert side_sales.parts(rich, deals=(), quarter=None) == side_sales.parts(
        now, deals=(), quarter=None
    )
    bare, other = (
        [replace(one, effect=None) for one in helps_of_development(each)] for each in (now, rich)
    )
    assert bare == other
    assert any(one.effect for one in helps_of_development(now))


def test_a_feature_is_ranked_by_the_deals_that_four_weeks_sooner_win(now):
    """Confirmed by working every deal's odds out anew with the feature ready four weeks sooner."""
    column = now.ship.features.index("f")
    ready = now.joint.ready.copy()
    ready[:, column] = np.where(
        ready[:, column] < joining.WEEKS, np.maximum(ready[:, column] - 4, 0), ready[:, column]
    )
    ends = np.array([(day - now.as_of).days for day in now.joint.ends]) / DAYS_PER_WEEK
    then = joining.all_odds(now.joint.groups, now.joint.world, ready, ends)
    count = np.bincount(now.open_deals["group"].to_numpy(), minlength=len(now.joint.groups))
    more = sum(
        n * (odds.mean[-1] - before[-1])
        for n, odds, before in zip(count, then, now.joint.mean_odds, strict=True)
    )
    found = {one.text: one.measured for one in helps_of_development(now)}
    assert found["Look for a way to ship F 4 weeks sooner"] == (
        f"about {more:.1f} deals more won within the year"
    )


def test_a_promise_in_doubt_is_to_be_given_another_day(now):
    said = next(one for one in helps_of_development(now) if one.text.startswith("Give Ann"))
    assert said.text == "Give Ann another day for: Ship F"
    assert said.sub.startswith("the day promised, 25 Nov holds in ")
    assert "fewer won if it ships 4 weeks later" in said.measured


def test_work_rests_on_a_need_by_its_share_of_the_features_weeks(now):
    asked = questions(now)
    found = {(one.deal, one.feature): one for one in side_helps.of_sales(now, questions=asked)}
    weeks = float(now.ship.work_weeks[now.ship.features.index("f")]) / 23
    link_ = found["d1", "f"]
    assert link_.text == "Say whether D1 waits for F"
    assert weeks < 1
    assert link_.measured == "less than a week of A's work rests on it"
    assert link_.question == "link"
    assert link_.effect == next(q.effect for q in asked if (q.deal, q.kind) == ("d1", "link"))
    assert found["d2", "f"].text == "Find out by which day D2 wants F"
    assert ("d3", "f") not in found  # confirmed, firm and with a day: nothing to ask


def test_most_work_comes_first_and_a_rep_is_asked_of_own_deals_alone(now):
    said = side_helps.of_sales(now, questions=())
    rests = [float(one.measured.split()[0]) for one in said if one.measured[0].isdigit()]
    assert rests == sorted(rests, reverse=True)
    assert side_helps.of_sales(now, questions=(), owner="Nobody") == ()


def test_sales_is_told_what_is_blocked_added_shipped_and_who_is_away():
    company = Company(
        closures=(Closure(date(2026, 12, 24), date(2027, 1, 1)), Closure(days(-9), days(-8))),
        staffing=(Staffing("Core", -1, days(3), days(9)), Staffing("Core", 1, days(90))),
    )
    features = [
        *COMPANY.features.to_dicts(),
        {"id": "new", "name": "Export", "team": "Core", "shipped_on": days(-2)},
    ]
    needs = [
        *COMPANY.needs.to_dicts(), {"deal": "1", "feature": "new"},
        {"deal": "3", "feature": "sso", "said_by": "Eve", "on": days(-4)},
    ]  # fmt: skip
    frames = {name: COMPANY.table(name).to_dicts() for name in ("deals", "dependencies", "items")}
    known = book(company=company, features=features, needs=needs, **frames)
    found = {
        one.called: texts(one) for one in side_development.parts(known, as_of=AS_OF, promises=())
    }
    assert found["Shipped this week"] == [
        ("Export", "Core, 18 Nov; 1 open deal asked for it", ("1",))
    ]
    assert found["Blocked, and by what"] == [
        ("Single sign-on waits for Event API", "Core, 3 deals behind it", ("1", "2", "3"))
    ]
    assert found["Came on top"] == [
        ("Single sign-on: 2 items more in 4 weeks",
         "now 3 items; asked for meanwhile by Eve", ("3",))
    ]  # fmt: skip
    assert [text for text, *_ in found["Away and closed"]] == [
        "Nobody works 24 Dec to 1 Jan 2027", "Core: 1 person fewer 23 Nov to 29 Nov",
    ]  # fmt: skip


def test_what_is_queued_is_said_where_nothing_else_is():
    quiet = book(
        features=[{"id": "f", "team": "A"}, {"id": "g", "team": "A"}, {"id": "h", "team": "B"},
                  {"id": "old", "team": "B", "shipped_on": days(-90)}],
        items=[{"id": f"i{n}", "feature": "f", "created_on": days(-99)} for n in range(3)]
        + [{"id": "done", "feature": "g", "created_on": days(-99), "done_on": days(-60)}],
    )  # fmt: skip
    (part,) = side_development.parts(quiet, as_of=AS_OF, promises=())
    assert (part.called, [(line.text, line.sub) for line in part.lines]) == (
        "In its queues",
        [("A: 2 unfinished features", "3 items known to be left"),
         ("B: 1 unfinished feature", "0 items known to be left")],
    )  # fmt: skip


def test_a_side_of_which_nothing_is_known_has_no_parts():
    assert side_development.parts(book(deals=[deal("d")]), as_of=AS_OF, promises=()) == ()
