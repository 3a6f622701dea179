"""Features, releases and the order of work through the API: what their pages show and take."""

import csv
import io
import re

import pytest

from interlock.store import outcomes, read, typed
from tests.render import sample_ahead
from tests.web import made_features
from tests.web.api.test_deals import ats
from tests.web.test_features import MONEY

ADDRESSES = (
    "features", "features?sort=risk", "features?sort=-risk", "features/10231", "features/10277",
    "releases", "releases/v12", "order",
)  # fmt: skip


@pytest.fixture(autouse=True)
def held(book_at):
    made_features.keep()


@pytest.fixture
def product(program):
    return program("product", known_as="Pia")


def names(told):
    return [one["name"].split()[0] for one in told["items"]]


def stands(column, own_id="10231", table="features"):
    return read.book().table(table).filter(id=own_id)[column].item()


def test_a_feature_of_a_list_says_what_the_page_says(product, browser):
    page = browser("product").get("/features/?as=csv").content.decode()
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(page))}
    told = {one["id"]: one for one in product.told("features")["items"]}
    assert set(told) - set(rows) == {"10199"}
    for own_id, row in rows.items():
        for name, cell in row.items():
            one = {"release": "release_name", "amounts": "bands"}.get(name, name)
            if one != "bands":
                said = told[own_id][one]
                assert str("" if said is None else said) == cell, (own_id, name)
    assert told["10231"]["strengths"] == {"dealbreaker": 1, "important": 1}
    assert told["10231"]["bands"] == {"large": 1, "middle": 1}
    assert told["10231"]["odds"]["steps"][0][1] > 0
    assert told["10199"]["shipped_on"] == "2026-10-02"
    assert told["10199"]["p50_on"] is None


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("sort=risk", "SSO Audit Usage Offline Export"),
        ("sort=-name", "Usage SSO Offline Audit Export"),
        ("unfinished=true&sort=name", "Audit Offline SSO Usage"),
        ("q=sso", "SSO"),
        ("q=export&sort=name", "Audit Export"),
        ("team=Team%20Alpha&sort=due", "SSO Audit"),
        ("release=v12&sort=name", "SSO Usage"),
        ("release=2026.12&sort=name", "SSO Usage"),
        ("state=waits", "SSO"),
        ("state=no_date", "Offline"),
        ("deals=dealbreaker&sort=name", "Audit SSO"),
        ("doubt=1", "Audit"),
        ("moved=1", "Audit"),
    ],
)
def test_the_words_of_the_page_say_which_features_and_in_which_order(product, asked, found):
    assert names(product.told(f"features?{asked}")) == found.split()


def test_words_that_nothing_is_called_are_told_at_once(product):
    answer = product.get("features?state=begn&deals=sme&sort=nme")
    assert answer.status_code == 422
    near = {at: one["near"] for at, one in ats(answer).items()}
    assert near["query.state"][0] == "begun"
    assert near["query.deals"][0] == "some"
    assert "name" in near["query.sort"]


def test_one_feature_is_told_with_its_work_who_needs_it_and_what_holds_it(product):
    told = product.told("features/10231")
    one = sample_ahead.features_ahead().features[0]
    assert told["feature"]["p50_on"] == one.line.p50_on.isoformat()
    ahead = told["forecast"]
    assert ahead["survival"]["won"] == 11
    assert ahead["survival"]["met_by"][0] == ["workaround", 7]
    assert ahead["burn_up"]["scope"]["p50"] == one.burn_up.scope.p50
    assert len(ahead["burn_up"]["ahead"]) == len(one.burn_up.ahead)
    assert [list(held) for held in one.line.held_by] == ahead["line"]["held_by"]
    assert [(deal["deal"], deal["said_by"]) for deal in ahead["waiting"]] == [
        ("006A1", "Eve Stone"), ("006A2", "")
    ]  # fmt: skip
    assert [(need["deal"], need["outcome"]) for need in told["needs"]] == [
        ("006A1", "open"), ("006A9", "won")
    ]  # fmt: skip
    assert told["names"] == {"10277": "Audit log export"}
    assert told["promises"][0]["id"] == "P1"
    assert told["changes"][0]["old"] == "2026-10-01"
    assert told["may_type"] == ["team", "order", "release", "wanted_by"]


