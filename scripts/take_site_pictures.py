"""Take the guide's pictures of the site: pages and journeys, at two widths, light and dark.

Every page on the way is looked at as well: its console stays silent, axe finds nothing, and it is
no wider than its screen. Pictures are taken of what a page of the guide shows.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from interlock.records.cast import CAST

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from tests.browser import journeys  # noqa: E402
from tests.browser.order import in_order  # noqa: E402

COMPANY, GUIDE = ROOT / "examples" / "company", ROOT / "docs" / "guide"
PORT, PATIENCE, ANEW, A_YEAR = 8899, 300_000, 500, 1_800_000
SITE = f"http://127.0.0.1:{PORT}"
PASSWORD = "correct horse 7"  # noqa: S105
SCREENS: dict[str, dict[str, Any]] = {
    "": {"viewport": {"width": 1440, "height": 900}},
    "_phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
}
"""what the names of its pictures end with -> a screen"""

PAGES = {
    "site_deals": "/deals/", "site_board": "/deals/?as=board",
    "site_deal": "/deals/0065g000AAAQwycAYD/", "site_features": "/features/",
    "site_buyers_plan": "/deals/0065g000AAAQw0SAYT/plan/",
    "site_calls": "/calls/?whose=company",
    "site_bring_in": "/import/", "site_settings": "/settings/", "site_people": "/people/",
    "site_buyer": "/people/at/Pinecrest Dairy/",
    "site_other_side": "/other-side/?about=development", "site_record": "/promises/record/",
    "site_reports": "/reports/", "site_tools": "/tools/", "site_tools_asked": "/tools/asked/",
    "site_customers": "/customers/", "site_customer": "/customers/Westmark Organics/",
}  # fmt: skip
TALKED_OF = {
    "deal": f"{SITE}/deals/0065g000AAAQw07AYD/",
    "feature": "Multi-site view: approval flow",
}
"""A deal of the rep's, and the feature that it waits for."""

AS_ROLE: tuple[tuple[str, Callable[..., None]], ...] = (
    ("rep", journeys.reps_monday),
    ("rep", journeys.rep_fills_a_seat),
    ("rep", partial(journeys.rep_names_a_risk, **TALKED_OF)),
    ("rep", partial(journeys.rep_promises, deal=TALKED_OF["deal"], to="Sofie Brandt")),
    ("rep", partial(journeys.told_the_customer, **TALKED_OF)),
    ("manager", journeys.manager_overrides),
    ("viewer", journeys.viewer_refused),
    ("developer", journeys.developer_sees_why),
    ("product", journeys.product_orders),
    ("product", journeys.product_drops),
    ("product", journeys.product_looks_for_better),
    ("product", journeys.product_plans),
)
SHOWN = {
    name for page in GUIDE.glob("*.md") for name in re.findall(r"(\w+)\.png\)", page.read_text())
}
"""The pictures that the guide shows."""

REFUSED = "Failed to load resource: the server responded with a status of 403 (Forbidden)"


def main() -> None:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        with _served("serve") as log:
            _begin(browser, log)
        for ending in SCREENS:
            with _served("demo", "--no-open"):
                if f"site_reports{ending}" in SHOWN:
                    _past(browser)
                _pages(browser, ending)
                _talk(browser, ending)
                _roles(browser, ending)
        browser.close()


@contextmanager
def _served(*command: str) -> Iterator[Path]:
    """The site in a new folder, and what it says."""
    with tempfile.TemporaryDirectory() as home:
        log = Path(home) / "log"
        around = os.environ | {"INTERLOCK_HOME": home, "INTERLOCK_URL": SITE}
        where = ["--home", home] if command[0] == "demo" else []
        words = [sys.executable, "-m", "interlock", *command, *where, "--port", str(PORT)]
        with log.open("w") as out:
            served = subprocess.Popen(words, stdout=out, stderr=out, env=around)
        while SITE not in log.read_text():
            time.sleep(0.2)
        try:
            yield log
        finally:
            served.send_signal(signal.SIGINT)
            served.wait()


def _begin(browser: Browser, log: Path) -> None:
    """From the first start to one's own week, mistakes and all."""
    begin = re.search(r"http\S+/first/\S+", log.read_text())
    if begin is None:
        raise RuntimeError(log.read_text())
    page, look = _opened(browser, "")
    journeys.first_start(page, look, begin=begin.group(0), password=PASSWORD)
    with tempfile.TemporaryDirectory() as folder:
        right, wrong, changed = (Path(folder) / name for name in ("right", "wrong", "changed"))
        _exports(right, wrong, changed)
        journeys.own_data(page, look, wrong=wrong, right=right)
        journeys.taken_back(page, look, changed=changed)
    page.context.close()


