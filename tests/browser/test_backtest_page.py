"""The backtest page in a real browser: self-contained, readable by all, fits a phone."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe

from interlock.engine.backtest import backtest
from interlock.render import backtest_page
from tests.engine.books import AS_OF
from tests.engine.deal_worlds import constant_world

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    records = constant_world(
        seed=3, deals=260, won={"Qualify": 0.01, "Propose": 0.06}, lost=0.03, weeks=104
    )
    first, last = AS_OF - timedelta(days=180), AS_OF - timedelta(days=60)
    made = backtest(records, first=first, last=last, every_days=60, horizons=(30, 90))
    path = tmp_path_factory.mktemp("pages") / "backtest.html"
    path.write_text(backtest_page.render(made), encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_the_backtest_page_asks_for_nothing_and_fits_and_is_read_by_all(
    browser, file, scheme, width
):
    said = []
    page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: said.append(request.url))
    page.goto(file)
    sideways = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    drawings = page.locator("svg.reliability:visible, svg.wins:visible").count()
    found = Axe().run(page)
    page.close()
    assert [words for words in said if not words.startswith(("file:", "data:"))] == []
    assert sideways <= 0
    assert drawings == 4
    assert found.violations_count == 0, found.generate_report()
