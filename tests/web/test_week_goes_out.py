"""A week closes and goes out, for real: all of it says the numbers of the report that is kept."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from html import unescape
from io import BytesIO

import feedparser
import pypdf

from interlock import settings as options
from interlock.actions import send_hooks
from interlock.actions.load_weeks import load_week
from interlock.cli import chat_message, closing
from interlock.records.closed_week import OF_ALL
from interlock.records.rights import Viewer
from interlock.records.webhook import REPORT
from interlock.render import amounts, report_line, words
from interlock.store import hooks, members, write
from tests.render.reading_pages import read
from tests.store.books import COMPANY, book, deal
from tests.web.inbox import receiving
from tests.web.receiver import is_ours, receiver
from tests.web.test_weekly import known

OWNER = Viewer("Own", "owner")
MONDAY, HOUR = date(2026, 11, 23), datetime(2026, 11, 23, 8, tzinfo=UTC)
PAGE = "/reports/2026-11-23/"


def ended(number):
    """A deal of the last two years: one of three is won, each after eight weeks."""
    began = date(2024, 12, 2) + timedelta(days=6 * number)
    return deal(
        f"W{number}", name=f"Old {number}", owner="Ann", outcome="lost" if number % 3 else "won",
        amount=Decimal(80_000 + 500 * number), created_on=began,
        closed_on=began + timedelta(days=56),
    )  # fmt: skip


def held():
    """A small company with a quarter under way: some of it closed, some open, a target."""
    ahead = [
        deal(f"D{number}", name=f"Deal {number}", owner="Ann", amount=Decimal(120_000),
             created_on=date(2026, 10, 5), expected_close_on=date(2026, 12, 10 + number))
        for number in range(6)
    ]  # fmt: skip
    target = {"period": "2026-Q4", "scope": "company", "amount": Decimal(500_000)}
    made = book([*map(ended, range(106)), *ahead], targets=[target])
    return replace(made, company=replace(COMPANY, currency="USD", rates=()))


def goes_out(settings, monkeypatch, url, hook):
    """Let the week close at its hour and all of it go, as the site's workers do: mail to the server
    at ``url``, what the channel and the webhook are told to ``hook``. The webhook's secret.
    """
    settings.MAIL, settings.HOOKS_PRIVATE = url, True
    settings.MAILERS = {"default": options.mailer(url)}
    user, asked = members.listed()[0].user, {"url": hook.url, "kinds": [REPORT], "by": "test"}
    hooks.make(user, **asked)
    hooks.make(user, **asked, shape="slack", reader="management")
    known(HOUR - timedelta(hours=1))
    monkeypatch.setattr(closing, "now", lambda: HOUR)
    assert closing.close_due() == (MONDAY,)
    assert closing.send_due() == (1, 0)
    assert send_hooks.send_due(message=chat_message.message) == 2
    return hooks.listed(user)[0].secret


def numbers(report):
    """What of a report every form says: its odds, its target, and what is closed and forecast."""
    quarter, currency = report.quarter, report.currency
    money = (quarter.target, quarter.closed.total, quarter.forecast.mean)
    said = [words.odds(quarter.p_target), *(amounts.short(one, currency=currency) for one in money)]
    assert len(set(said)) == 4, "each to be told from the others"
    return said


def without_tags(text):
    return unescape(re.sub(r"<[^>]+>", "", text))


def plain(text):
    """Words with one kind of space."""
    return " ".join(text.replace("\N{WORD JOINER}", "").split())


def all_text(value):
    """Every text of a message of Slack, in its order."""
    if isinstance(value, dict):
        return " ".join(all_text(part) for part in value.values())
    return " ".join(map(all_text, value)) if isinstance(value, list) else str(value)


def test_mail_chat_webhook_feed_paper_and_page_say_what_the_kept_report_says(
    browser, settings, monkeypatch
):
    owner = browser("owner")
    write.book(held(), by="Ann", words="exports")
    with receiver() as there, receiving() as inbox:
        secret = goes_out(settings, monkeypatch, inbox.url, there)
        came = there.came
    kept = load_week(MONDAY, "management", OWNER)
    ((whom, letter),) = inbox.letters
    html = read(letter.get_body("html").get_content())
    (webhook,) = (one for one in came if "webhook-id" in {name.lower() for name in one[0]})
    (chat,) = (json.loads(body) for headers, body in came if (headers, body) != webhook)
    feed = feedparser.parse(owner.get(feed_of(owner)).content)
    (entry,) = feed.entries
    paper = pypdf.PdfReader(BytesIO(owner.get(f"{PAGE}report.pdf").content))
    forms = {
        "the mail's text": letter.get_body("plain").get_content(),
        "the mail's HTML": html.words,
        "Slack": all_text(chat["blocks"]),
        "the feed": without_tags(entry.content[0].value),
        "the page": without_tags(owner.get(PAGE).content.decode()),
        "the PDF": " ".join(page.extract_text() for page in paper.pages),
    }
    missing = [(form, number) for form, text in forms.items() for number in numbers(kept)
               if number not in plain(text)]  # fmt: skip
    assert missing == []
    line = report_line.line(kept)
    assert (whom, letter["Subject"]) == ("owner0@acme.example", f"{kept.company}: {line}")
    assert (unescape(chat["text"]), unescape(entry.summary)) == (line, line)
    told_of = json.loads(webhook[1])["data"]
    assert (told_of["day"], told_of["link"], entry.link) == (str(MONDAY), links(chat), links(chat))
    assert told_of["readers"] == list(OF_ALL)
    assert is_ours(secret, *webhook)
    looked_at(letter, html, kept)


def looked_at(letter, html, kept):
    """The pictures of a letter are those that its HTML shows, and say the report's numbers."""
    shown = {e.attributes["src"].removeprefix("cid:"): e.attributes["alt"] for e in html.all("img")}
    inside = {part["Content-ID"][1:-1]: part.get_content() for part in letter.walk()
              if part.get_content_type() == "image/png"}  # fmt: skip
    assert set(shown) == set(inside)
    assert all(png.startswith(b"\x89PNG") for png in inside.values())
    assert amounts.short(kept.quarter.closed.total, currency=kept.currency) in plain(shown["fan"])


def links(chat):
    """Where the button of Slack's message leads."""
    return chat["blocks"][-1]["elements"][0]["url"]


def feed_of(client):
    page = unescape(client.post("/account/calendar/").content.decode())
    return re.search(r"/reports/feed/\S+?\.atom", page)[0]
