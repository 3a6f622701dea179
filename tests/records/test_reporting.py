"""Who leads whom: by whom they report to, else by their sales team, else everybody."""

from datetime import date

from interlock.records import reporting, tables
from interlock.records.calls import Scope
from tests.engine.books import AS_OF, frame

PEOPLE = frame(
    tables.PEOPLE,
    [
        {"name": "Mo", "reports_to": "Vi"},
        {"name": "Ana", "reports_to": "Mo"},
        {"name": "Bo", "reports_to": "Mo"},
        {"name": "Cy"},
    ],
)
TEAMS = frame(
    tables.MEMBERSHIPS,
    [
        {"name": "Cy", "group": "North", "kind": "team", "to_on": date(2026, 10, 31)},
        {"name": "Cy", "group": "South", "from_on": date(2026, 11, 1)},
        {"name": "Di", "group": "South", "kind": "team"},
        {"name": "Di", "group": "East", "kind": "territory"},
    ],
)


def led(name):
    return reporting.led(PEOPLE, TEAMS, name, day=AS_OF)


def test_who_reports_to_somebody_is_led_by_them_through_others_too():
    assert led("Mo") == {"Mo", "Ana", "Bo"}
    assert led("Vi") == {"Vi", "Mo", "Ana", "Bo"}


def test_where_nobody_reports_a_team_is_led_and_without_one_everybody():
    assert led("Cy") == {"Cy", "Di"}
    assert led("Zoe") is None


def test_the_team_is_that_of_the_day():
    assert reporting.teams(TEAMS, date(2026, 10, 31))["Cy"] == "North"
    assert reporting.teams(TEAMS, date(2026, 11, 1))["Cy"] == "South"


def test_a_manager_answers_for_those_below_else_for_the_company():
    assert reporting.scope_led(PEOPLE, "Mo") == Scope("manager", "Mo")
    assert reporting.scope_led(PEOPLE, "Ana") == Scope("company")
