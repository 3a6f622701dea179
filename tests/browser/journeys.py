"""What people do on the site, step by step: walked in tests, and for the guide's pictures.

``look`` is told where one stands: tests look whether the page is in order, pictures are taken.
"""

from datetime import date, timedelta

from playwright.sync_api import expect

PATIENCE = 300_000
AT_TOP = "one => one.scrollIntoView()"
ACME = "Ana Lim", "Jörg Müller"
"""A rep and a developer of the company that tests walk through."""


def keys_lead(page, letter, where, then):
    """By ``g`` and a letter to a list, and by ``j`` and Enter from there to its first row."""
    page.get_by_role("navigation", name="Pages").wait_for()
    page.wait_for_load_state()
    page.keyboard.press("g")
    page.keyboard.press(letter)
    page.wait_for_url(where)
    page.wait_for_load_state()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(then)


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
    page.locator("#odds").evaluate(AT_TOP)
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
    page.locator("#odds").evaluate(AT_TOP)
    look("manager_override")


def field_note(rep, developer, look, *, deal, feature="SSO for admins", names=ACME):
    """A rep hears something of a feature and tells its developer, who answers where the feature is
    talked of; the rep reads the answer, mends what they wrote, takes it away and back again.
    """
    seller, maker = names
    rep.goto(deal)
    rep.get_by_label("Write a note").fill(
        f"Their auditors want to *try it* by January: @{maker.split()[0].lower()}"
    )
    rep.get_by_role("option", name=maker).wait_for()
    rep.get_by_label("Write a note").press("Enter")
    rep.get_by_label("Write a note").press_sequentially("– can that be?")
    rep.locator("#notes").get_by_label("About").select_option(feature)
    rep.locator("#notes").evaluate(AT_TOP)
    look("note_written", rep)
    rep.get_by_role("button", name="Write", exact=True).click()
    rep.get_by_text("Written.").wait_for()
    developer.reload()
    developer.get_by_text("1 note mentions you").wait_for()
    look("note_for_you", developer)
    developer.get_by_role("link", name=seller).first.click()
    developer.get_by_role("link", name=feature).first.click()
    developer.get_by_role("heading", name="Heard in the field").wait_for()
    developer.locator("#heard summary", has_text="Answer").first.click()
    developer.locator("#heard").get_by_label("Answer").first.fill(
        f"Yes, with @{seller}'s list of users."
    )
    developer.locator("#heard").get_by_role("button", name="Answer").first.click()
    developer.get_by_text("Answered.").wait_for()
    developer.locator("#heard").evaluate(AT_TOP)
    look("note_heard", developer)
    rep.goto(f"{deal.split('/deals/')[0]}/")
    rep.get_by_text("1 note mentions you").wait_for()
    rep.get_by_role("link", name=maker).first.click()
    rep.get_by_text("list of users").first.wait_for()
    look("note_answered", rep)
    rep.get_by_role("link", name="Change what I wrote").first.click()
    rep.get_by_label("What it says").fill(f"Their auditors want to try it by February, @{maker}.")
    rep.get_by_role("button", name="Save").click()
    rep.get_by_text("Changed.").wait_for()
    rep.get_by_role("link", name="what it said before").first.click()
    rep.get_by_text("by January").wait_for()
    look("note_before", rep)
    rep.get_by_role("button", name=f"Take away the note by {seller}").first.click()
    rep.get_by_text("A note that was taken away.").wait_for()
    rep.get_by_text("list of users").first.wait_for()
    rep.get_by_role("button", name="Undo").click()
    rep.get_by_text("try it by February").first.wait_for()


def told_the_customer(page, look, *, deal, feature="SSO for admins", by=""):
    """What the forecast says in 8 of 10 cases is told to the buyer, and kept with one click."""
    page.goto(deal)
    page.get_by_role("button", name=f"Told the customer about {feature}").click()
    page.get_by_text(f"Told the customer: by {by}").wait_for()
    page.locator("#needs").evaluate(AT_TOP)
    look("deal_told", page)
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Taken back.").wait_for()