def _exports(right: Path, wrong: Path, changed: Path) -> None:
    """The example company's last exports; with mistakes in them; with a deal's stage changed."""
    week = max(COMPANY.glob("20*"))
    files = [*COMPANY.glob("*.csv"), *COMPANY.glob("*.toml"), *week.glob("*.csv")]
    for folder in (right, wrong):
        folder.mkdir()
        for file in files:
            shutil.copy(file, folder)
    deals = (week / "Opportunity.csv").read_text()
    (wrong / "Opportunity.csv").write_text(_mistaken(deals))
    changed.mkdir()
    (changed / "Opportunity.csv").write_text(deals.replace("Negotiate", "Propose", 1))


def _mistaken(deals: str) -> str:
    """An amount in words and a day that no month has."""
    lines = deals.splitlines()
    lines[3] = re.sub(r"\b\d+\.\d+\b", "about ninety", lines[3], count=1)
    lines[7] = re.sub(r"\d{4}-\d\d-\d\d", "2026-02-31", lines[7], count=1)
    return "\n".join(lines) + "\n"


def _roles(browser: Browser, ending: str) -> None:
    for role, journey in AS_ROLE:
        page, look = _opened(browser, ending)
        _look_as(page, role)
        _settle(page)
        journey(page, look)
        page.context.close()


def _talk(browser: Browser, ending: str) -> None:
    """A rep and a developer, each in a browser of their own."""
    looks = dict(_opened(browser, ending) for _ in "ab")
    rep, developer = looks
    _look_as(rep, "rep")
    _settle(rep)
    _look_as(developer, "developer")
    names = CAST["rep"].name, CAST["developer"].name
    journeys.field_note(
        rep, developer, lambda name, page: looks[page](name), names=names, **TALKED_OF
    )
    for page in looks:
        page.context.close()


def _past(browser: Browser) -> None:
    """The reports of the past year are worked out."""
    page, _ = _opened(browser, "")
    _look_as(page, "owner")
    _settle(page)
    page.goto(f"{SITE}/reports/")
    page.get_by_role("button", name="Work out earlier weeks").click()
    page.get_by_text("The earlier weeks are worked out").wait_for(timeout=A_YEAR)
    page.context.close()


def _pages(browser: Browser, ending: str) -> None:
    page, look = _opened(browser, ending)
    _look_as(page, "owner")
    _settle(page)
    for name, address in PAGES.items():
        page.goto(SITE + address)
        _worked_out(page)
        look(name)
    page.context.close()


def _settle(page: Page) -> None:
    """The forecast of the book as it is stands ready; then to the week."""
    for standing in ("/deals/", "/features/"):
        page.goto(SITE + standing)
        _worked_out(page)
    page.goto(SITE)


def _worked_out(page: Page) -> None:
    """What the page waits for stands ready, and the page that came anew with it is there."""
    page.locator(".progress .dot").wait_for(state="detached", timeout=PATIENCE)
    page.wait_for_timeout(ANEW)
    page.wait_for_load_state("networkidle")


def _look_as(page: Page, role: str) -> None:
    page.goto(f"{SITE}/demo/")
    page.locator(f'button.player[formaction="/demo/as/{role}/"]').click()
    page.get_by_role("navigation", name="Pages").wait_for()


def _opened(browser: Browser, ending: str) -> tuple[Page, Callable[..., None]]:
    """A page on a screen, and a way to take its picture, which leaves the page as it is: where the
    caret is hidden for it, boxes keep a style that the site forbids.
    """
    page, said = browser.new_context(**SCREENS[ending]).new_page(), []
    page.on("console", lambda message: said.append(message.text))

    def look(name: str, _page: Page | None = None) -> None:
        page.wait_for_load_state("networkidle")
        in_order(page)
        if others := [one for one in said if one != REFUSED]:
            raise RuntimeError(f"{name}{ending}: {others}")
        if name + ending in SHOWN:
            page.screenshot(path=GUIDE / f"{name}{ending}.png", caret="initial")

    return page, look


if __name__ == "__main__":
    main()
