"""Each week goes to each member once, also where several send at once."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from email import message_from_string

import pytest

from interlock.actions.load_weeks import load_weeks
from interlock.records import mail_ids, report_days
from interlock.records.notes import FAILED, SENT, WAITING
from interlock.records.rights import Viewer
from interlock.records.subscription import Sending
from interlock.store import connect, members, replies, sendings, write
from interlock.store.mail_tries import AGAIN
from tests.store import week_worker
from tests.store.books import COMPANY, book, deal
from tests.store.test_watch import PATIENCE, told
from tests.store.test_weeks import DAY, NOW, close

__all__ = ["told"]
OWNER = Viewer("O", "owner")


def waits(count=1):
    """As many members, a mail to each of whom waits."""
    users = [member(number) for number in range(count)]
    close()
    with connect.change():
        sendings.put(DAY, [sending(user) for user in users])
    return users


def member(number):
    return members.make(f"m{number}@acme.example", None, role="owner", known_as=f"M{number}", by="")


def message_id(day, user):
    return replies.message_id(mail_ids.of_week(day, user=user, on=day))


def sending(user):
    return Sending(0, DAY, user, "management", WAITING, message_id(DAY, user),
                   next_at=NOW)  # fmt: skip


def states():
    return [one.state for one in sendings.of_week(DAY)]


@pytest.mark.usefixtures("book_at")
def test_a_mail_is_claimed_by_one_alone_and_sent_once():
    first, second = waits(2)
    one, two = sendings.claim(NOW), sendings.claim(NOW)
    assert [one.user, two.user] == [first, second]
    assert sendings.claim(NOW) is None
    sendings.sent(one, now=NOW)
    assert sendings.last(first).sent_at == NOW
    assert sendings.last(first).message_id == one.message_id
    with connect.change():
        sendings.put(DAY, [sending(first), sending(second)])
    assert sorted(states()) == ["sending", SENT]


@pytest.mark.usefixtures("sqlite_book")
def test_who_dies_at_it_has_it_sent_again_under_the_same_id():
    waits()
    one = sendings.claim(NOW)
    assert sendings.claim(NOW + sendings.LEASE - timedelta(seconds=1)) is None
    again = sendings.claim(NOW + sendings.LEASE)
    assert (again.number, again.message_id) == (one.number, one.message_id)


@pytest.mark.usefixtures("sqlite_book")
def test_what_fails_is_tried_again_after_growing_waits_then_given_up_and_tried_when_asked():
    (user,) = waits()
    now = NOW
    for wait in AGAIN:
        one = sendings.claim(now)
        assert sendings.failed(one, "550 no such user", now=now) == now + wait
        assert sendings.claim(now + wait - timedelta(seconds=1)) is None
        now += wait
    assert sendings.failed(sendings.claim(now), "550 no such user", now=now) is None
    assert (states(), sendings.last(user).problem) == ([FAILED], "550 no such user")
    assert sendings.claim(now + timedelta(days=9)) is None
    assert sendings.try_again(DAY, now=now) == 1
    one = sendings.claim(now)
    sendings.sent(one, now=now)
    assert sendings.try_again(DAY, now=now) == 0
    assert sendings.claim(now + timedelta(days=9)) is None


@pytest.mark.usefixtures("sqlite_book")
def test_an_id_is_always_the_same_for_a_week_and_a_member_and_not_to_be_guessed():
    one = message_id(DAY, 7)
    assert one == message_id(DAY, 7)
    assert one.startswith("<week.2026-11-27.")
    others = {message_id(DAY, 8), message_id(DAY + timedelta(days=7), 7)}
    assert one not in others
    assert one.split(".")[2].split("@")[0] not in "".join(others)


def test_two_workers_at_once_close_a_week_once_and_send_each_mail_once(book_at, told):
    for number in range(12):
        member(number)
    made = book([deal("D1")])
    write.book(made, by="", words="any")
    day = report_days.next_day(datetime.now(UTC), COMPANY) + report_days.WEEK
    began = report_days.closes_at(day, COMPANY)
    with subprocess.Popen(
        [sys.executable, week_worker.__file__, book_at],
        env=os.environ | {"INTERLOCK_MAIL": told[0], "INTERLOCK_SECRET_KEY": "of a test"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as parent:
        assert parent.stdout.readline() == "ready\n"
        print(began.isoformat(), began.isoformat(), sep="\n", file=parent.stdin, flush=True)
        workers = [int(parent.stdout.readline()) for _ in range(2)]
        end = time.monotonic() + PATIENCE
        while len(told[1]) < 12 and time.monotonic() < end:
            time.sleep(0.05)
        time.sleep(0.2)
        for one in workers:
            os.kill(one, signal.SIGKILL)
        parent.kill()
    (week,) = load_weeks(OWNER)
    assert (week.day, week.revision) == (day, 1)
    ids = Counter(message_from_string(said)["Message-ID"] for _, said in told[1])
    assert len(ids) == 12
    assert set(ids.values()) == {1}
    assert [one.state for one in sendings.of_week(week.day)] == [SENT] * 12
