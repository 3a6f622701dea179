"""Whether a page is in order: no wider than its screen, and to be read by all."""

from axe_playwright_python.sync_playwright import Axe

OPEN = "for (const one of document.querySelectorAll('details')) one.open = true"
WIDER = "document.documentElement.scrollWidth - innerWidth"


def in_order(page):
    """It does not scroll sideways, and axe finds nothing on it."""
    fits(page)
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"


def all_in_order(person, paths):
    """So is each of these pages of somebody's site, with all that can be opened on it shut and
    open.
    """
    for path in paths:
        person.page.goto(person.address + path)
        fits(person.page)
        person.page.evaluate(OPEN)
        in_order(person.page)


def all_in_order_on(person, screen, scheme, paths):
    """So are they on another screen, which is as wide as it should be; its console is silent."""
    there = person.on(screen, scheme)
    all_in_order(there, paths)
    assert there.page.viewport_size["width"] == there.page.evaluate("innerWidth")
    there.leave()


def fits(page):
    """It does not scroll sideways, once its style sheets have come."""
    page.wait_for_load_state()
    wide = page.evaluate(WIDER)
    assert wide <= 0, f"{page.url} is {wide} px too wide"
