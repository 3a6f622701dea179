"""What each side is told about the other: counted by hand, without amounts or blame."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from interlock.engine import ledger, other_side
from interlock.records.company import Company
from interlock.records.report import FeatureLine, Odds, ReleaseLine
from tests.engine.books import AS_OF, book


def days(number):
    return AS_OF + timedelta(days=number)


def moved(table, id_, field, old, new, *, ago):
    at = datetime.combine(days(-ago), datetime.min.time())
    return {"table": table, "id": id_, "field": field, "old": old, "new": new, "at": at}


def item(number, *, feature=None, kind="story", done=None, created=-200, started=None):
    return {
        "id": f"i{number}", "feature": feature, "type": kind, "created_on": days(created),
        "started_on": None if started is None else days(started),
        "done_on": None if done is None else days(done),
    }  # fmt: skip


DEALS = [
    {"id": "1", "name": "Acme", "outcome": "open", "expected_close_on": date(2026, 12, 20),
     "amount": Decimal(123456)},
    {"id": "2", "name": "Globex", "outcome": "open", "expected_close_on": date(2027, 2, 1),
     "amount": Decimal(777777)},
    {"id": "3", "name": "Initech", "outcome": "open", "expected_close_on": date(2026, 11, 1)},
    {"id": "4", "name": "Hooli", "outcome": "won", "closed_on": days(-2)},
    {"id": "5", "name": "Umbra", "outcome": "lost", "closed_on": days(-8)},
]  # fmt: skip
COMPANY = book(
    company=Company(fiscal_year_start=10),
    deals=DEALS,
    needs=[
        {"deal": "1", "feature": "sso", "strength": "dealbreaker"},
        {"deal": "2", "feature": "sso", "strength": "important", "confirmed": False},
        {"deal": "2", "feature": "old", "strength": "dealbreaker"},
        {"deal": "4", "feature": "api", "strength": "dealbreaker"},
    ],
    features=[
        {"id": "sso", "name": "Single sign-on", "release": "R", "team": "Edge"},
        {"id": "api", "name": "Event API", "team": "Core"},
        {"id": "old", "name": "Old", "shipped_on": days(-50)},
    ],
    dependencies=[{"feature": "sso", "after": "api"}, {"feature": "sso", "after": "old"}],
    buyer_steps=[
        {"deal": "1", "step": "Security review", "due": days(5)},
        {"deal": "2", "step": "Legal", "due": days(-1)},
    ],
    items=[
        *(item(n, done=-10, kind="Bug" if n < 6 else "story") for n in range(12)),
        *(item(20 + n, done=-60, kind="bug" if n < 4 else "story") for n in range(20)),
        item(50, feature="sso", started=-40),
        item(51, feature="sso", created=-5),
        item(52, feature="sso", created=-6),
        item(53, feature="api", created=-6),  # not under way: no growth
    ],
    changes=[
        moved("releases", "R", "due", "2026-11-30", "2026-12-07", ago=20),
        moved("releases", "R", "due", "2026-12-07", "2026-12-14", ago=3),
        moved("deals", "1", "expected_close_on", "2026-11-20", "2026-12-20", ago=2),
        moved("deals", "3", "expected_close_on", "2026-12-20", "2026-11-01", ago=2),
    ],
    promises=[
        {"id": "p", "what": "SSO beta", "kind": "own act", "said_on": days(-30),
         "due": days(7), "maker": "Edge"},
    ],
)  # fmt: skip
SSO = FeatureLine(
    "sso", "S-1", "Single sign-on", "Edge", "R", 3, Odds(()), date(2026, 12, 12), date(2027, 1, 9),
    None, None, None, None, "own history", (), (), (), 2, 901233.0, 1.0, 1.0,
)  # fmt: skip
RELEASE = ReleaseLine(
    "R",
    "Release 12",
    date(2026, 12, 14),
    0.5,
    Odds(()),
    None,
    None,
    7,
    4,
    1,
    2,
    901233.0,
    "prior",
    None,
)


def told(known, features=(SSO,), releases=(RELEASE,)):
    letters = other_side.told(
        known, as_of=AS_OF, deals=(), features=features, releases=releases,
        promises=ledger.promises(known, as_of=AS_OF), quarter=None,
    )  # fmt: skip
    return {letter.to: letter.lines for letter in letters}


def test_development_is_told_what_sales_is_up_against():
    assert told(COMPANY)["development"] == (
        "The quarter 2027-Q1 ends in 6 weeks, on 31 Dec: 1 of 3 open deals is dated to close by "
        "then.",
        "2 open deals wait for something not shipped yet: Single sign-on (2 deals, 1 of them as a "
        "dealbreaker).",
        "Buyers set 1 day of their own in the next 14 days, the next is “Security review” for Acme "
        "on 25 Nov; 1 earlier one is not met yet.",
        "This week 1 deal won, 0 lost; the date moved later on 1 deal.",
        "1 promise of development to sales or buyers is due in the next 14 days, first “SSO beta” "
        "on 27 Nov.",
        "What would help: early word if Single sign-on moves. It ships by 12 Dec in 5 of 10 cases, "
        "in 8 of 10 by 9 Jan 2027.",
    )


def test_sales_is_told_what_development_is_up_against():
    assert told(COMPANY)["sales"] == (
        "Bugs, security and support took 6 of 12 items finished in the last 4 weeks (50 %, usually "
        "20 %).",
        "2 items came to light in the last 4 weeks in 1 feature already under way, most in Single "
        "sign-on (+2, now 3 items).",
        "Release 12 moved from 30 Nov to 14 Dec: 1 of 4 features done, its features gained 2 items "
        "meanwhile.",
        "1 feature cannot be finished before another: Single sign-on for Event API (Core).",
        "Development has 1 promise of its own due in the next 14 days.",
        "What would help: say which needs are dealbreakers. 1 is not confirmed yet, most for "
        "Single sign-on.",
    )


def test_no_line_names_an_amount_and_none_told_to_sales_names_a_deal():
    lines = told(COMPANY)
    text = " ".join(line for side in lines.values() for line in side)
    assert not any(amount in text for amount in ("123", "777", "901", "$", "USD"))
    assert not any(deal["name"] in " ".join(lines["sales"]) for deal in DEALS)


def test_no_word_blames():
    text = " ".join(line for side in told(COMPANY).values() for line in side).lower()
    assert not any(word in text for word in ("slip", "fail", "late ", "delay", "miss", "blame"))


def test_a_side_about_which_nothing_is_known_gets_no_letter():
    assert told(book(deals=DEALS), (), ()).keys() == {"development"}
    assert told(book(features=[{"id": "sso"}]), (SSO,), ()).keys() == {"sales"}
    assert told(book(), (), ()) == {}


def test_too_few_finished_items_say_nothing_about_upkeep():
    few = book(items=[item(n, done=-10, kind="bug") for n in range(9)])
    assert told(few, (), ()) == {}
