"""What people do on the site, step by step: walked in tests, and for the guide's pictures.

``look`` is told where one stands: tests look whether the page is in order, pictures are taken.
"""

PATIENCE = 300_000


def reps_monday(page, look):
    """A rep reads their week, opens the first of their deals and says its odds."""
    page.get_by_role("heading", name="Your deals").wait_for(timeout=PATIENCE)
    look("rep_week")
    page.locator("section:has(#h-deals) li a").first.click()
    page.get_by_role("heading", name="Ahead").wait_for(timeout=PATIENCE)
    look("rep_deal")
    page.get_by_label("Odds in %").fill("75")
    page.get_by_label("Why, if you like").fill("the buyer's board agreed on Friday")
    page.get_by_role("button", name="Say so").click()
    page.get_by_role("cell", name="the buyer's board agreed on Friday").wait_for()
    page.locator("#odds").scroll_into_view_if_needed()
    look("rep_odds")


def manager_overrides(page, look):
    """A manager reads the week, opens what is in the balance, and says other odds with a reason."""
    page.get_by_role("heading", name="Deals in the balance").wait_for(timeout=PATIENCE)
    look("manager_week")
    page.locator("section:has(#h-deals) li a").first.click()
    page.get_by_label("Odds in %").fill("5")
    page.get_by_label("Why").fill("their budget is frozen until spring")
    page.get_by_role("button", name="Override").click()
    page.get_by_role("cell", name="their budget is frozen until spring").wait_for()
    page.locator("#odds").scroll_into_view_if_needed()
    look("manager_override")


def product_orders(page, look):
    """A product manager looks for what deals wait for, opens it, and puts it first by keys."""
    page.get_by_role("link", name="Features", exact=True).first.click()
    page.locator(".feature-list").wait_for(timeout=PATIENCE)
    look("features")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="When it ships").wait_for()
    look("feature")
    page.get_by_role("link", name="Features", exact=True).first.click()
    page.get_by_role("link", name="Order of work").click()
    second = page.locator(".queue").first.locator("[data-feature]").nth(1).locator("a")
    name = second.inner_text()
    look("order")
    second.focus()
    page.keyboard.press("u")
    page.get_by_text("Moved; the tracker keeps its own order").wait_for()
    first = page.locator(".queue").first.locator("[data-feature]").first.locator("a")
    assert first.inner_text() == name
    assert first.evaluate("one => one === document.activeElement")
    look("order_moved")
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Taken back.").wait_for()
    assert first.inner_text() != name


def viewer_refused(page, look):
    """Somebody who only reads is refused what is not theirs, and told who can change that."""
    page.get_by_role("heading", name="For you").wait_for(timeout=PATIENCE)
    look("viewer_week")
    page.goto(f"{page.url.rstrip('/')}/import/")
    page.get_by_role("heading", name="Not yours to open").wait_for()
    look("viewer_refused")


def developer_sees_why(page, look):
    """A developer opens sales' week, sees why it matters to the buyers, and looks at one deal."""
    page.get_by_role("heading", name="For you").wait_for(timeout=PATIENCE)
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Other side").click()
    page.get_by_role("heading", name="Why these deals matter").wait_for(timeout=PATIENCE)
    look("developer_why")
    page.locator("section", has_text="Why these deals matter").get_by_role("link").first.click()
    page.get_by_role("heading", name="Who is in it").wait_for(timeout=PATIENCE)
    look("developer_deal")


def rep_fills_a_seat(page, look):
    """A rep looks who is missing on their deals, who could lead there, and names them."""
    page.get_by_role("heading", name="For you").wait_for(timeout=PATIENCE)
    more(page, "People")
    page.locator(".filters").get_by_label("my deals").check()
    page.get_by_role("button", name="Show").click()
    page.locator(".seat .gap").first.wait_for(timeout=PATIENCE)
    look("rep_people")
    page.locator(".seat .gap").first.click()
    page.get_by_label("Name", exact=True).wait_for()
    look("rep_seat")
    page.get_by_label("Name", exact=True).fill("Quinn Example")
    page.get_by_role("button", name="Save").last.click()
    page.get_by_text("Added.").wait_for()
    page.get_by_role("link", name="Quinn Example").wait_for()
    look("rep_named")
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Taken back.").wait_for()


def first_start(page, look, *, begin, password):
    """Whoever installed it becomes the owner, at the address that the terminal printed."""
    page.goto(begin)
    look("first_begin")
    page.get_by_label("Your name").fill("Ann Example")
    page.get_by_label("Email").fill("ann@acme.example")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("heading", name="Bring in this week's exports").wait_for()
    look("first_bring_in")


def own_data(page, look, *, wrong, right):
    """Exports with mistakes are looked at, mended, looked at again and taken in; then the week."""
    bring(page, wrong)
    look("import_mistakes")
    bring(page, right)
    look("import_mended")
    page.get_by_role("button", name="Take it in").click()
    page.locator("#h-bookings").wait_for(timeout=PATIENCE)
    look("import_week")


def taken_back(page, look, *, changed):
    """A change is taken in, and taken back from where it was made."""
    bring(page, changed)
    page.get_by_role("button", name="Take it in").click()
    page.get_by_role("button", name="Undo").click(timeout=PATIENCE)
    page.get_by_text("is taken back").wait_for()
    look("import_undone")


def bring(page, folder):
    """Drop all files of a folder and look what is in them."""
    more(page, "Bring in")
    page.set_input_files("#files", sorted(map(str, folder.iterdir())))
    page.get_by_role("button", name="Look what is in them").click()
    page.get_by_role("heading", name="What these files would change").wait_for(timeout=PATIENCE)


def more(page, called):
    """Open a page that stands behind More."""
    page.locator(".more-pages summary").press("Enter")
    page.locator(".more-pages").get_by_role("link", name=called, exact=True).click()
