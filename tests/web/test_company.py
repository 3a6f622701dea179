"""The company's settings on the site: seen with their defaults, set, taken back, as a file."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from interlock.actions import save_settings
from interlock.importers.company_file import company_of
from interlock.records.company import Closure, Company, Pipeline, Stage
from interlock.render import company_toml
from interlock.store import revisions, write
from interlock.web.setting_sections import BY_NAME, SECTIONS
from tests.importers.test_company_file import WHOLE
from tests.store.books import book, deal

pytestmark = [
    pytest.mark.usefixtures("book_at"),
    pytest.mark.parametrize("book_at", ["sqlite"], indirect=True),
]
"""What becomes of settings on either database: see `tests/store/test_company.py`."""

EVERY = company_of(WHOLE.encode())[0]
"""A company of which every setting is set."""


@pytest.fixture
def owner(browser):
    return browser("owner")


def company():
    return save_settings.known()[0]


def fields(page):
    """What a browser would send of the form of a page."""
    form = re.search(r'<form method="post" class="of-section".*?</form>', page, re.S)[0]
    sent = {}
    for tag in re.findall(r"<input [^>]*>", form):
        said = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if said.get("type") != "checkbox" or " checked" in tag:
            sent[said["name"]] = said.get("value", "on" if " checked" in tag else "")
    for name, inner in re.findall(r'<select name="([^"]*)".*?>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', inner)
        sent[name] = chosen[1] if chosen else re.search(r'<option value="([^"]*)"', inner)[1]
    for name, inner in re.findall(r'<textarea name="([^"]*)".*?>(.*?)</textarea>', form, re.S):
        sent[name] = inner.removeprefix("\n")
    return sent


def sent(client, section, **values):
    """The answer to a section sent as it stands but for ``values``."""
    address = f"/settings/company/{section}/"
    return client.post(address, fields(client.get(address).content.decode()) | values, follow=True)


def test_every_setting_stands_in_one_section():
    named = [name for section in SECTIONS for name in section.names]
    assert sorted(named) == sorted({*Company.__dataclass_fields__} - {"given"})
    assert len(named) == len(BY_NAME)


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.key)
@pytest.mark.parametrize("made", [Company(), EVERY], ids=["defaults", "all set"])
def test_a_section_that_is_sent_as_it_stands_changes_nothing(owner, section, made):
    save_settings.apply(save_settings.prepare_file(company_toml.written(made).encode()), by="Ann")
    before = revisions.latest()
    answer = sent(owner, section.key)
    assert "Nothing differs" in answer.content.decode()
    assert (company(), revisions.latest()) == (made, before)


def test_what_is_set_stands_beside_its_default_and_is_taken_back(owner):
    answer = sent(owner, "fiscal", fiscal_calendar="4-5-4", fiscal_year_ends="nearest saturday")
    words = answer.content.decode()
    assert "set; default: three months" in words
    assert company().given == {"fiscal_calendar", "fiscal_year_ends"}
    undone = owner.post(re.search(r"/undo/\d+/", words)[0], {"next": "/settings/"})
    assert undone["Location"] == "/settings/"
    assert company() == Company()


def test_the_quarters_of_a_calendar_are_shown_before_it_is_saved(owner):
    more = {"fiscal_year_start": "2", "fiscal_calendar": "4-5-4", "look": "1"}
    words = sent(owner, "fiscal", **more, fiscal_year_ends="nearest saturday").content.decode()
    shown = re.findall(r"<td>(\w+) \d+ \w+ \d+</td>", words)
    assert shown == ["Sun", "Sat"] * 4
    assert revisions.latest() == 0


def test_rows_are_added_mended_and_taken_out(owner):
    row = {"closures-0-first": "2026-12-24", "closures-0-last": "2027-01-01"}
    sent(owner, "work", **row)
    assert company().closures[0].team == ""
    more = {"closures-1-first": "2027-08-02", "closures-1-last": "2027-08-06"}
    sent(owner, "work", **more, **{"closures-0-team": "Core", "closures-1-team": "Core"})
    assert [one.team for one in company().closures] == ["Core", "Core"]
    sent(owner, "work", **{"closures-0-DELETE": "on"})
    assert company().closures == (Closure(date(2027, 8, 2), date(2027, 8, 6), "Core"),)
    sent(owner, "work", **{"closures-0-DELETE": "on"})
    assert company() == Company()


def test_stages_stand_in_the_order_that_was_said(owner):
    names = ("Won", "Talk", "Offer")
    rows = {
        f"pipelines-{at}-{what}": value
        for at, (name, place) in enumerate(zip(names, ("", "1", "1.5"), strict=True))
        for what, value in (("name", name), ("place", place), ("pipeline", "Sales"))
    }
    sent(owner, "stages", **rows, **{"pipelines-0-outcome": "won", "pipelines-2-percent": "60"})
    stages = (Stage("Talk"), Stage("Offer", 60.0), Stage("Won", outcome="won"))
    assert company().pipelines == (Pipeline("Sales", stages),)


def test_everything_wrong_in_a_section_is_said_and_nothing_is_saved(owner):
    wrong = {
        "closures-0-first": "2027-01-01", "closures-0-last": "2026-12-24",
        "staffing-0-team": "Core", "staffing-0-people": "some", "wip_limit": "0",
    }  # fmt: skip
    answer = sent(owner, "work", **wrong)
    words = answer.content.decode()
    assert "ends before it begins; allowed: first not after last" in words
    assert "Enter a number." in words
    assert "greater than or equal to 1" in words
    assert 'value="some"' in words
    assert revisions.latest() == 0


def test_a_section_goes_back_to_its_defaults_and_the_others_stay(owner):
    sent(owner, "company", name="Acme")
    sent(owner, "work", wip_limit="2", upkeep_types="bug\nchore")
    owner.post("/settings/company/work/", {"default": "1"})
    assert company() == Company(name="Acme", given=frozenset({"name"}))


def test_what_is_emptied_has_its_default_again(owner):
    sent(owner, "people", departments="sales\nlabs")
    assert company().departments == ("sales", "labs")
    sent(owner, "people", departments=" \n")
    assert company() == Company()


def test_of_two_who_change_the_same_setting_the_later_one_is_told(owner):
    address = "/settings/company/company/"
    mine = fields(owner.get(address).content.decode()) | {"name": "Mine"}
    sent(owner, "company", name="Theirs")
    words = owner.post(address, mine, follow=True).content.decode()
    assert "settings: name" in words
    assert company().name == "Theirs"


def test_a_setting_that_says_no_change_at_which_it_was_read_is_read_now(owner):
    for said in ("", "late", "9" * 5000):
        assert sent(owner, "company", name=f"Acme {len(said)}", seen=said)
        assert company().name == f"Acme {len(said)}"


def test_a_new_company_sets_its_currency_before_anything_is_brought_in(owner):
    assert "Bring in the first exports" in owner.get("/").content.decode()
    sent(owner, "money", currency="CHF")
    assert company().currency == "CHF"
    assert "Bring in the first exports" in owner.get("/").content.decode()
    write.book(book([deal("D1")]), by="Ann", words="an export")
    assert owner.get("/settings/").status_code == 200


@pytest.mark.parametrize("role", ["manager", "product"])
def test_others_who_read_the_settings_are_offered_no_change(browser, role):
    client = browser(role)
    words = client.get("/settings/").content.decode()
    assert "Fiscal year" in words
    assert "/settings/company/" not in words
    assert "/settings/people/" not in words
    assert "Change it as a whole" not in client.get("/settings/file/").content.decode()


def file_sent(client, text, **more):
    return client.post("/settings/file/change/", {"text": text, **more}, follow=True)


def test_the_file_that_is_downloaded_is_read_as_what_is_set(owner):
    file_sent(owner, WHOLE, apply="1")
    answer = owner.get("/settings/file/?as=toml")
    assert 'filename="company.toml"' in answer["Content-Disposition"]
    assert company_of(answer.content)[0] == company() == EVERY


def test_a_file_is_looked_at_before_it_is_made_so(owner):
    sent(owner, "work", wip_limit="2")
    upload = SimpleUploadedFile("company.toml", b'currency = "EUR"\n[targets]\n"2026-Q4" = 5')
    words = owner.post("/settings/file/change/", {"file": upload}).content.decode()
    rows = re.findall(r'<span class="sub">(\w+)</span>.*?</tr>', words, re.S)
    assert rows == ["currency", "wip_limit"]
    assert "1 target in it stays out" in words
    assert company().wip_limit == 2
    file_sent(owner, 'currency = "EUR"', apply="1")
    assert company() == Company(currency="EUR", given=frozenset({"currency"}))


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ('name = "x"\ncurrency = EUR\n', "2", "this is no TOML"),
        ('name = "x"\n\nwip_limit = 0\n', "3", "a whole number from 1 to 100"),
        ('curency = "EUR"', "1", "did you mean currency?"),
    ],
)
def test_a_wrong_file_is_told_by_line_and_nothing_is_saved(owner, text, line, what):
    words = file_sent(owner, text, apply="1").content.decode()
    assert f'<td class="num">{line}</td>' in words
    assert what in words
    assert text.split("\n")[0].replace('"', "&quot;") in words
    assert revisions.latest() == 0


def test_many_rates_fit_in_one_form(owner):
    rates = "".join(
        f'[[rates]]\ncurrency = "USD"\non = {2000 + n // 12}-{n % 12 + 1:02}-01\nrate = 0.{n + 1}\n'
        for n in range(300)
    )
    file_sent(owner, rates, apply="1")
    sent(owner, "money", **{"rates-299-rate": "0.5"})
    assert float(company().rates[299].rate) == 0.5
    assert "and 292 more" in owner.get("/settings/").content.decode()


def test_per_cents_of_a_share_are_exact(owner):
    sent(owner, "needs", early_share="57")
    assert company().early_share == 0.57
    assert 'name="early_share" value="57"' in owner.get("/settings/company/needs/").content.decode()
