"""The backtest of ship dates in a real browser: self-contained, readable by all, fits a phone."""

from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from interlock.engine.backtest_features import backtest
from interlock.importers.folder import read_folder
from interlock.render import ship_backtest_page

pytestmark = pytest.mark.browser
COMPANY = Path(__file__).parents[2] / "examples" / "company"


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    known = read_folder(COMPANY).book
    made = backtest(known, first=date(2026, 1, 5), last=date(2026, 6, 1), every_days=147)
    path = tmp_path_factory.mktemp("pages") / "features.html"
    path.write_text(ship_backtest_page.render(made), encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_the_page_asks_for_nothing_and_fits_and_is_read_by_all(browser, file, scheme, width):
    said = []
    page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: said.append(request.url))
    page.goto(file)
    sideways = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    drawings = page.locator(
        "svg.reliability:visible, svg.horizons:visible, svg.counts:visible"
    ).count()
    cut = page.evaluate(
        """() => [...document.querySelectorAll('svg')].filter(s => s.checkVisibility()).flatMap(
            s => [...s.querySelectorAll('text')].filter(
                t => t.getBBox().x + t.getBBox().width > s.viewBox.baseVal.width
            ).map(t => t.textContent))"""
    )
    found = Axe().run(page)
    page.close()
    assert [words for words in said if not words.startswith(("file:", "data:"))] == []
    assert sideways <= 0
    assert drawings == 3
    assert cut == []
    assert found.violations_count == 0, found.generate_report()
