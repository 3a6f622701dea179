"""Take the picture in the README anew: the first part of a report, as a browser shows it."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

PICTURE = Path(__file__).resolve().parent.parent / "docs" / "guide" / "report.png"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main() -> None:
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        sys.exit(f"no browser is here: install one of {', '.join(BROWSERS)}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1180, "height": 900}, color_scheme="light")
        page.goto(Path(sys.argv[1]).resolve().as_uri())
        part = page.locator("#quarter").bounding_box()
        if part is None:
            sys.exit("the page has no first part")
        bottom = part["y"] + part["height"]
        clip = {"x": 0, "y": 0, "width": 1180, "height": bottom}
        page.screenshot(path=PICTURE, full_page=True, clip=clip)
        browser.close()


if __name__ == "__main__":
    main()