def test_what_is_finished_has_no_forecast_and_what_never_was_is_not_there(product):
    assert product.told("features/10199")["forecast"] is None
    for address in ("features/none", "releases/none"):
        assert product.get(address).status_code == 404


def test_while_it_is_worked_out_it_is_on_its_way(product, monkeypatch):
    monkeypatch.setattr(outcomes, "find", lambda *_: None)
    monkeypatch.setattr(outcomes, "latest", lambda *_: None)
    for address in ("features", "features/10231", "releases", "releases/v12"):
        assert product.get(address).status_code == 202, address
    assert product.told("order")["as_of"] is None
    assert len(product.told("order")["queues"]) == 3


def test_values_of_a_feature_are_typed_over_at_once_given_back_and_undone(product):
    wrong = product.post("features/10231/values", {"order": 0, "release": "v12"})
    assert "body.order" in ats(wrong)
    wrong = product.post("features/10231/values", {"wanted_by": "soon", "release": "v1"})
    assert set(ats(wrong)) == {"body.wanted_by", "body.release"}
    assert ats(wrong)["body.release"]["allowed"] == ["v12", "v13"]
    assert ats(product.post("features/10231/values", {}))["body"]["what"] == "says nothing"
    assert read.revision() == 1
    sent = {"order": 3, "release": None, "wanted_by": "2027-02-01"}
    done = product.post("features/10231/values", sent)
    assert done.json() == {"change": 2}
    assert (stands("order"), stands("release")) == (3, None)
    assert product.told("features/10231")["typed"] == ["order", "release", "wanted_by"]
    back = product.post("features/10231/given_back", {"columns": ["order"]})
    assert back.json() == {"change": 3}
    assert stands("order") == 10
    assert product.post("changes/2/undo").status_code == 409
    assert product.post("changes/3/undo").json() == {"change": 4}
    assert stands("order") == 3
    unknown = product.post("features/10231/given_back", {"columns": ["name"]})
    assert ats(unknown)["body.columns"]["allowed"] == ["team", "order", "release", "wanted_by"]
    assert product.post("features/none/values", {"order": 1}).status_code == 404


def test_the_day_of_a_release_is_typed_over_and_given_back(product):
    assert product.post("releases/v12/values", {"name": "X"}).status_code == 422
    assert ats(product.post("releases/v12/values", {"due": "soon"})).keys() == {"body.due"}
    number = product.post("releases/v12/values", {"due": "2027-01-08"}).json()["change"]
    assert stands("due", "v12", "releases").isoformat() == "2027-01-08"
    assert product.told("releases/v12")["typed"] == ["due"]
    assert product.post(f"changes/{number}/undo").status_code == 200
    assert product.told("releases/v12")["typed"] == []
    product.post("releases/v12/values", {"due": "2027-01-08"})
    assert product.post("releases/v12/given_back", {"columns": ["due"]}).status_code == 200
    assert product.told("releases/v12")["typed"] == []


def test_releases_are_told_with_what_holds_them_and_the_features_in_each(product):
    (first, second) = product.told("releases")["releases"]
    line = sample_ahead.features_ahead().releases[0]
    assert (first["id"], first["p_by_due"]) == ("v12", line.line.p_by_due)
    assert first["held_by"][0] == ["10231", "SSO for admins", 0.62]
    assert first["bands"] == {"large": 1, "middle": 1}
    assert second["held_by"] == []
    one = product.told("releases/v12")
    assert one["forecast"] == first
    assert [feature["id"] for feature in one["features"]] == first["unfinished"]


@pytest.mark.parametrize("edit", ["features/10231/values", "releases/v12/values"])
def test_what_somebody_typed_meanwhile_is_not_typed_over(product, edit):
    own_id = edit.split("/")[1]
    column = {"10231": "wanted_by", "v12": "due"}[own_id]
    tag = product.get(edit.removesuffix("/values"))["ETag"]
    table = edit.split("/")[0]
    typed.over(table, (own_id,), {column: "2027-05-05"}, by="mo", seen=1)
    answer = product.post(edit, {column: "2027-01-01"}, **{"If-Match": tag})
    assert answer.status_code == 412
    assert stands(column, own_id, table).isoformat() == "2027-05-05"


