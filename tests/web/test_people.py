"""Who comes in: the first owner, who is invited, and nobody else; all of it noted."""

import re

import pytest
from django.core import mail, signing

from interlock import settings as options
from interlock.actions import save_member
from interlock.records.errors import NotPossible
from interlock.records.member import FIRST_TOKEN
from interlock.store import audit, members
from tests.importers.mail_server import free_port

PASSWORD = "correct horse 7"  # noqa: S105
OWNER = {"known_as": "Ann", "email": "Ann@acme.example", "password": PASSWORD}


def noted():
    return [(one.what, one.who, one.about) for one in audit.listed()][::-1]


@pytest.fixture
def token(monkeypatch):
    monkeypatch.setenv(FIRST_TOKEN, "t0ken")
    return "t0ken"


def sign_in(client, email="ann@acme.example", password=PASSWORD):
    return client.post("/account/login/", {"login": email, "password": password})


def test_the_first_owner_needs_the_token_of_the_terminal_and_there_is_one(browser, token):
    client = browser()
    assert client.get("/first/other/").status_code == 404
    assert client.post(f"/first/{token}/", OWNER)["Location"] == "/import/"
    assert [(one.email, one.role, one.known_as) for one in members.listed()] == [
        ("ann@acme.example", "owner", "Ann")
    ]
    assert client.get("/import/").status_code == 200
    assert (
        browser().post(f"/first/{token}/", {**OWNER, "email": "b@acme.example"}).status_code == 404
    )


@pytest.mark.parametrize(
    ("password", "why"), [("short", "too short"), ("password1234", "too common")]
)
def test_a_password_that_is_easily_guessed_is_refused(browser, token, password, why):
    answer = browser().post(f"/first/{token}/", {**OWNER, "password": password})
    assert why in answer.content.decode()
    assert members.listed() == ()


def test_sign_ins_are_noted_whether_they_succeed_or_not(browser):
    members.make("ann@acme.example", PASSWORD, role="owner", known_as="Ann", by="test")
    client = browser()
    assert "are not correct" in sign_in(client, password="wrong horse").content.decode()  # noqa: S106
    assert sign_in(client)["Location"] == "/"
    client.post("/account/logout/")
    assert noted() == [
        ("joined", "test", "ann@acme.example as owner"),
        ("sign-in refused", "ann@acme.example", ""),
        ("signed in", "ann@acme.example", ""),
        ("signed out", "ann@acme.example", ""),
    ]


def test_who_tries_again_and_again_has_to_wait(browser, settings):
    members.make("ann@acme.example", PASSWORD, role="owner", known_as="Ann", by="test")
    client = browser()
    answers = [sign_in(client, password=f"wrong {n}") for n in range(12)]
    assert "Too many failed" in answers[-1].content.decode()
    assert "Too many failed" in sign_in(client).content.decode()


def test_nobody_signs_up_alone(browser):
    answer = browser().post(
        "/account/signup/", {"email": "eve@acme.example", "password1": PASSWORD}
    )
    assert members.listed() == ()
    assert "Sign" in answer.content.decode()


def test_who_is_invited_chooses_a_password_and_comes_in(browser, settings):
    client = browser("owner")
    told = client.post(
        "/settings/people/", {"email": "Bob@acme.example", "known_as": "Bob", "role": "rep"}
    )
    token = signing.dumps(
        {"email": "bob@acme.example", "role": "rep", "known_as": "Bob"}, salt=save_member.SALT
    )
    assert "/join/" in told.content.decode()
    bob = browser()
    assert "Welcome, Bob" in bob.get(f"/join/{token}/").content.decode()
    assert bob.post(f"/join/{token}/", {"password": PASSWORD})["Location"] == "/"
    assert bob.get("/").status_code == 200
    assert ("invited", "owner0@acme.example", "bob@acme.example as rep") in noted()
    again = browser().get(f"/join/{token}/")
    assert (again.status_code, "has been used" in again.content.decode()) == (404, True)


def test_an_invitation_that_is_not_ours_or_too_old_lets_nobody_in(browser, monkeypatch):
    assert browser().get("/join/eyJ:abc:def/").status_code == 404
    token = signing.dumps(
        {"email": "b@acme.example", "role": "owner", "known_as": ""}, salt="other"
    )
    assert browser().get(f"/join/{token}/").status_code == 404
    mine = signing.dumps(
        {"email": "b@acme.example", "role": "rep", "known_as": ""}, salt=save_member.SALT
    )
    monkeypatch.setattr(save_member, "WEEK_SECONDS", -1)
    assert "not valid any more" in browser().get(f"/join/{mine}/").content.decode()


def test_an_invitation_is_mailed_where_mail_is_set_up(browser, settings):
    settings.MAIL = "smtp://mail.acme.example"
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    mail.outbox = []
    browser("owner").post("/settings/people/", {"email": "bob@acme.example", "role": "viewer"})
    (letter,) = mail.outbox
    assert letter.to == ["bob@acme.example"]
    assert "http://localhost/join/" in letter.body


def test_rights_are_changed_and_taken_away_and_the_book_keeps_an_owner(browser):
    client = browser("owner")
    bob = members.make("bob@acme.example", None, role="rep", known_as="Bob", by="test")
    asked = {f"m{bob}-role": "manager", f"m{bob}-amounts": "none", f"m{bob}-known_as": "Bob B."}
    client.post(f"/settings/people/{bob}/", asked)
    assert members.viewer(bob).amounts == "none"
    assert (
        "rights changed",
        "owner0@acme.example",
        "bob@acme.example is manager, amounts: none",
    ) in noted()
    client.post(f"/settings/people/{bob}/", {"remove": "1"})
    assert members.viewer(bob) is None
    (me,) = members.listed()
    answer = client.post(f"/settings/people/{me.user}/", {"remove": "1"}, follow=True)
    assert "needs an owner" in answer.content.decode()
    with pytest.raises(NotPossible):
        members.change(me.user, role="viewer", amounts="", known_as="", by="test")


def test_a_second_factor_is_set_up_by_who_says_the_password_once_more(browser):
    client, address = browser(), "/account/2fa/totp/activate/"
    members.make("ann@acme.example", PASSWORD, role="owner", known_as="Ann", by="test")
    sign_in(client)
    asks = client.get(address)["Location"]
    assert asks.startswith("/account/reauthenticate/")
    page = client.post(asks, {"password": PASSWORD, "next": address}, follow=True).content.decode()
    assert "Authenticator" in page
    assert "data:image/svg" in page


def test_what_was_noted_is_never_edited(browser):
    from interlock.store.models import Event

    browser("owner")
    with pytest.raises(TypeError, match="never edited"):
        Event.objects.first().save()


def test_an_invitation_whose_mail_does_not_go_is_a_link_and_says_why(browser, settings):
    settings.MAIL = url = f"smtp://127.0.0.1:{free_port()}"
    settings.MAILERS = {"default": options.mailer(url)}
    asked = {"email": "bob@acme.example", "role": "viewer"}
    page = browser("owner").post("/settings/people/", asked).content.decode()
    assert "The mail could not be sent: [Errno 111] Connection refused." in page
    assert re.search(r"<code>http://\S+/join/\S+</code>", page)
