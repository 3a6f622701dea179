"""Whether a page is in order: no wider than its screen, and to be read by all."""

from axe_playwright_python.sync_playwright import Axe

WIDER = "document.documentElement.scrollWidth - innerWidth"


def in_order(page):
    """It does not scroll sideways, and axe finds nothing on it."""
    fits(page)
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"


def fits(page):
    """It does not scroll sideways, once its style sheets have come."""
    page.wait_for_load_state()
    wide = page.evaluate(WIDER)
    assert wide <= 0, f"{page.url} is {wide} px too wide"