def rep_names_a_risk(page, look, *, deal, feature="SSO for admins"):
    """From what Interlock proposes to a promise that is kept."""
    page.goto(deal)
    page.get_by_role("button", name=f"Name it {feature} may come too late").click()
    page.get_by_text("The risk is named.").wait_for()
    page.get_by_role("link", name=f"Promise something about {feature}").click()
    page.wait_for_url("**/promise/**")
    page.get_by_label("What is done about it").fill("Agree a smaller first step")
    page.get_by_label("By when").fill((date.today() + timedelta(days=3)).isoformat())
    look("risk_promise")
    page.get_by_role("button", name="Promise it").click()
    page.get_by_text("It is promised.").wait_for()
    page.goto(f"{deal.split('/deals/')[0]}/risks/?whose=me")
    page.get_by_role("button", name="Done Agree a smaller first step").wait_for()
    look("risks")
    page.get_by_role("button", name="Done Agree a smaller first step").click()
    page.get_by_text("kept", exact=False).first.wait_for()
    look("risk_kept")
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Taken back.").wait_for()


def tool_is_asked_for(rep, maker, look, *, deal, tool="SSO demo", instead="Security deck"):
    """A rep asks for a sales tool from their deal, by one click; who makes it finds that in the
    queue and says what is used instead; the rep reads it on the deal.
    """
    site = deal.split("/deals/")[0]
    rep.goto(deal)
    rep.locator("#tools").evaluate(AT_TOP)
    look(rep, "tools_deal")
    rep.get_by_role("button", name=f"Ask for {tool}").click()
    rep.get_by_text("Asked for: whoever makes it sees it").wait_for()
    maker.goto(f"{site}/tools/asked/")
    look(maker, "tools_asked")
    group = maker.locator("section.asked", has_text=tool)
    expect(group.get_by_label("Use this instead").locator("option").first).to_contain_text(instead)
    group.get_by_role("button", name=f"Use it instead of {tool}").click()
    maker.get_by_text(f"Answered: {instead} is used instead.").wait_for()
    look(maker, "tools_answered")
    rep.goto(deal)
    rep.locator("#tools").get_by_role("link", name=instead).last.wait_for()
    rep.locator("#tools").get_by_text("instead").first.wait_for()
    rep.locator("#tools").evaluate(AT_TOP)
    look(rep, "tools_instead")


def tool_is_made(maker, look, *, at, file, name, marked):
    """Who makes sales tools adds one, puts its file there, says that it is ready, and looks again
    at another that shows what has moved since.
    """
    maker.goto(f"{at}/tools/")
    look(maker, "tools")
    maker.get_by_role("link", name="Add a sales tool").click()
    maker.get_by_label("What it is called").fill(name)
    maker.get_by_label("Kind").fill("data sheet")
    maker.get_by_label("How far it is").select_option("draft")
    maker.get_by_label("Features it shows").fill("SSO for admins")
    look(maker, "tool_add")
    maker.get_by_role("button", name="Add it").click()
    maker.get_by_text("The sales tool is there.").wait_for()
    maker.get_by_text("Put a file there").click()
    maker.get_by_label("File", exact=True).set_input_files(file)
    maker.get_by_label("Version").last.fill("1.0")
    maker.get_by_role("button", name="Put it there").click()
    maker.get_by_text(f"{file.name} is there, version 1.0.").wait_for()
    look(maker, "tool_draft")
    maker.get_by_role("button", name="ready", exact=True).click()
    maker.get_by_text("It is ready: everybody can take it.").wait_for()
    look(maker, "tool_ready")
    maker.goto(f"{at}/tools/?state=review")
    maker.get_by_role("link", name=marked).click()
    maker.get_by_text("is in another release now").first.wait_for()
    look(maker, "tool_marked")
    maker.get_by_role("button", name="Looked at again").click()
    maker.get_by_text("It was looked at again.").wait_for()
    expect(maker.get_by_text("Needs a look:")).to_have_count(0)


def tool_is_let(rep, maker, look, *, at, tool, file, deal_id, deal_name, person="Ana Lim"):
    """A rep is refused a draft and told whom to ask; its owner lets them have it for one deal; they
    take it, and that stands on its page.
    """
    taking = f"{at}/tools/{tool}/take/?deal={deal_id}"
    rep.goto(taking)
    rep.get_by_role("heading", name="Not to be taken yet").wait_for()
    look(rep, "tool_refused")
    maker.goto(f"{at}/tools/of/{tool}/")
    maker.get_by_text("Put a file there").click()
    maker.get_by_label("File", exact=True).set_input_files(file)
    maker.get_by_role("button", name="Put it there").click()
    maker.get_by_text(f"{file.name} is there").wait_for()
    maker.get_by_text("Let somebody have it").click()
    maker.get_by_label("Who", exact=True).fill(person)
    maker.get_by_label("For which deal").fill(deal_name)
    maker.get_by_label("Why", exact=True).fill("shown on our screen, not handed over")
    maker.get_by_role("button", name="Let them").click()
    maker.get_by_text(f"{person} can take it for that deal.").wait_for()
    rep.goto(f"{at}/deals/{deal_id}/")
    rep.get_by_role("heading", name="You are let have").wait_for()
    rep.locator("#tools").evaluate(AT_TOP)
    look(rep, "tool_let")
    with rep.expect_download() as taken:
        rep.get_by_role("link", name=f"Take it {tool}").first.click()
    assert taken.value.suggested_filename == file.name
    maker.reload()
    maker.get_by_text("let have it before it was ready").first.wait_for()
    look(maker, "tool_taken")
    maker.get_by_role("button", name=f"Take it back from {person}").click()
    maker.get_by_text(f"{person} cannot take it any longer.").wait_for()


