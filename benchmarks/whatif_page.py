"""How long somebody waits for a what-if in a browser: from the click until the picture is drawn.

    python benchmarks/whatif_page.py                 300 deals and 60 features
    python benchmarks/whatif_page.py --size full     2,000 open deals and 300 features
    python benchmarks/whatif_page.py --clicks N      what-ifs of each kind that are asked for

A made-up company of that size is taken into a book of its own and served as `interlock serve` does.
In Chromium somebody with all rights supposes one change after the other on the page of what-ifs,
of the features for which most deals wait, and of teams: the clock of the page runs from the click
on *Suppose it* until the frame after the one in which the new picture stands. `p50` and `p95` in
milliseconds, by kind and of all. Beside it, in the same run, the page of nothing supposed
(`page_p50`): what the way there and back and the page itself take. What cannot be, as a feature
brought forward that has no date, is left out. Without Chromium it says that it was not run.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from peers import results

ROOT = Path(__file__).resolve().parents[1]
SIZES = {"small": (1_080, 60, 2), "full": (12_000, 290, 20)}
KINDS = ("drop", "delay", "bring-forward", "order", "people")
PASSWORD = "a long one, for a study"  # noqa: S105
PATIENCE = 600_000
PORT = 8_391
ASK = """
async ([feature, at]) => {
  const frame = () => new Promise(requestAnimationFrame);
  const before = document.querySelector("#answer");
  const named = document.querySelector("#change-form [name=new-feature]");
  const team = document.querySelector("#change-form [name=new-team]");
  if (named) named.value = feature;
  if (team) team.selectedIndex = at % team.options.length;
  const began = performance.now();
  document.querySelector("#change-form button[name=suppose]").click();
  const refused = () => document.querySelector("#answer [role=alert], #change-form .errorlist");
  const there = () => document.querySelector("#answer .costs-and-buys, #answer .quiet");
  while (document.querySelector("#answer") === before || !(there() || refused())) await frame();
  await frame();
  return refused() ? null : performance.now() - began;
}
"""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument("--clicks", type=int)
    asked = parser.parse_args()
    chromium = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
    if chromium is None:
        print("Chromium is not here: install Debian's chromium to measure this")
        return
    deals, features, clicks = SIZES[asked.size]
    with tempfile.TemporaryDirectory() as folder:
        found = _measured(Path(folder), deals, features, asked.clicks or clicks, chromium)
    results.save(f"whatif_page_{asked.size}", found)
    results.show(found)


def _measured(
    folder: Path, deals: int, features: int, clicks: int, chromium: str
) -> list[dict[str, Any]]:
    os.environ["INTERLOCK_HOME"] = str(folder / "home")
    company = folder / "company"
    generator = [sys.executable, str(ROOT / "examples" / "make_company.py"), "--out", str(company)]
    subprocess.run([*generator, "--deals", str(deals), "--features", str(features)], check=True)
    taken = [sys.executable, "-m", "interlock", "take-in", str(company)]
    subprocess.run(taken, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    needed, size = _needed(clicks)
    served = [sys.executable, "-m", "interlock", "serve", "--port", str(PORT), "--no-worker"]
    running = subprocess.Popen(served, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        return [size | one for one in _clicked(needed, chromium)]
    finally:
        running.terminate()
        running.wait()


def _needed(most: int) -> tuple[list[str], dict[str, int]]:
    """Features for which most open deals wait, and how large the book is; somebody who may look."""
    from interlock.actions.load_changeable import load_changeable
    from interlock.records.rights import Viewer
    from interlock.store import connect, members, shown

    connect.open_book()
    members.make("owner@acme.example", PASSWORD, role="owner", known_as="Owner", by="")
    viewer = Viewer("Owner", "owner")
    known = load_changeable(viewer)
    open_ones = {own for own, _ in known.features}
    counts = shown.table("needs", viewer)["feature"].value_counts(sort=True)
    wanted = [one for one in counts["feature"] if one in open_ones][:most]
    return wanted, {"deals": len(known.deals), "features": len(known.features)}


def _clicked(needed: list[str], chromium: str) -> list[dict[str, Any]]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(PATIENCE)
        _sign_in(page)
        page.goto(f"http://127.0.0.1:{PORT}/whatif/")
        page.get_by_text("Suppose that a feature is dropped").wait_for()
        empty = float(np.median([_page(page) for _ in needed]))
        waits = {kind: _waits(page, kind, needed) for kind in KINDS}
        browser.close()
    waits["all"] = [one for of_kind in waits.values() for one in of_kind]
    return [
        {
            "kind": kind, "clicks": len(taken), "p50": float(np.median(taken)),
            "p95": float(np.quantile(taken, 0.95)), "page_p50": empty,
        }
        for kind, taken in waits.items()
    ]  # fmt: skip


def _waits(page: Any, kind: str, needed: list[str]) -> list[float]:
    taken = []
    for at, feature in enumerate(needed):
        page.goto(f"http://127.0.0.1:{PORT}/whatif/?kind={kind}")
        taken.append(page.evaluate(ASK, [feature, at]))
    return [one for one in taken if one is not None]


def _sign_in(page: Any) -> None:
    for _ in range(300):
        try:
            page.goto(f"http://127.0.0.1:{PORT}/")
            break
        except Exception:
            time.sleep(0.2)
    page.get_by_label("E-mail").fill("owner@acme.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("navigation", name="Pages").wait_for()


def _page(page: Any) -> float:
    began = time.perf_counter()
    page.goto(f"http://127.0.0.1:{PORT}/whatif/")
    return 1_000 * (time.perf_counter() - began)


if __name__ == "__main__":
    main()
