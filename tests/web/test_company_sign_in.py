"""The company's own sign-in, against a real OpenID Connect provider on this machine."""

import base64
import hashlib
import threading
from urllib.parse import parse_qs, urlsplit

import flask
import oidc_provider_mock
import pytest
import requests
from werkzeug.serving import make_server

from interlock.settings import company_sign_in
from interlock.store import audit, members
from tests.web.test_settings import manage

BEGIN = "/account/oidc/company/login/"
SIGNED_IN, REFUSED = "signed in", "sign-in refused"


@pytest.fixture(scope="module")
def provider():
    """The address of a provider that knows whoever it is told of, and that gives a code to nobody
    but who asked for it.
    """
    app = oidc_provider_mock.app()
    hold_to_proof(app)
    server = make_server("localhost", 0, app, threaded=True)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    serving.join()
    server.server_close()


def hold_to_proof(app):
    """RFC 7636: a code is exchanged only against the secret whose digest came with the question."""
    digests = {}

    @app.after_request
    def remember(answer):
        if flask.request.path == "/oauth2/authorize" and "code=" in answer.headers.get(
            "Location", ""
        ):
            digests[said_in(answer.headers["Location"], "code")] = flask.request.args[
                "code_challenge"
            ]
        return answer

    @app.before_request
    def refuse():
        if flask.request.path == "/oauth2/token":
            secret = flask.request.form["code_verifier"].encode()
            digest = base64.urlsafe_b64encode(hashlib.sha256(secret).digest()).decode().rstrip("=")
            if digests[flask.request.form["code"]] != digest:
                return {"error": "invalid_grant"}, 400
        return None


def said_in(address, name):
    return parse_qs(urlsplit(address).query)[name][0]


@pytest.fixture
def company(provider, settings):
    apps = company_sign_in(provider.replace("//", "//interlock:s%40cret@"))
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": apps}}
    return provider


def known(provider, email, **claims):
    told = {"email": email, "email_verified": True, **claims}
    requests.put(f"{provider}/users/{email}", json=told, timeout=10).raise_for_status()


def asked(client):
    """The address at the provider to which the site sends whoever signs in."""
    return client.post(BEGIN)["Location"]


def allowed(at, who):
    """Where the provider sends somebody back to, once they said who they are."""
    answer = requests.post(at, data={"sub": who}, allow_redirects=False, timeout=10)
    return answer.headers["Location"]


def signs_in(client, who):
    return client.get(allowed(asked(client), who))


def noted():
    return [(one.what, one.who) for one in audit.listed() if one.what in (SIGNED_IN, REFUSED)]


def invite(email="bob@acme.example"):
    return members.make(email, None, role="rep", known_as="Bob", by="test")


def is_signed_in(client):
    return client.get("/keys/").status_code == 200


def test_who_was_invited_comes_in_and_is_known_again(company, browser):
    invite()
    known(company, "bob@acme.example")
    for client in (browser(), browser()):
        assert signs_in(client, "bob@acme.example")["Location"] == "/"
        assert is_signed_in(client)
    assert noted() == [(SIGNED_IN, "bob@acme.example")] * 2


def test_capital_letters_make_nobody_another(company, browser):
    invite()
    known(company, "Bob@Acme.example")
    client = browser()
    signs_in(client, "Bob@Acme.example")
    assert is_signed_in(client)


def test_who_was_not_invited_is_refused_and_noted(company, browser):
    known(company, "eve@acme.example")
    client = browser()
    answer = signs_in(client, "eve@acme.example")
    assert answer.status_code == 403
    assert "eve@acme.example is nobody whom this book knows" in answer.content.decode()
    assert not is_signed_in(client)
    assert noted() == [(REFUSED, "eve@acme.example")]
    assert members.listed() == ()


@pytest.mark.parametrize("verified", [False, None, "no"])
def test_an_address_that_the_company_did_not_verify_lets_nobody_in(company, browser, verified):
    invite()
    known(company, "bob@acme.example", email_verified=verified)
    client = browser()
    assert signs_in(client, "bob@acme.example").status_code == 403
    assert not is_signed_in(client)
    assert noted() == [(REFUSED, "bob@acme.example")]


def test_an_answer_that_this_browser_did_not_ask_for_lets_nobody_in(company, browser):
    invite()
    known(company, "bob@acme.example")
    answer = allowed(asked(browser()), "bob@acme.example")
    other = browser()
    other.post(BEGIN)
    other.get(answer)
    assert not is_signed_in(other)


def test_a_code_that_was_given_for_another_question_lets_nobody_in(company, browser):
    """The state is the browser's own, the code another's: the question is not the one that it
    answers.
    """
    invite()
    known(company, "bob@acme.example")
    stolen = said_in(allowed(asked(browser()), "bob@acme.example"), "code")
    client = browser()
    own = said_in(asked(client), "state")
    client.get("/account/oidc/company/login/callback/", {"code": stolen, "state": own})
    assert not is_signed_in(client)


def test_who_says_no_at_the_company_is_told_and_not_signed_in(company, browser):
    client = browser()
    answer = requests.post(
        asked(client), data={"action": "deny"}, allow_redirects=False, timeout=10
    )
    page = client.get(answer.headers["Location"], follow=True).content.decode()
    assert "says that you went back" in page
    assert not is_signed_in(client)


def test_a_provider_that_is_down_is_said_to_be_so(browser, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"APPS": company_sign_in("http://me:secret@localhost:1")}
    }
    assert "no answer that can be trusted" in browser().post(BEGIN).content.decode()


def test_the_way_there_alone_may_lead_to_another_site(company, browser):
    client = browser()
    assert "form-action 'self' https:;" in client.get(BEGIN)["Content-Security-Policy"]
    assert "form-action 'self';" in client.get("/account/login/")["Content-Security-Policy"]


def test_whoever_was_removed_is_refused_from_then_on(company, browser):
    bob = invite()
    invite("ann@acme.example")
    known(company, "bob@acme.example")
    signs_in(browser(), "bob@acme.example")
    members.remove(bob, by="test")
    client = browser()
    assert signs_in(client, "bob@acme.example").status_code == 403
    assert not is_signed_in(client)


def test_what_is_sent_in_the_clear_is_for_this_machine_alone():
    assert company_sign_in("http://me:secret@localhost:9000")[0]["settings"]["server_url"] == (
        "http://localhost:9000"
    )
    done = manage("check", INTERLOCK_OIDC="http://me:secret@login.acme.example")
    assert (done.returncode, "INTERLOCK_OIDC is no address" in done.stderr) == (2, True)