def team_reads_its_record(page, look, *, at, team="Core"):
    """Somebody of a team reads how both sides' days came out, their team's line, and their own;
    they share it, and think better of it.
    """
    page.goto(at)
    page.get_by_role("heading", name="On one scale").wait_for()
    assert page.locator(".scale svg.reliability").count() >= 3
    look("record")
    page.locator("section:has(#h-teams)").get_by_role("rowheader", name=team).wait_for()
    page.locator("details", has_text="How we know").locator("summary").last.click()
    page.get_by_text("scored on the same days by the same rules").wait_for()
    look("record_how")
    page.locator("#own").get_by_text("Only you see this.").wait_for()
    page.get_by_role("button", name="Share mine").click()
    page.get_by_text("Those who manage see your record now.").wait_for()
    page.locator("#own").evaluate(AT_TOP)
    look("record_own")
    page.get_by_role("button", name="Share it no more").click()
    page.get_by_text("Only you see your record now.").wait_for()


def product_orders(page, look):
    """A product manager looks for what deals wait for, opens it, and puts it first by keys."""
    page.get_by_role("link", name="Features", exact=True).first.click()
    page.locator(".feature-list").wait_for(timeout=PATIENCE)
    look("features")
    page.wait_for_load_state()
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
    page.wait_for_load_state()
    page.keyboard.press("u")
    page.get_by_text("Moved; the tracker keeps its own order").wait_for()
    first = page.locator(".queue").first.locator("[data-feature]").first.locator("a")
    assert first.inner_text() == name
    expect(first).to_be_focused()
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
    page.locator(".progress .dot").wait_for(state="detached", timeout=PATIENCE)


def more(page, called):
    """Open a page that stands behind More."""
    page.locator(".more-pages summary").press("Enter")
    page.locator(".more-pages").get_by_role("link", name=called, exact=True).click()


def product_drops(page, look):
    """A product manager drops a feature that deals wait for, sees both sides, adds people, keeps it
    under a name and looks at it beside the forecast as it is.
    """
    pages = page.get_by_role("navigation", name="Pages")
    pages.get_by_role("link", name="What if").click()
    page.get_by_text("Most deals wait for these").wait_for(timeout=PATIENCE)
    look("whatif_begin")
    page.get_by_role("link", name="Drop ").first.click()
    page.get_by_role("heading", name="Deals whose odds fall").wait_for(timeout=PATIENCE)
    page.get_by_text("ipping point").wait_for(timeout=PATIENCE)
    look("whatif_drop")
    page.get_by_label("And if we").select_option("add people to a team, or take some away")
    page.get_by_label("How many join").fill("2")
    page.get_by_role("button", name="Suppose it").click()
    page.get_by_role("list", name="Supposed").get_by_text("2 people join").wait_for()
    page.get_by_role("link", name="Undo the last").click()
    page.get_by_role("list", name="Supposed").get_by_text("2 people join").wait_for(
        state="detached"
    )
    page.get_by_text("Keep it under a name").click()
    page.get_by_label("Name").fill("Without it")
    page.get_by_role("button", name="Keep", exact=True).click()
    page.get_by_role("link", name="Without it", exact=True).first.wait_for()
    page.get_by_label("Without it").check()
    page.get_by_role("button", name="Side by side").click()
    page.get_by_role("columnheader", name="as forecast").wait_for(timeout=PATIENCE)
    look("whatif_compared")


