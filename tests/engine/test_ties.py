"""Who of ours knows whom, who could lead to whom, and who reports to whom."""

from datetime import timedelta

from interlock.engine import seats, ties
from interlock.records.seats import Post
from interlock.records.shared_tables import PEOPLE
from tests.engine.books import AS_OF, book, frame
from tests.engine.test_seats import RULES, buyer

DEALS = [
    {"id": "D", "name": "New", "account": "Inn", "outcome": "open"},
    {"id": "O", "name": "Old", "account": "Inn", "outcome": "won"},
    {"id": "X", "name": "Else", "account": "Bar", "outcome": "open"},
    {"id": "N", "outcome": "open"},
]


def ago(days):
    return AS_OF - timedelta(days=days)


def met(person, by, days, deal="O"):
    return {"deal": deal, "person": person, "on": ago(days), "by": by}


def known(*meetings, people=(), **tables):
    return book(deals=DEALS, rules=RULES, meetings=list(meetings), people=list(people), **tables)


def test_ties_count_the_days_of_each_two_in_each_deal():
    found = ties.ties(
        known(met("Eve", "Ann", 9), met("Eve", "Ann", 4), met("Eve", "Ann", 2, deal="D"),
              met("Eve", None, 1), met("Sue", "Bo", 3, deal="N")),
        on=AS_OF,
    )  # fmt: skip
    assert [(t.account, t.ours, t.theirs, t.deal_name, t.on, t.times) for t in found] == [
        ("Inn", "Ann", "Eve", "New", ago(2), 1),
        ("N", "Bo", "Sue", "N", ago(3), 1),
        ("Inn", "Ann", "Eve", "Old", ago(4), 2),
    ]


def test_a_step_that_both_sides_did_ties_them_and_one_still_to_do_does_not():
    step = {"deal": "D", "owner_theirs": "Eve", "owner_ours": "Ann"}
    steps = [step | {"step": "legal", "done_on": ago(5)}, step | {"step": "board"}]
    (tie,) = ties.ties(known(buyer_steps=steps), on=AS_OF)
    assert (tie.ours, tie.theirs, tie.on, tie.how) == ("Ann", "Eve", ago(5), "step")


def ways(*meetings, people):
    made = known(*meetings, people=people)
    seated = next(one for one in seats.seats(made, on=AS_OF) if one.deal == "D")
    found = ties.ways_in(made, seated, ties.ties(made, on=AS_OF, account="Inn"), on=AS_OF)
    return [(one.part, one.tie.ours, one.tie.theirs, one.who) for one in found]


def test_who_met_the_very_person_comes_before_who_met_that_role_or_anybody_there():
    people = [
        buyer("Eve", "champion"), buyer("Max", "champion", deal="O"),
        buyer("Kim", "user", deal="O"), buyer("Boss", "economic buyer"),
    ]  # fmt: skip
    there = [met("Kim", "Cy", 1), met("Max", "Bo", 5), met("Eve", "Ann", 90), met("Eve", "Cy", 99),
             met("Zed", "Di", 1, deal="X")]  # fmt: skip
    champion = [one for one in ways(*there, people=people) if one[0] == "champion"]
    assert champion == [
        ("champion", "Ann", "Eve", "sought"), ("champion", "Cy", "Eve", "sought"),
        ("champion", "Bo", "Max", "role"),
    ]  # fmt: skip


def test_there_is_no_way_to_somebody_who_was_met_nor_from_another_buyer():
    people = [buyer("Eve", "champion"), buyer("Boss", "economic buyer")]
    here = [met("Eve", "Ann", 1, deal="D"), met("Boss", "Ann", 1, deal="D")]
    assert ways(*here, people=people) == []
    assert ways(met("Boss", "Ann", 1, deal="X"), people=people) == []


def test_a_chart_begins_at_the_top_names_managers_who_are_not_listed_and_ends_in_circles():
    rows = [("Eve", "Max"), ("Kim", "Max"), ("Max", "Boss"), ("A", "B"), ("B", "A"), ("Solo", None)]
    people = frame(PEOPLE, [{"name": name, "reports_to": to} for name, to in rows])
    assert ties.chart(people) == (
        Post("Boss", False, (Post("Max", True, (Post("Eve", True), Post("Kim", True))),)),
        Post("Solo", True),
        Post("A", True, (Post("B", True),)),
    )
