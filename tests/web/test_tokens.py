"""Tokens: made, shown once, used, ended, revoked; what programs do with them."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from interlock.actions import load_members
from interlock.store import write
from tests.store.books import book, deal

PAGE = "/account/tokens/"
pytestmark = pytest.mark.parametrize("book_at", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def held(book_at):
    write.book(book([deal("D1")]), by="Ann", words="first")


def make(client, **values):
    answer = client.post(PAGE, {"name": "a script", **values})
    found = re.search(r"interlock_[\w-]+", answer.content.decode())
    return (found[0] if found else ""), answer


def ask(client, token):
    return client.get("/api/v1/needs", headers={"Authorization": f"Bearer {token}"}).status_code


def test_a_token_is_shown_once_and_signs_in_as_who_made_it(browser):
    client, anybody = browser("viewer"), browser()
    token, answer = make(client)
    assert answer["Cache-Control"] == "no-store"
    assert ask(anybody, token) == 200
    assert (
        anybody.get("/api/v1/calls", headers={"Authorization": f"Bearer {token}"}).status_code
        == 403
    )
    page = client.get(PAGE).content.decode()
    assert "a script" in page
    assert token not in page
    assert "never" in page


def test_no_token_is_kept_as_it_is(browser):
    from interlock.store.models import Token

    token, _ = make(browser("owner"))
    assert token not in str(list(Token.objects.values_list()))
    assert len(token) > 43


def test_a_token_that_is_revoked_signs_in_no_more(browser):
    client, anybody = browser("owner"), browser()
    token, _ = make(client)
    number = re.search(rf"{PAGE}(\d+)/", client.get(PAGE).content.decode())[1]
    assert browser("manager").post(f"{PAGE}{number}/", follow=True).status_code == 200
    assert ask(anybody, token) == 200, "another's token is not theirs to revoke"
    client.post(f"{PAGE}{number}/")
    assert ask(anybody, token) == 401
    noted = [one.what for one in load_members.load_events() if one.what != "joined"]
    assert noted == ["token revoked", "token made"]


def test_a_token_ends_with_its_last_day(browser):
    from interlock.store.models import Token

    client, anybody = browser("owner"), browser()
    later = (datetime.now(UTC) + timedelta(days=9)).date().isoformat()
    token, _ = make(client, last_day=later)
    assert ask(anybody, token) == 200
    Token.objects.update(ends=datetime.now(UTC))
    assert ask(anybody, token) == 401
    assert "it has ended" in client.get(PAGE).content.decode()
    _, refused = make(client, last_day="2020-01-01")
    assert refused.status_code == 400
    assert "has passed" in refused.content.decode()


@pytest.mark.parametrize("token", ["", "x", "interlock_x", "Bearer"])
def test_what_is_no_token_of_ours_signs_nobody_in_even_beside_a_session(browser, token):
    assert ask(browser("owner"), token) == 401


def test_who_was_removed_signs_in_with_no_token(browser):
    from interlock.store.models import Member

    token, _ = make(browser("owner"))
    Member.objects.all().delete()
    assert ask(browser(), token) == 401


def test_a_session_reads_and_needs_the_csrf_token_to_write(browser):
    from django.test import Client

    client = browser("owner")
    assert client.get("/api/v1/needs").status_code == 200
    strict = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
    strict.cookies = client.cookies
    assert strict.get("/api/v1/needs").status_code == 200
    sent = {"data": "{}", "content_type": "application/json"}
    assert strict.post("/api/v1/answers", **sent).status_code == 403
    page = strict.get("/api/docs").content.decode()
    csrf = re.search('csrf-token="(.+?)"', page)[1]
    assert strict.post("/api/v1/answers", headers={"X-CSRFToken": csrf}, **sent).status_code == 422


def test_too_many_requests_are_told_how_long_to_wait(browser, settings):
    settings.API_PER_MINUTE = 2
    client, other = browser("owner"), browser("manager")
    (token, _), (others, _) = make(client), make(other)
    anybody = browser()
    assert [ask(anybody, token) for _ in range(3)] == [200, 200, 429]
    answer = anybody.get("/api/v1/needs", headers={"Authorization": f"Bearer {token}"})
    assert 0 < int(answer["Retry-After"]) <= 60
    assert ask(anybody, others) == 200