def product_plans(page, look):
    """A product manager moves a feature up, drops one, keeps the plan, looks at two beside each
    other, and accepts one; it is the order of work then, and can be taken back.
    """
    pages = page.get_by_role("navigation", name="Pages")
    pages.get_by_role("link", name="Plan").click()
    page.locator(".queue [data-feature]").first.wait_for(timeout=PATIENCE)
    second = page.locator(".queue").first.locator("[data-feature]").nth(1).locator("a")
    name = second.inner_text()
    second.focus()
    page.wait_for_load_state()
    page.keyboard.press("u")
    page.get_by_role("list", name="Planned").wait_for(timeout=PATIENCE)
    first = page.locator(".queue").first.locator("[data-feature]").first.locator("a")
    assert first.inner_text() == name
    look("plan_moved")
    for kept in ("Sooner", "Sooner, without the other"):
        page.get_by_text("Keep it under a name").click()
        page.get_by_label("Name").fill(kept)
        page.get_by_role("button", name="Keep", exact=True).click()
        page.get_by_role("link", name=kept, exact=True).first.wait_for()
        if kept == "Sooner":
            other = page.locator(".queue").first.locator("[data-feature]").nth(1)
            other.hover()
            other.locator("[data-way=drop]").click()
            page.get_by_role("button", name="Keep it").wait_for()
            page.locator("h1").evaluate(AT_TOP)
            look("plan_dropped")
    page.get_by_label("Sooner", exact=True).check()
    page.get_by_role("button", name="Side by side").click()
    page.get_by_role("columnheader", name="Sooner", exact=True).wait_for(timeout=PATIENCE)
    look("plan_compared")
    pages.get_by_role("link", name="Plan").click()
    page.get_by_role("link", name="Sooner", exact=True).click()
    page.get_by_role("link", name="Accept…").click()
    page.get_by_label("What this plan is called").fill("Sooner")
    look("plan_accept")
    page.get_by_role("button", name="Accept it").click()
    page.get_by_text("“Sooner” is the order of work now").wait_for()
    first = page.locator(".queue").first.locator("[data-feature]").first.locator("a")
    assert first.inner_text() == name
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Taken back.").wait_for()


def product_looks_for_better(page, look, *, accepts=True):
    """A product manager looks for a better order than the one as it is, reads what it adds and why
    features stand where they do, takes it into the plan by hand and accepts it; taken back, the
    order is what it was.
    """
    pages = page.get_by_role("navigation", name="Pages")
    pages.get_by_role("link", name="Plan").click()
    page.get_by_role("link", name="Look for a better order").click(timeout=PATIENCE)
    page.get_by_role("heading", name="A better order").wait_for()
    look("better_wishes")
    page.get_by_text("More wishes").click()
    page.get_by_label("Weeks in which begun").fill("0")
    page.get_by_role("button", name="Look for a better order").click()
    page.get_by_role("heading", name="How good it is").wait_for(timeout=PATIENCE)
    look("better_order")
    page.locator(".why summary").first.press("Enter")
    page.locator("#queues").evaluate(AT_TOP)
    look("better_why")
    page.get_by_role("link", name="Take these changes to my plan").click()
    page.get_by_role("link", name="Accept…").wait_for(timeout=PATIENCE)
    look("better_taken")
    if not accepts:
        return
    page.get_by_role("link", name="Accept…").click()
    page.get_by_label("What this plan is called").fill("Found")
    page.get_by_role("button", name="Accept it").click()
    page.get_by_text("“Found” is the order of work now").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Taken back.").wait_for()


def rep_promises(page, look, *, deal, to="Eve Stone", act="Send the security answers"):
    """A rep reads the odds of a day before they promise something, moves it with its reason, keeps
    it; one that was missed says so.
    """
    site = deal.split("/deals/")[0]
    page.goto(deal)
    page.get_by_role("link", name="Promise something about it").click()
    page.get_by_role("heading", name="Before you promise it").wait_for()
    page.get_by_label("others decide").check()
    page.get_by_label("By when").fill((date.today() + timedelta(days=30)).isoformat())
    page.get_by_label("By when").dispatch_event("change")
    page.get_by_text("that the deal is won by then").wait_for()
    look("promise_odds")
    page.get_by_label("What is promised").fill(act)
    page.get_by_label("we do it").check()
    page.get_by_label("To whom").fill(to)
    page.get_by_label("By when").fill((date.today() + timedelta(days=5)).isoformat())
    page.get_by_label("How sure").fill("P2")
    page.get_by_label("How firmly").select_option("said to the buyer")
    page.get_by_role("button", name="Promise it").click()
    page.get_by_text("It is promised.").wait_for()
    page.goto(f"{site}/promises/?whose=mine")
    look("promises")
    page.get_by_role("link", name=act).first.click()
    page.get_by_text("Move its day").click()
    page.get_by_label("New day").fill((date.today() + timedelta(days=12)).isoformat())
    page.locator("#move").get_by_label("Why").fill("their auditor asked for two more lists")
    page.locator("#move").get_by_label("Who was told").fill(to)
    look("promise_move")
    page.get_by_role("button", name="Move it").click()
    page.get_by_text("It is moved.").wait_for()
    page.get_by_text("their auditor asked for two more lists").wait_for()
    look("promise_moved")
    page.get_by_role("button", name="It is done").click()
    page.get_by_text("written down as done").wait_for()
    look("promise_kept")
    page.goto(f"{site}/promises/?whose=everybody&state=missed")
    page.locator(".promise-list th a").first.click()
    page.get_by_text("its day passed", exact=False).wait_for()
    look("promise_missed")


