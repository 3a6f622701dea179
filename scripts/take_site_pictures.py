"""Take the guide's pictures of the site: the example company in a browser, at two widths."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
COMPANY, GUIDE = ROOT / "examples" / "company", ROOT / "docs" / "guide"
PORT, PATIENCE = 8899, 300_000
PASSWORD = "correct horse 7"  # noqa: S105
PAGES = {
    "week": "/", "deals": "/deals/", "deal": "/deals/0065g000AAAQwycAYD/",
    "calls": "/calls/?whose=company", "bring_in": "/import/",
    "settings": "/settings/",
}  # fmt: skip


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"INTERLOCK_HOME": home, "INTERLOCK_URL": f"http://127.0.0.1:{PORT}"}
        interlock = [sys.executable, "-m", "interlock"]
        subprocess.run([*interlock, "take-in", str(COMPANY)], check=True, capture_output=True)
        log = Path(home) / "log"
        with log.open("w") as out:
            served = subprocess.Popen(
                [*interlock, "serve", "--port", str(PORT)], stdout=out, stderr=out
            )
        try:
            _take(_first(log))
        finally:
            served.send_signal(signal.SIGTERM)
            served.wait()


def _first(log: Path) -> str:
    """The address at which somebody becomes the owner."""
    while not (found := re.search(r"http\S+/first/\S+", log.read_text())):
        time.sleep(0.2)
    return found.group(0)


def _take(first: str) -> None:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        page.goto(first)
        page.get_by_label("Your name").fill("Ann Example")
        page.get_by_label("Email").fill("ann@norvane.example")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Begin").click()
        for name, address in PAGES.items():
            _shot(page, address, GUIDE / f"site_{name}.png")
        state = context.storage_state()
        phone = {"width": 390, "height": 844}
        small = browser.new_context(viewport=phone, color_scheme="dark", storage_state=state)
        _shot(small.new_page(), "/deals/", GUIDE / "site_phone.png")
        browser.close()


def _shot(page: Page, address: str, file: Path) -> None:
    """The page as it stands once its forecast is there."""
    page.goto(f"http://127.0.0.1:{PORT}{address}")
    if page.locator("#progress .progress").count():
        page.get_by_role("link", name="Show it").click(timeout=PATIENCE)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=file)


if __name__ == "__main__":
    main()