def test_each_team_has_its_queue_with_its_capacity_and_dates(product):
    told = product.told("order")
    assert [one["team"] for one in told["queues"]] == ["Team Alpha", "Team Beta", "Team Gamma"]
    first = told["queues"][0]
    assert (first["capacity"]["people"], first["capacity"]["work_weeks"]) == (5.0, 14.2)
    assert [(one["id"], one["place"]) for one in first["features"]] == [("10231", 1), ("10277", 2)]
    line = sample_ahead.features_ahead().features[0].line
    assert first["features"][0]["p80_on"] == line.p80_on.isoformat()
    assert first["features"][0]["strengths"] == {"dealbreaker": 1, "important": 1}
    assert told["may_order"] is True


@pytest.mark.parametrize(
    ("to", "moves"), [("first", True), (1, True), ("up", True), ("last", False)]
)
def test_a_move_is_one_change_undone_as_one(product, to, moves):
    answer = product.post("order", {"feature": "10277", "to": to})
    assert answer.json() == {"change": 2 if moves else None}
    if moves:
        assert (stands("order", "10277"), stands("order", "10231")) == (10, 20)
        assert product.post("changes/2/undo").status_code == 200
    assert (stands("order", "10277"), stands("order", "10231")) == (20, 10)


def test_a_queue_that_was_moved_meanwhile_is_left_alone(product, program):
    tag = product.get("order")["ETag"]
    assert program("developer").post("order", {"feature": "10277", "to": "first"}).json()["change"]
    answer = product.post("order", {"feature": "10277", "to": "last"}, **{"If-Match": tag})
    assert answer.status_code == 412
    assert "the queue of Team Alpha was changed" in answer.json()["detail"]
    assert stands("order", "10277") == 10
    other = {"feature": "10301", "to": "up"}
    assert product.post("order", other, **{"If-Match": tag}).status_code == 200
    tag = product.get("order")["ETag"]
    again = product.post("order", {"feature": "10277", "to": "last"}, **{"If-Match": tag})
    assert again.json()["change"]
    later = '"9.0123456789abcdef"'
    assert product.post("order", other, **{"If-Match": later}).status_code == 422


def test_what_cannot_be_moved_is_told_at_once(product):
    answer = product.post("order", {"feature": "10278", "to": "frst"})
    assert "10277" in ats(answer)["body.feature"]["near"]
    assert ats(answer)["body.to"]["near"] == ["first"]
    assert ats(product.post("order", {"feature": "10277", "to": 0})).keys() == {"body.to"}
    assert ats(product.post("order", {"feature": "10199", "to": 1})).keys() == {"body.feature"}
    assert read.revision() == 1


def test_a_feature_called_order_has_its_page_and_its_address(product, browser):
    typed.add("features", {"id": "order", "name": "Order forms", "team": "Team Beta"}, by="mo")
    assert product.told("features/order")["feature"]["name"] == "Order forms"
    assert "<h1>Order forms</h1>" in browser("product").get("/features/order/").content.decode()
    assert product.post("order", {"feature": "order", "to": "first"}).json()["change"]


def test_who_only_reads_changes_nothing(program):
    for role in ("rep", "viewer"):
        who = program(role)
        assert who.told("order")["may_order"] is False
        assert who.told("features/10231")["may_type"] == []
        assert who.post("order", {"feature": "10277", "to": 1}).status_code == 403
        assert who.post("features/10231/values", {"order": 1}).status_code == 403
        assert who.post("releases/v12/values", {"due": None}).status_code == 403


@pytest.mark.parametrize(("role", "amounts"), [("developer", ""), ("viewer", ""), ("rep", "none")])
def test_no_money_is_told_to_who_may_see_none(program, role, amounts):
    who = program(role, amounts=amounts)
    for address in ADDRESSES:
        told = who.get(address).content.decode()
        assert not MONEY.search(told), address
        assert not re.search(r"(388000|301000|412000|268500|24100|19300)", told), address
    (one, *_) = who.told("features?q=sso")["items"]
    assert one["bands"] == ({"large": 1, "middle": 1} if role == "developer" else {})


def test_of_the_deals_that_wait_only_ones_own_are_told_with_their_amount(program):
    rep = program("rep", known_as="Ann", amounts="own")
    told = rep.told("features/10231")
    amounts = {deal["deal"]: deal["amount"] for deal in told["forecast"]["waiting"]}
    assert amounts == {"006A1": 412_000.0, "006A2": None}
    assert told["feature"]["at_risk"] is None
