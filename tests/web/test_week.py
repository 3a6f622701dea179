"""This week: what a role reads, and how far it is while it is worked out."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django_tasks_db.models import DBTaskResult

from interlock.actions import save_outcome
from interlock.records.report import Question, Reader
from interlock.store import read, write
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
    for address in ("/", "/report/"):
        told, untold = (one.get(address).content.decode() for one in (manager, developer))
        assert "Bakery" in told
        for secret in ("91919", "91.9", "91,9", "92k", "92 k"):
            assert secret not in untold.replace("\N{NO-BREAK SPACE}", " ")
    assert "91.9" in manager.get("/report/").content.decode()
    write.book(book([deal("D2")]), by="Ann", words="second")
    assert "The book has changed" in manager.get("/").content.decode()


@pytest.mark.usefixtures("held")
def test_how_far_it_is_is_told_step_by_step_without_the_page(browser, monkeypatch):
    client, steps = browser("manager"), []
    client.get("/")

    def look(_book, *, progress, **_asked):
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
    assert queued() == ["management"], "nobody asked to try again"
    client.post("/", {"try_again": "1"})
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


ASKED = [
    Question("D1", "Bakery", "Ann", "link", "Does it wait for Ovens?", "", 9.0, "F1", "Ovens"),
    Question("D2", "Diner", "Ann", "need", "Does it wait for Ovens?", "", 8.0, "F1", "Ovens"),
    Question("D3", "Café", "Bob", "amount", "What is it worth?", "", 7.0),
]


@pytest.fixture
def asked(book_at, monkeypatch):
    """A book whose report asks three questions."""
    others = [deal("D2", **MINE, name="Diner"), deal("D3", name="Café", owner="Bob", amount=None)]
    link = {"deal": "D1", "feature": "F1", "strength": "important", "confirmed": False}
    features = [{"id": "F1", "name": "Ovens"}]
    write.book(book([OPEN, *others], needs=[link], features=features), by="Ann", words="first")
    made = replace(sample.report(), questions=tuple(ASKED), reader=Reader("management"))
    monkeypatch.setattr(tasks, "report", lambda _book, **_: made)
    for reader in ("management", "Ann"):
        tasks.make_report.func(reader)


def answered(client, kind, deal, said, feature="F1"):
    told = {"kind": kind, "deal": deal, "feature": feature, "said": said}
    return client.post("/answer/", told, follow=True).content.decode()


def questions(client):
    page = client.get("/").content.decode()
    return [one.deal for one in ASKED if f'name="deal" value="{one.deal}"' in page]


@pytest.mark.usefixtures("asked")
def test_each_question_is_answered_by_one_click_and_asked_no_more(browser):
    client = browser("manager")
    assert questions(client) == ["D1", "D2", "D3"]
    for kind, about, said, left in (
        ("link", "D1", "dealbreaker", ["D2", "D3"]),
        ("need", "D2", "none", ["D3"]),
        ("amount", "D3", "1200.50", []),
    ):
        assert "Noted" in answered(client, kind, about, said)
        assert questions(client) == left
    made = read.book()
    assert sorted(made.needs.select("deal", "strength", "confirmed").rows()) == [
        ("D1", "dealbreaker", True),
        ("D2", "none", True),
    ]
    assert made.deals.filter(id="D3")["amount"].item() == Decimal("1200.500")


@pytest.mark.usefixtures("asked")
def test_the_same_answer_given_twice_differs_in_nothing(browser):
    client = browser("manager")
    assert "Noted" in answered(client, "link", "D1", "important")
    again = answered(client, "link", "D1", "important")
    assert "Nothing differs." in again
    assert "Undo" not in again.split("<main")[0]


@pytest.mark.usefixtures("asked")
def test_an_answer_is_taken_back_by_one_click(browser):
    client = browser("manager")
    page = answered(client, "link", "D1", "none")
    client.post(re.search(r"/undo/[0-9]+/", page).group())
    assert questions(client) == ["D1", "D2", "D3"]


@pytest.mark.usefixtures("asked")
def test_a_question_is_open_to_those_alone_who_may_answer_it(browser):
    assert questions(browser("rep", known_as="Ann")) == ["D1", "D2"]
    refused = answered(browser("rep", known_as="Ann"), "amount", "D3", "5", "")
    assert "A rep may not change deals of D3" in refused
    assert "A viewer may not change needs" in answered(browser("viewer"), "link", "D1", "none")
    assert read.book().needs["confirmed"].to_list() == [False]


@pytest.mark.usefixtures("asked")
def test_an_answer_that_cannot_be_is_told_and_nothing_is_kept(browser):
    client = browser("manager")
    assert "much" in answered(client, "amount", "D3", "much", "")
    assert "perhaps" in answered(client, "link", "D1", "perhaps")
    assert "F9" in answered(client, "need", "D2", "none", "F9")
    assert questions(client) == ["D1", "D2", "D3"]


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("amounts", ["bands", "none"])
def test_who_does_not_see_an_amount_says_none(browser, amounts):
    bob = browser("rep", known_as="Bob", amounts=amounts)
    assert "may not change deals" in answered(bob, "amount", "D3", "1200.50")
    assert read.book().deals.filter(id="D3")["amount"].item() is None


@pytest.mark.usefixtures("held")
def test_a_page_with_nothing_to_show_comes_anew_once_all_is_there(browser, monkeypatch):
    client, asks = browser("manager"), {"headers": {"HX-Request": "true"}}
    assert "nothing" in client.get("/").content.decode()
    assert "HX-Refresh" not in client.get("/?nothing=1", **asks)
    monkeypatch.setattr(tasks, "report", lambda _book, **_: sample.report())
    tasks.make_report.func("management")
    assert client.get("/?nothing=1", **asks)["HX-Refresh"] == "true"
    assert "HX-Refresh" not in client.get("/", **asks)
    write.book(book([deal("D2")]), by="Ann", words="second")
    assert "nothing" not in client.get("/").content.decode()
