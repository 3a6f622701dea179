"""One mail that two workers take at the same moment is one note, on each database."""

from datetime import UTC, datetime
from threading import Barrier, Thread

from django.db import connection
from django.test import override_settings

from interlock.actions import save_note, save_replies
from interlock.records import mail_ids
from interlock.store import members, read, replies, write
from tests.store.books import book, deal

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
DESK = save_replies.Desk(save_note.write_note, save_note.answer_note, lambda: NOW)


def test_a_mail_that_two_take_at_once_is_one_note(book_at):
    write.book(book([deal("D1")]), by="Ann", words="first")
    user = members.make("bob@acme.example", None, role="rep", known_as="Bob", by="test")
    came, both = [], Barrier(2)
    with override_settings(MAIL_IN_ADDRESS="in@acme.example", ANSWERS_TO="in@acme.example"):
        heads = replies.heads(mail_ids.of_week(NOW.date(), user=user, on=NOW.date()))
        raw = f"From: bob@acme.example\nTo: {heads['Reply-To']}\nMessage-ID: <1@x>\n\nYes\n"

        def take():
            both.wait()
            came.append(save_replies.take(raw.encode(), DESK))
            connection.close()

        workers = [Thread(target=take) for _ in range(2)]
        for one in workers:
            one.start()
        for one in workers:
            one.join()
    assert read.book().notes["text"].to_list() == ["Yes"]
    assert sorted(one.refused for one in came) == ["", "it came before"]
