"""A year of weekly reports of the example company: worked out, then read in a real browser.

    python benchmarks/year_of_weeks.py                 2 weeks
    python benchmarks/year_of_weeks.py --size full     52 weeks
    python benchmarks/year_of_weeks.py --home FOLDER   in a book that lies there, for another look

The example company is taken into a book of its own, and `interlock week past` works out the reports
of so many weeks, each of what was known by its day. Then Chromium reads the list, every week for
management, sales and development, and every week beside the one before, once on a desk (1,440 px,
light) and once on a phone (390 px, dark). `seconds` is the working out of one week with its
reports; `median` and `worst` are milliseconds from asking for a page until all of it has loaded.
`wide` counts pages that scroll sideways, `said` what browsers wrote on their console, `unfit` what
axe finds on the list, one week and one comparison. Without Chromium it says that it was not run.
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

from peers import results

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from tests.browser.order import WIDER  # noqa: E402 - its folder is found now
from tests.importers.mail_server import free_port  # noqa: E402

SIZES = {"small": 2, "full": 52}
READERS = ("management", "sales", "development")
SCREENS = {"desk": (1_440, 900, "light"), "phone": (390, 844, "dark")}
EMAIL, PASSWORD = "study@acme.example", "a long one, for a study"
PATIENCE = 60


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument("--home", type=Path)
    asked = parser.parse_args()
    chromium = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
    if chromium is None:
        print("Chromium is not here: install Debian's chromium to measure this")
        return
    with tempfile.TemporaryDirectory() as folder:
        home = asked.home or Path(folder)
        os.environ["INTERLOCK_HOME"] = str(home)
        seconds = _worked_out(SIZES[asked.size])
        days = _days()
        with _site(home) as address:
            found = _read(address, days, chromium)
    runs = [{"weeks": len(days), "seconds": seconds, **one} for one in found]
    results.save(f"year_of_weeks_{asked.size}", runs)
    results.show(runs)


def _worked_out(weeks: int) -> float | None:
    """Seconds that one week took; None where all were there."""
    _interlock("take-in", str(ROOT / "examples" / "company"))
    began = time.monotonic()
    made = _interlock("week", "past", "--most", str(weeks)).count("worked out")
    return (time.monotonic() - began) / made if made else None


def _interlock(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "interlock", *words], capture_output=True, text=True, check=True
    )
    return done.stdout


def _days() -> list[str]:
    """The closed weeks, newest first; somebody who may read all of them is made on the way."""
    asked = (
        "from interlock.actions.load_weeks import load_weeks;"
        "from interlock.records.rights import Viewer;"
        "from interlock.store import connect, members;"
        "connect.open_book();"
        f"known = {{one.email for one in members.listed()}};"
        f"{EMAIL!r} in known or members.make({EMAIL!r}, {PASSWORD!r}, role='owner',"
        " known_as='Study', by='study');"
        "print([str(one.day) for one in load_weeks(Viewer('Study', 'owner'))])"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    return re.findall(r"\d{4}-\d\d-\d\d", done.stdout)


@contextmanager
def _site(home: Path) -> Iterator[str]:
    """The site as `interlock serve` has it, without a worker."""
    port = free_port()
    command = [sys.executable, "-m", "interlock", "serve", "--port", str(port), "--no-worker"]
    with (home / "log").open("w") as log:
        running = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        end = time.monotonic() + PATIENCE
        while "Interlock is at" not in (home / "log").read_text():
            if time.monotonic() > end:
                raise TimeoutError((home / "log").read_text())
            time.sleep(0.2)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            running.terminate()
            running.wait(PATIENCE)


def _read(address: str, days: list[str], chromium: str) -> list[dict[str, Any]]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        return [
            _on_screen(browser, address, days, screen, *looks) for screen, looks in SCREENS.items()
        ]


def _on_screen(
    browser: Any, address: str, days: list[str], screen: str, wide: int, high: int, scheme: str
) -> dict[str, Any]:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport={"width": wide, "height": high}, color_scheme=scheme)
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    _sign_in(page, address)
    looked: dict[str, list[float]] = {}
    too_wide, unfit = 0, 0
    for kind, path in _paths(days):
        began = time.monotonic()
        answer = page.goto(address + path, wait_until="load")
        took = 1000 * (time.monotonic() - began)
        if kind not in looked:
            unfit += Axe().run(page).violations_count
        looked.setdefault(kind, []).append(took)
        too_wide += page.evaluate(WIDER) > 0
        if answer is None or not answer.ok:
            raise ValueError(f"{path} is not there")
    context.close()
    times = {
        f"{kind} {name}": of(some)
        for kind, some in looked.items()
        for name, of in (("median", statistics.median), ("worst", max))
    }
    pages = sum(map(len, looked.values()))
    return {"screen": screen, "pages": pages, **times, "wide": too_wide, "said": len(said),
            "unfit": unfit}  # fmt: skip


def _sign_in(page: Any, address: str) -> None:
    page.goto(f"{address}/reports/")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Reports").wait_for()


def _paths(days: list[str]) -> Iterator[tuple[str, str]]:
    """(which kind of page, its address) of all that is read."""
    for _ in range(5):
        yield "list", "/reports/"
    yield "list", "/reports/?page=2"
    for day in days:
        for reader in READERS:
            yield "week", f"/reports/{day}/?for={reader}"
    for after, before in pairwise(days):
        yield "compare", f"/reports/{before}/compare/{after}/"


if __name__ == "__main__":
    main()
