"""Features and releases on the site: lists as asked for, and each one's page, as one may see."""

import csv
import io
import re

import pytest

from interlock.records.whatif import Drop
from interlock.store import outcomes, read, typed
from interlock.web import asked_changes, tasks
from tests.render import sample
from tests.web import made_features
from tests.web.test_deals import words

SSO, AUDIT = "/features/10231/", "/features/10277/"
MONEY = re.compile(r"\$\d")


@pytest.fixture
def held(book_at):
    made_features.keep()


@pytest.fixture
def product(held, browser):
    return browser("product")


def named(page):
    return re.findall(r'<th scope="row"><a href="/features/[^"]+">([^<]+)', page)


def test_an_empty_book_says_what_will_stand_here(browser):
    product = browser("product")
    for address in ("/features/", "/order/", "/releases/"):
        assert "Bring in the first exports" in words(product, address)


def test_features_stand_in_a_table_with_odds_dates_and_who_waits(product):
    page = words(product, "/features/")
    assert "4 of 4 unfinished" in page
    assert page.count('class="ladder"') == 3
    assert "12 to 30 Dec" in page
    assert "1 dealbreaker, 1 important" in page
    assert "no date" in page
    assert "$388 k" in page
    assert "Export to sheets" in page
    assert "dropped 18 Sep" in page
    assert "Dark &lt;mode&gt;" in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", "SSO Audit Usage Offline"),
        ("q=pay-77", "Audit"),
        ("team=Team Alpha", "SSO Audit"),
        ("release=2026.12", "SSO Usage"),
        ("state=begun", "SSO Usage"),
        ("state=not_begun", "Audit Offline"),
        ("state=waits", "SSO"),
        ("state=no_date", "Offline"),
        ("deals=dealbreaker", "SSO Audit"),
        ("deals=none", "Usage Offline"),
        ("doubt=1", "Audit"),
        ("moved=1", "Audit"),
        ("sort=name", "Audit Offline SSO Usage"),
        ("sort=-name", "Usage SSO Offline Audit"),
        ("sort=quarter", "SSO Audit Usage Offline"),
        ("sort=due", "SSO Audit Usage Offline"),
        ("sort=nonsense&state=nonsense", "SSO Audit Usage Offline"),
    ],
)
def test_the_address_says_which_features_and_in_which_order(product, asked, found):
    page = words(product, f"/features/?{asked}").split("h-ended")[0]
    assert [one.split()[0] for one in named(page)] == found.split()


def test_nothing_like_that_says_so(product):
    assert "No unfinished feature is like that" in words(product, "/features/?q=nothing")


def test_as_csv_all_that_are_asked_for_come(product):
    answer = product.get("/features/?as=csv&team=Team+Alpha")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [(row["key"], row["place"], row["deals"], row["at_risk"]) for row in rows] == [
        ("PAY-31", "1", "2", "388000.0"),
        ("PAY-77", "2", "2", "301000.0"),
    ]
    assert "features.csv" in answer["Content-Disposition"]


def test_a_view_of_features_is_kept_beside_those_of_deals(product):
    product.post("/views/features/", {"name": "Begun", "query": "state=begun&page=3"})
    page = words(product, "/features/")
    assert 'href="/features/?state=begun"' in page
    assert "Begun" not in words(product, "/deals/")


def test_the_page_of_a_feature_tells_when_why_who_and_what_happened(product):
    page = re.sub(r"\s+", " ", words(product, SSO))
    for told in (
        "81 %", "12 Dec 2026", "22 Jan 2027", "waiting for Token service", "12 days",
        "Halyard Bank platform", "Eve Stone", "31 Jan 2027", "Ship SSO",
        "Of 14 deals that needed it when they ended, 11 closed without: 7 with a workaround",
        "$388 k", "$24.1 k", "Audit log export</a>", "14 to 18", "Osprey Air", "1 Oct 2026",
    ):  # fmt: skip
        assert told in page, told
    assert page.count('class="ship-curve"') == 2
    assert page.count('class="fan cool-fan"') == 2


def test_what_if_it_were_dropped_or_came_at_another_time_is_one_click_away(product):
    page = words(product, SSO)
    asked = re.findall(r'href="/whatif/\?([^"]+)"', page)
    assert len(asked) == 3
    assert all("10231" in one for one in asked)
    assert asked_changes.of(asked[0])[0] == (Drop("10231"),)