def year_of_reports(page, look, *, at):
    """A manager reads a year of weekly reports: the list with its picture, one as it was kept with
    a remark of their own, the week before it, and the two side by side.
    """
    page.goto(f"{at}/reports/")
    page.get_by_role("heading", name="Reports").wait_for()
    look("archive")
    page.get_by_label("Find").fill("commits wait")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="16 Nov 2026").wait_for()
    look("archive_found")
    page.get_by_role("link", name="16 Nov 2026").click()
    page.get_by_role("heading", name="week closed 16 November 2026").wait_for()
    look("archive_week")
    page.get_by_label("Write a note").fill("They will not slip: the annex is enough.")
    page.get_by_text("It foretells something").click()
    page.get_by_label("Deal or feature").fill("Halyard Bank platform")
    page.get_by_label("Comes by").fill("2026-12-18")
    page.locator("#notes").evaluate(AT_TOP)
    look("archive_remark")
    page.get_by_role("button", name="Write", exact=True).click()
    page.get_by_text("Written.").wait_for()
    page.get_by_role("link", name="After: 23 Nov").click()
    page.get_by_role("heading", name="week closed 23 November 2026").wait_for()
    page.get_by_role("heading", name="What was remarked last week").wait_for()
    page.get_by_text("Halyard Bank platform won by 18 Dec").first.wait_for()
    page.locator("#h-remarked").evaluate(AT_TOP)
    look("archive_remarked")
    page.get_by_role("link", name="Compare").click()
    page.get_by_role("heading", name="Two weeks side by side").wait_for()
    look("archive_compared")
    page.get_by_label("Then").select_option("2026-02-23")
    page.get_by_role("button", name="Compare").click()
    page.get_by_role("heading", name="2026-Q1").wait_for()
    look("archive_far_apart")


def sold_and_renewed(page, look, *, at, account):
    """A deal is won, handed over with owners, one of its commitments is kept and one missed; the
    customer's health shows it, and their renewal begins with that record in view.
    """
    page.goto(at)
    page.get_by_text("It has ended: won or lost").click()
    page.get_by_role("button", name="It has ended").click()
    page.get_by_text("It is won.").wait_for()
    page.get_by_role("heading", name="After the sale").wait_for()
    look("sale_won")
    page.locator("#messages").get_by_role("link", name="Hand it over").click()
    page.get_by_label("Owner in delivery").fill("Dee Hall")
    page.get_by_label("Owner in support").fill("Sue Park")
    look("sale_hand_over")
    page.get_by_role("button", name="Hand it over").click()
    page.get_by_text("Handed over: Dee Hall delivers, Sue Park supports.").wait_for()
    page.get_by_role("button", name="Done Introduce delivery to the buyer").click()
    page.get_by_text("3 of 4 steps open").first.wait_for()
    page.locator(".commitments").get_by_text("Dee Hall").first.wait_for()
    look("sale_handed_over")
    page.get_by_role("link", name="Move their data").click()
    page.get_by_role("button", name="It is done").click()
    page.get_by_text("Done.").first.wait_for()
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Customers").click()
    page.locator(".health-cell .sub", has_text="1 kept, 1 over").first.wait_for()
    look("customers")
    page.get_by_role("link", name=account, exact=True).first.click()
    page.get_by_role("link", name="Begin the renewal").first.click()
    page.get_by_text("This deal is made").wait_for()
    look("renewal_begins")
    page.get_by_role("button", name="Begin the renewal").click()
    page.get_by_role("heading", name="This customer's record").wait_for()
    page.get_by_role("heading", name="Over, not done").wait_for()
    page.locator("#sale").get_by_role("link", name="Train their team").wait_for()
    look("renewal_record")
