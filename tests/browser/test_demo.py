"""The demo in a real browser: one role after another, what each sees, keys, and all afresh."""

import re
import signal
import subprocess
import sys

import pytest

from interlock.records.cast import CAST
from tests.browser.order import in_order
from tests.browser.test_site import Person, until
from tests.importers.mail_server import free_port
from tests.web import made_demo

pytestmark = pytest.mark.browser
AMOUNT = re.compile(r"[$€] ?\d")


@pytest.fixture(scope="module")
def demo(home):
    """The address of a demo whose book is small and whose weeks are made up."""
    port = free_port()
    made_demo.make(home)
    command = [sys.executable, "-m", "interlock", "demo", "--home", str(home), "--no-open"]
    log = home / "log"
    with log.open("w") as out:
        started = subprocess.Popen([*command, "--port", str(port)], stdout=out, stderr=out)
    until(lambda: "ctrl-C stops it" in log.read_text())
    yield f"http://127.0.0.1:{port}"
    started.send_signal(signal.SIGINT)
    assert started.wait(60) == 0, log.read_text()


@pytest.fixture
def person(demo, browser):
    somebody = Person(browser, demo)
    yield somebody
    somebody.leave()


def look_as(page, role):
    page.get_by_role("complementary", name="Demo").get_by_role("button", name=role).click()
    page.get_by_role("button", name=role, pressed=True).wait_for()


def test_one_click_leads_from_role_to_role_and_the_developer_sees_no_amount(demo, person):
    page = person.page
    page.goto(demo)
    page.get_by_role("button", name=f"manager {CAST['manager'].name}").click()
    shown = {}
    for role in CAST:
        look_as(page, role)
        assert page.get_by_text("Simulated company.").is_visible()
        page.get_by_role("heading", name="For you").wait_for()
        shown[role] = len(AMOUNT.findall(page.inner_text("body")))
    assert [role for role, amounts in shown.items() if not amounts] == ["developer", "viewer"]


def test_start_afresh_gives_back_what_was_brought_in(demo, person, tmp_path):
    page = person.page
    (tmp_path / "deals.csv").write_text("id,name,outcome\nD1,Beech,open\nD2,Oak,open\n")
    page.goto(demo)
    page.get_by_role("button", name=f"product {CAST['product'].name}").click()
    person.bring(tmp_path)
    page.get_by_role("button", name="Take it in").click()
    page.goto(f"{demo}/search/?q=beech")
    page.get_by_role("link", name="Beech").wait_for()
    page.get_by_role("link", name="Start afresh").click()
    page.get_by_role("button", name="Start afresh").click()
    page.get_by_text("All is as at the beginning").wait_for()
    page.get_by_role("heading", name="For you").wait_for()
    assert page.get_by_role("button", name="product", pressed=True).is_visible()
    page.goto(f"{demo}/search/?q=beech")
    page.get_by_text("Nothing is called “beech”").wait_for()
    page.goto(f"{demo}/search/?q=acorn")
    page.get_by_role("link", name="Acorn").wait_for()


def test_keys_lead_anywhere_but_not_while_one_types(demo, person):
    page = person.page
    page.goto(demo)
    page.get_by_role("button", name=f"developer {CAST['developer'].name}").click()
    page.get_by_role("heading", name="For you").wait_for()
    page.wait_for_load_state()
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    assert keys.get_by_text("Bring in").count() == 0
    page.keyboard.press("Escape")
    keys.wait_for(state="hidden")
    page.keyboard.type("/")
    page.keyboard.type("gw?acorn")
    page.keyboard.press("Enter")
    page.get_by_text("Nothing is called “gw?acorn”").wait_for()
    assert page.url.startswith(f"{demo}/search/")
    page.get_by_label("Search").fill("o")
    page.get_by_role("link", name="Oak").wait_for()
    assert page.url == f"{demo}/search/?q=o"
    page.keyboard.press("Escape")
    for key in "jjk":
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    page.wait_for_url("**/deals/D2/")
    page.keyboard.type("gi")
    page.keyboard.type("gw")
    page.wait_for_url(f"{demo}/")


PAGES = ["/demo/", "/demo/afresh/", "/search/?q=a", "/search/?q=zzz", "/keys/"]


@pytest.mark.parametrize(("screen", "scheme"), [("desk", "light"), ("phone", "dark")])
def test_every_page_fits_its_screen_and_can_be_read_by_all(demo, browser, screen, scheme):
    person = Person(browser, demo, screen=screen, scheme=scheme)
    page = person.page
    page.goto(demo)
    page.get_by_role("button", name=f"owner {CAST['owner'].name}").click()
    for path in PAGES:
        page.goto(demo + path)
        page.wait_for_load_state("networkidle")
        in_order(page)
    page.keyboard.press("?")
    in_order(page)
    person.leave()


def colours(page):
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_light_and_dark_are_chosen_against_the_system_and_paper_is_light(demo, browser):
    person = Person(browser, demo, scheme="dark")
    page = person.page
    page.goto(demo)
    dark = colours(page)
    page.get_by_role("button", name="light", exact=True).click()
    page.get_by_role("button", name="light", exact=True, pressed=True).wait_for()
    light = colours(page)
    page.get_by_role("button", name="dark", exact=True).click()
    page.get_by_role("button", name="dark", exact=True, pressed=True).wait_for()
    page.emulate_media(color_scheme="light")
    assert (colours(page), light) == (dark, "rgb(255, 255, 255)")
    page.emulate_media(media="print")
    assert colours(page) == light
    person.leave()


CUT = """[...document.querySelectorAll("main :not(.hidden)")]
    .filter((one) => one.scrollWidth > one.clientWidth + 1)
    .filter((one) => !["visible", "clip"].includes(getComputedStyle(one).overflowX))
    .map((one) => one.outerHTML.slice(0, 80))"""
"""What is wider than the box that cuts it off."""


def test_on_paper_nothing_is_cut_and_of_the_shell_stands_only_that_it_is_simulated(demo, person):
    page = person.page
    page.goto(demo)
    page.get_by_role("button", name=f"manager {CAST['manager'].name}").click()
    page.set_viewport_size({"width": 700, "height": 1000})
    page.emulate_media(media="print")
    for gone in ("header nav", "header form", "footer", "aside form", ".messages"):
        assert not page.locator(gone).first.is_visible()
    assert page.get_by_text("Simulated company.").is_visible()
    cut = page.evaluate(CUT)
    assert cut == []


def test_the_bar_and_the_search_work_without_script(demo, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(demo)
    page.get_by_role("button", name=f"rep {CAST['rep'].name}").click()
    page.get_by_label("Search").fill("oak")
    page.get_by_label("Search").press("Enter")
    page.get_by_role("link", name="Oak").click()
    page.get_by_role("heading", name="Oak").wait_for()
    page.get_by_role("link", name="Keys").click()
    page.get_by_role("heading", name="Keys").wait_for()
    context.close()
