"""The report in a real browser: silent, self-contained, for keyboard, phone and paper."""

from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe

from interlock.render import page as rendering
from tests.render import sample

pytestmark = pytest.mark.browser

SCREENS = {"desk": (1440, 900), "phone": (390, 844)}
LOOKS = [("light", "desk"), ("dark", "phone")]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    reports = {"whole": sample.report(), "bare": sample.bare(), "long": with_long_names()}
    for name, report in reports.items():
        (folder / f"{name}.html").write_text(rendering.render(report), encoding="utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in reports}


def with_long_names():
    """Names without a space to break at, and notes by the dozen."""
    report = sample.report()
    long = "Donaudampfschifffahrtsgesellschaft" * 3
    return replace(
        report,
        company=long,
        deals=tuple(replace(deal, name=long, account=long, owner=long) for deal in report.deals),
        features=tuple(replace(f, name=long, team=long) for f in report.features),
        promises=tuple(replace(p, what=long, maker=long, to=long) for p in report.promises),
        notes=(long, *report.notes, "a", "b"),
    )


@pytest.fixture
def opened(browser):
    """Opens a page at a size and scheme; afterwards it must have said and asked for nothing."""
    contexts, said, asked = [], [], []

    def open_page(uri, scheme="light", screen="desk"):
        width, height = SCREENS[screen]
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(uri)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert said == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def sideways(page):
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


@pytest.mark.parametrize(("scheme", "screen"), LOOKS)
def test_a_page_never_scrolls_sideways(opened, files, scheme, screen):
    for uri in files.values():
        page = opened(uri, scheme, screen)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert sideways(page) <= 0


@pytest.mark.parametrize(("scheme", "screen"), LOOKS)
def test_axe_finds_nothing_with_everything_opened(opened, files, scheme, screen):
    page = opened(files["whole"], scheme, screen)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_axe_finds_nothing_on_an_empty_report(opened, files):
    found = Axe().run(opened(files["bare"]))
    assert found.violations_count == 0, found.generate_report()


def test_the_week_at_a_glance_stands_above_the_fold(opened, files):
    page = opened(files["whole"])
    for part in (".lead", ".big", ".fan-box", "#bridge", "#moved"):
        box = page.locator(part).bounding_box()
        assert box["y"] + box["height"] <= SCREENS["desk"][1], part


def test_the_chance_is_the_largest_text_on_the_page(opened, files):
    sizes = opened(files["whole"]).evaluate(
        """[...document.querySelectorAll('main *')].filter(e => e.innerText?.trim())
        .map(e => [parseFloat(getComputedStyle(e).fontSize), e.className])"""
    )
    largest = max(sizes, key=lambda pair: pair[0])
    assert largest[1] == "big"


@pytest.mark.parametrize("screen", SCREENS)
def test_the_keyboard_reaches_and_opens_every_number(opened, files, screen):
    page = opened(files["whole"], screen=screen)
    count = page.locator("summary").count()
    reached = set()
    for _ in range(count + 40):
        page.keyboard.press("Tab")
        at = page.evaluate(
            "[...document.querySelectorAll('summary')].indexOf(document.activeElement)"
        )
        if at >= 0 and at not in reached:
            reached.add(at)
            page.keyboard.press("Enter")
        opened_all = page.locator("details[open]").count()
        if len(reached) == count:
            break
    assert len(reached) == count
    assert opened_all == count


def test_one_fan_and_one_strip_is_drawn_for_each_size(opened, files):
    for screen in SCREENS:
        page = opened(files["whole"], screen=screen)
        assert page.locator("svg.fan:visible").count() == 1


def test_on_paper_details_are_open_and_no_chart_is_cut(opened, files, tmp_path):
    page = opened(files["whole"], "dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.get_by_text("Forecast: no more than").is_visible()
    assert page.locator(".contents").is_hidden()
    breaks = page.evaluate(
        "[...document.querySelectorAll('figure, .block, .drop tr')]"
        ".map(e => getComputedStyle(e).breakInside)"
    )
    assert set(breaks) == {"avoid"}
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
