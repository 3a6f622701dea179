"""This week: what a role reads, and how far it is while it is worked out."""

from datetime import date
from decimal import Decimal

import pytest
from django_tasks_db.models import DBTaskResult

from interlock.actions import save_outcome
from interlock.store import write
from interlock.web import tasks
from tests.render import sample
from tests.store.books import book, deal
from tests.store.test_shown import SECRET

MINE = {"owner": "Ann", "stage": "Demo"}
CLOSED = [
    deal(f"C{n}", **MINE, outcome="won" if n % 3 else "lost", amount=Decimal(9),
         created_on=date(2026, 1, 1 + n % 28), closed_on=date(2026, 3, 1 + n % 28))
    for n in range(40)
]  # fmt: skip
OPEN = deal("D1", **MINE, name="Bakery", amount=Decimal(SECRET), created_on=date(2026, 1, 5))


@pytest.fixture
def held(book_at):
    write.book(book([*CLOSED, OPEN]), by="Ann", words="first")


def queued():
    return [
        one.args_kwargs["kwargs"]["reader"] for one in DBTaskResult.objects.order_by("enqueued_at")
    ]


def test_an_empty_book_says_what_to_do_to_those_who_can(browser):
    assert "Bring in the first exports" in browser("manager").get("/").content.decode()
    assert "Ask the owner or a manager" in browser("viewer").get("/").content.decode()


@pytest.mark.usefixtures("held")
def test_it_is_worked_out_once_for_each_reader(browser):
    manager, developer = browser("manager"), browser("developer")
    for client in (manager, manager, developer, browser("owner"), browser("viewer")):
        assert "waiting for the worker" in client.get("/").content.decode().lower()
    assert queued() == ["management", "development"]


@pytest.mark.usefixtures("held")
def test_what_is_worked_out_is_shown_to_those_who_may_see_it(browser):
    manager, developer = browser("manager"), browser("developer")
    manager.get("/"), developer.get("/")
    for reader in queued():
        tasks.make_report.func(reader)
    told, untold = manager.get("/").content.decode(), developer.get("/").content.decode()
    assert "Bakery" in told
    assert "92k" in told.replace("\N{NO-BREAK SPACE}", "").replace(" ", "") or "91.9" in told
    for secret in ("91919", "91.9", "91,9", "92k", "92 k"):
        assert secret not in untold
    write.book(book([deal("D2")]), by="Ann", words="second")
    assert "The book has changed" in manager.get("/").content.decode()


@pytest.mark.usefixtures("held")
def test_how_far_it_is_is_told_step_by_step_without_the_page(browser, monkeypatch):
    client, steps = browser("manager"), []
    client.get("/")

    def look(book, *, reader, progress):
        for step in ("fitting deals", "simulating"):
            progress(step)
            steps.append(client.get("/", headers={"HX-Request": "true"}).content.decode())
        raise ValueError("a fault on purpose")

    monkeypatch.setattr(tasks, "report", look)
    with pytest.raises(ValueError, match="on purpose"):
        tasks.make_report.func("management")
    assert "Fitting deals…" in steps[0]
    assert "Simulating…" in steps[1]
    assert "<html" not in steps[0]
    assert "a fault on purpose" in client.get("/").content.decode()
    assert queued() == ["management"]
    client.post("/")
    assert queued() == ["management"] * 2


@pytest.mark.usefixtures("held")
def test_what_was_begun_of_an_earlier_book_is_waited_for_no_longer(browser, monkeypatch):
    from interlock.store.models import Work

    browser("manager").get("/")
    write.book(book([deal("D2")]), by="Ann", words="second")
    monkeypatch.setattr(tasks, "report", lambda _book, **_: sample.report())
    tasks.make_report.func("management")
    assert not Work.objects.exists()


@pytest.mark.usefixtures("held")
def test_a_rep_reads_their_own_week(browser):
    browser("rep", known_as="Ann").get("/")
    browser("manager", amounts="own", known_as="Bob").get("/")
    assert queued() == ["Ann", "Bob"]
    assert save_outcome.load_standing(
        "report", {"reader": "Ann", "as_of": None, "seed": 1}
    ).progress