def test_a_feature_that_shipped_has_a_page_too(product):
    page = words(product, "/features/10199/")
    assert "Shipped on 2 October 2026" in page
    assert "When it ships" not in page
    assert product.get("/features/none/").status_code == 404


def test_releases_stand_with_the_odds_of_their_day_and_what_holds_them(product):
    page = words(product, "/releases/")
    assert "38 %" in page
    assert "SSO for admins, in 62 % of cases" in page
    page = words(product, "/releases/v12/")
    assert "SSO for admins</a> is finished last in 62 %" in page
    assert "9 of 14 features finished" in page
    assert named(page)[:2] == ["SSO for admins", "Usage dashboards &lt;beta&gt;"]
    assert product.get("/releases/none/").status_code == 404


@pytest.mark.parametrize(("role", "amounts"), [("developer", ""), ("viewer", ""), ("rep", "none")])
def test_no_money_is_shown_to_who_may_see_none(held, browser, role, amounts):
    client = browser(role, amounts=amounts)
    for address in ("/features/", "/features/?as=csv", "/features/?sort=risk", SSO, AUDIT,
                    "/releases/", "/releases/v12/", "/order/"):  # fmt: skip
        page = words(client, address)
        assert not MONEY.search(page), address
        assert "388000" not in page, address
    shown = "1 large, 1 middle" in words(client, "/features/")
    assert shown == (role == "developer")


def test_money_on_a_feature_stays_only_where_every_deal_behind_it_is_ones_own(held, browser):
    rep = browser("rep", known_as="Ann", amounts="own")
    page = words(rep, SSO)
    assert "$412 k" in page
    assert "$388 k" not in page
    assert "$268" not in page


@pytest.mark.parametrize(
    ("column", "value", "kept"),
    [
        ("release", "v13", "v13"),
        ("release", "", None),
        ("order", "3", 3),
        ("team", "Team Beta", "Team Beta"),
        ("wanted_by", "2027-02-01", "2027-02-01"),
    ],
)
def test_a_value_is_typed_over_and_undone(product, column, value, kept):
    def stands():
        found = read.book().features.filter(id="10231")[column].item()
        return found.isoformat() if hasattr(found, "isoformat") else found

    before = stands()
    sent = {"value": value, "seen": read.revision()}
    page = product.post(f"{SSO}type/{column}/", sent, follow=True).content.decode()
    assert stands() == kept
    assert "the tracker keeps its own" in page
    number = page.split('action="/undo/')[1].split("/")[0]
    product.post(f"/undo/{number}/", {"next": SSO})
    assert stands() == before


def test_the_day_of_a_release_is_typed_over_and_nothing_else_of_it(product):
    sent = {"value": "2027-01-08", "seen": read.revision()}
    product.post("/releases/v12/type/due/", sent)
    assert read.book().releases.filter(id="v12")["due"].item().isoformat() == "2027-01-08"
    assert product.get("/releases/v12/type/name/").status_code == 404
    assert product.get(f"{SSO}type/name/").status_code == 404


def test_who_typed_over_the_same_meanwhile_is_told(product):
    at = read.revision()
    typed.over("features", ("10231",), {"order": 7}, by="mo@acme.example", seen=at)
    answer = product.post(f"{SSO}type/order/", {"value": "2", "seen": at})
    assert answer.status_code == 409
    assert "mo@acme.example typed over this" in answer.content.decode()
    assert read.book().features.filter(id="10231")["order"].item() == 7


def test_who_only_reads_has_nothing_to_change(held, browser):
    page = words(browser("rep"), SSO)
    assert "Change<" not in page
    assert browser("rep").post(f"{SSO}type/order/", {"value": "2"}).status_code == 403


def test_search_the_week_the_report_and_a_deals_needs_lead_to_a_features_page(product):
    assert f'href="{SSO}"' in words(product, "/search/?q=sso")
    assert 'href="/releases/v12/"' in words(product, "/search/?q=2026.12")
    assert f'href="{SSO}"' in words(product, "/deals/006A1/")
    asked = tasks.of_report("management")
    outcomes.keep("report", asked, read.revision(), sample.report())
    assert 'href="/releases/v12/"' in words(product, "/")
    assert f'href="{SSO}"' in words(product, "/report/")
