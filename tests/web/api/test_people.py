"""People through the API: who is missing, who knows whom, and a part mended, as on the pages."""

import csv
import io
from datetime import timedelta

import pytest

from interlock.actions import load_people
from interlock.records.errors import UnknownName
from interlock.records.rights import Viewer
from interlock.store import read, typed
from interlock.web import clock
from tests.web.test_seats import DAY, SECRETS, held, made

__all__ = ["held", "made"]
pytestmark = pytest.mark.usefixtures("held")


def deals(told):
    return [one["deal"] for one in told["items"]]


def test_every_seat_is_told_as_the_page_has_it(program, browser):
    told = program("manager").told("seats")
    page = csv.DictReader(io.StringIO(browser("manager").get("/people/?as=csv").content.decode()))
    assert [
        (row["deal"], row["part"], row["state"], row["who"], row["met_on"]) for row in page
    ] == [
        (one["deal"], seat["part"], seat["state"], "; ".join(seat["names"]), seat["met_on"] or "")
        for one in told["items"]
        for seat in one["seats"]
    ]
    assert {one["deal"]: f"{one['value']:.3f}" for one in told["items"]} == {
        "D1": SECRETS["Ann"], "D2": SECRETS["Bob"],
    }  # fmt: skip
    assert (told["missing_on"], told["stale_days"], told["today"]) == (2, 30, DAY.isoformat())
    assert {one["part"] for one in told["worth"]} >= {"economic buyer", "champion"}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("owner=Ann", ["D1"]), ("segment=East", ["D1"]), ("missing=legal", ["D1"]),
        ("mine=true", ["D1"]), ("mine=false", ["D2", "D1"]), ("missing=long+ago", ["D2"]),
        ("q=inn", ["D2"]), ("limit=1", ["D2"]),
    ],
)  # fmt: skip
def test_the_words_of_the_page_say_which_deals(program, asked, found):
    assert deals(program("rep").told(f"seats?{asked}")) == found


def test_a_part_that_there_is_not_is_told_with_those_that_there_are(program):
    (problem,) = program("rep").get("seats?missing=champon").json()["problems"]
    assert problem["near"] == ["champion"]


def test_sizes_and_amounts_reach_who_may_see_them(program):
    own = program("rep", amounts="own").told("seats")["items"]
    assert {one["deal"]: one["value"] for one in own} == {"D1": float(SECRETS["Ann"]), "D2": None}
    for role in ("developer", "viewer"):
        client = program(role, known_as="Dev")
        for address in ("seats", "deals/D1/seats", "buyers/Acme", "people/Eve", "departments"):
            said = client.get(address).content.decode()
            assert not [one for one in SECRETS.values() if one.split(".")[0] in said], address


def test_one_deal_says_who_could_lead_to_whoever_is_missing(program):
    told = program("rep").told("deals/D1/seats")
    (way,) = (one for one in told["ways"] if one["part"] == "economic buyer")
    assert (way["tie"]["ours"], way["tie"]["theirs"], way["who"]) == ("Bob", "Max", "role")
    assert told["may_change"] is True
    assert program("rep").get("deals/C1/seats").status_code == 404


def test_a_buyer_a_person_and_the_departments_are_told(program):
    viewer = program("viewer")
    buyer = viewer.told("buyers/Acme")
    assert [(one["ours"], one["theirs"], one["times"]) for one in buyer["ties"]] == [
        ("Bob", "Max", 1)
    ]
    assert [one["below"][0]["name"] for one in buyer["chart"] if one["below"]] == ["Eve"]
    eve, bob = viewer.told("people/Eve"), viewer.told("people/Bob")
    assert eve["asked"] == [{"deal": "D1", "deal_name": "Bakery", "feature_name": "Export"}]
    assert (eve["above"], eve["contacts"]) == (["Max"], [])
    assert (bob["owns"], bob["contacts"][0]["what"]) == (
        [{"deal": "D2", "name": "Inn"}], "at the fair",
    )  # fmt: skip
    legal = viewer.told("departments")["departments"][1]
    assert (legal["name"], legal["without"], legal["of"]) == ("legal", 1, 2)
    assert legal["people"][0]["deals"] == [{"deal": "D2", "name": "Inn"}]
    for address in ("buyers/Nowhere", "people/Nobody"):
        assert viewer.get(address).status_code == 404


def test_a_part_is_mended_and_back_again_unless_somebody_mended_it_meanwhile(program):
    manager, ann = program("manager"), program("rep")
    part = {"deal": "D2", "role": "economic buyer"}
    yesterday = (DAY - timedelta(days=1)).isoformat()
    tag = manager.get("people/Max")["ETag"]
    mended = manager.post("people/Max/values", {**part, "to_on": yesterday, "department": "board"})
    assert manager.told("people/Max")["parts"][0]["department"] == "board"
    late = manager.post("people/Max/values", {**part, "to_on": None}, **{"If-Match": tag})
    assert late.status_code == 412
    assert manager.post(f"changes/{mended.json()['change']}/undo").status_code == 200
    assert manager.told("people/Max")["parts"][0]["to_on"] is None
    assert ann.post("people/Max/values", {**part, "to_on": yesterday}).status_code == 403
    wrong = manager.post("people/Max/values", {**part, "to_on": "soon", "departmnt": "x"})
    assert wrong.json()["problems"][0]["near"] == ["department"]
    assert manager.post("people/Max/values", part).json()["problems"][0]["at"] == "body"
    assert manager.post("people/Max/values", {**part, "deal": "D1"}).status_code == 404


def test_a_meeting_is_noted_by_whoever_tells_of_it_and_a_department_named(program):
    ann = program("rep")
    met = {"person": "Eve", "on": DAY.isoformat()}
    assert ann.post("deals/D1/meetings", met).status_code == 201
    assert read.book().meetings.filter(person="Eve")["by"].to_list() == ["Ann"]
    assert ann.post("deals/D2/meetings", met).status_code == 403
    named = {"name": "Lea", "side": "other", "role": "named contact", "department": "legal"}
    assert ann.post("deals/D1/people", named).status_code == 201
    states = {one["part"]: one["state"] for one in ann.told("deals/D1/seats")["seats"]}
    assert (states["champion"], states["legal"]) == ("met", "named")


def test_those_who_have_a_page_are_those_whom_a_page_is_found_of():
    done = {"owner_theirs": "Kim", "owner_ours": "Jo", "done_on": str(DAY)}
    for step, owned in (("sign", done), ("pay", {"owner_ours": "Flo"})):
        typed.add("buyer_steps", {"deal": "D1", "step": step, **owned}, by="x")
    known = load_people.load_known(now=clock.now())
    assert known == {"Eve", "Max", "Lea", "Ann", "Bob", "Kim", "Jo"}
    for name in (*known, "Flo", "Nobody"):
        is_found = True
        try:
            load_people.load_person(name, Viewer("Ann", "viewer"), now=clock.now())
        except UnknownName:
            is_found = False
        assert is_found == (name in known), name
