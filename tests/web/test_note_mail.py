"""Mail about notes: to a real server, once, to nobody who may not read it, tried again in vain."""

import email
import email.policy
from datetime import UTC, datetime, timedelta

import pytest
from django_tasks_db.models import DBTaskResult, get_date_max

from interlock import settings as options
from interlock.store import audit, members, notices, read, write
from interlock.store.mail_tries import AGAIN, LOST
from interlock.web import clock, tasks
from tests.importers.mail_server import free_port
from tests.store.test_watch import told
from tests.web.test_notes import HELD, people, rows, send, write_on

__all__ = ["people", "told"]
pytestmark = pytest.mark.parametrize("book_at", ["sqlite"], indirect=True)
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def sent(told, book_at, settings, monkeypatch):
    """Mail is sent to a server of the test's own: what came there as (whom, message), what the
    worker has to do, and a clock to move on.
    """
    write.book(HELD, by="Ann", words="first")
    sends_to(settings, told[0])
    at = [NOW]
    monkeypatch.setattr(clock, "now", lambda: at[0])

    def look():
        while (job := queued().order_by("run_after").first()) is not None:
            at[0] = at[0] if job.run_after == get_date_max() else max(at[0], job.run_after)
            job.delete()
            tasks.mail_notes.func()
        return [(whom, email.message_from_string(said, policy=email.policy.default))
                for whom, said in told[1]]  # fmt: skip

    look.clock = at
    return look


def queued():
    """What the worker has to do about mail."""
    return DBTaskResult.objects.filter(task_path__endswith=".mail_notes")


def sends_to(settings, url):
    settings.MAIL = url
    settings.MAILERS = {"default": options.mailer(url)}


def dev(field="email"):
    return next(getattr(one, field) for one in members.listed() if one.role == "developer")


def test_who_is_mentioned_is_mailed_once_with_text_and_html_and_a_link(people, sent):
    said = "**Please** look with @Bob, @Jörg Müller <script>x</script>"
    write_on(people["Bob"], said, feature="F1")
    ((whom, letter),) = sent()
    assert whom == [dev()]
    assert letter["Subject"] == "Bob mentions you on Inn"
    plain, html = (part.get_content() for part in letter.iter_parts())
    link = f"http://127.0.0.1:8000/notes/note/{rows()[0]['id']}/"
    assert "> **Please** look with @Bob, @Jörg Müller" in plain
    assert link in plain
    assert "<strong>Please</strong> look" in html
    assert 'href="http://127.0.0.1:8000/people/of/Bob/" class="mention"' in html
    assert '<span class="mention me">@Jörg Müller</span>' in html
    assert f'href="{link}"' in html
    assert "<script" not in html
    send(people["Bob"], rows()[0]["id"], "edit", text="@Jörg Müller @Mo", seen=read.revision())
    assert [whom for whom, _ in sent()][1:] == [["manager2@acme.example"]]


def test_who_is_answered_is_mailed(people, sent):
    write_on(people["Bob"], "anybody?")
    send(people["Jörg Müller"], rows()[0]["id"], "answer", text="me")
    assert [(whom, said["Subject"]) for whom, said in sent()] == [
        (["rep0@acme.example"], "Jörg Müller answers you on Inn")
    ]


def test_nobody_is_mailed_what_they_may_not_read_or_do_not_want(people, sent):
    write_on(people["Bob"], "walnut @Jörg Müller @Vi", readers="sales")
    assert sent() == []
    people["Jörg Müller"].post("/account/mail/", {})
    write_on(people["Bob"], "plain @Jörg Müller")
    assert sent() == []
    people["Jörg Müller"].post("/account/mail/", {"mails_mentions": "1"})
    write_on(people["Bob"], "again @Jörg Müller")
    assert len(sent()) == 1


def test_what_was_taken_away_or_is_not_theirs_any_more_before_it_was_sent_is_not(people, sent):
    write_on(people["Bob"], "oops @Jörg Müller")
    send(people["Bob"], rows()[0]["id"], "away")
    write_on(people["Bob"], "walnut @Mo", readers="sales")
    manager = next(one for one in members.listed() if one.role == "manager")
    members.change(manager.user, role="manager", amounts="none", known_as="Mo", by="test")
    assert sent() == []


def test_what_cannot_be_sent_is_tried_again_and_told_to_the_owner_and_to_whom_it_is_for(
    people, sent, settings, told, browser
):
    owner = browser("owner", known_as="Own")
    sends_to(settings, f"smtp://127.0.0.1:{free_port()}")
    write_on(people["Bob"], "@Jörg Müller")
    queued().delete()
    tasks.mail_notes.func()
    page = owner.get("/settings/sent/").content.decode()
    assert "Other mail that did not go" in page
    assert f"{dev()}</th><td>notes</td>" in page
    assert "Connection refused" in page
    page = people["Jörg Müller"].get("/account/mail/").content.decode()
    assert "1 mail to you could not be sent yet" in page
    assert "could not be sent" not in people["Bob"].get("/account/mail/").content.decode()
    sends_to(settings, told[0])
    assert len(sent()) == 1
    assert sent.clock[0] == NOW + AGAIN[0]
    assert "did not go" not in owner.get("/settings/sent/").content.decode()


def test_after_the_last_try_it_is_given_up_and_noted(people, sent, settings):
    sends_to(settings, f"smtp://127.0.0.1:{free_port()}")
    write_on(people["Bob"], "@Jörg Müller")
    assert sent() == []
    assert sent.clock[0] == NOW + sum(AGAIN, timedelta())
    last = audit.listed()[0]
    assert (last.what, last.who) == ("mail not sent", "Interlock")
    assert notices.trouble(dev("user")).failed == 1
    assert notices.trouble(dev("user")).waiting == 0


def test_the_owner_has_what_was_given_up_sent_again(people, sent, settings, told, browser):
    owner = browser("owner", known_as="Own")
    sends_to(settings, f"smtp://127.0.0.1:{free_port()}")
    write_on(people["Bob"], "@Jörg Müller")
    sent()
    assert "<td>not sent</td>" in owner.get("/settings/sent/").content.decode()
    sends_to(settings, told[0])
    mine = {"kind": "notes", "user": dev("user")}
    assert people["Bob"].post("/settings/sent/", mine).status_code == 403
    assert owner.post("/settings/sent/", mine | {"kind": "walnut"}).status_code == 404
    assert sent() == []
    owner.post("/settings/sent/", mine)
    assert [whom for whom, _ in sent()] == [[dev()]]
    assert notices.trouble(dev("user")) is None
    page = owner.post("/settings/sent/", mine, follow=True).content.decode()
    assert "Nothing waits any more" in page


def test_two_workers_do_not_send_the_same(people, sent):
    write_on(people["Bob"], "@Jörg Müller")
    assert notices.claim(NOW).user == dev("user")
    assert notices.claim(NOW) is None
    assert notices.claim(NOW + LOST * 2) is None
    assert notices.trouble(dev("user")).failed == 1


def test_where_no_mail_is_set_up_none_waits(people, sent, settings):
    settings.MAIL = ""
    write_on(people["Bob"], "@Jörg Müller")
    assert "No mail is set up here" in people["Bob"].get("/account/mail/").content.decode()
    settings.MAIL = "smtp://127.0.0.1"
    tasks.mail_notes.func()
    assert sent() == []
    assert "1 note mentions you" in people["Jörg Müller"].get("/").content.decode()
