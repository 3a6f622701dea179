"""Every address as every role, held against the table in the guide."""

import re
from functools import cache
from pathlib import Path

import pytest
from django.contrib.admindocs.views import simplify_regex
from django.urls import URLPattern, get_resolver

from interlock.records.rights import RIGHTS
from interlock.store import write
from tests.store.books import book, deal

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "site.md"
ARGUMENTS = {
    "number": "9", "user": "999", "token": "0" * 24, "secret": "0" * 43, "key": "x", "uidb36": "1",
    "provider_id": "company", "own_id": "D1", "column": "stage", "page": "deals", "name": "Ann",
    "role": "owner",
    "kind": "deal", "note": "N1", "risk": "R1", "promise": "P1", "account": "Acme",
    "section": "fiscal", "rule": "economic_buyer", "day": "2026-11-27",
    "form": "md", "other": "2026-11-20",
}  # fmt: skip
EVERYBODY, ANYBODY = "everybody", "anybody"
"""Who is signed in, whatever the role; and who is not, too."""


def addresses(patterns, before=""):
    for one in patterns:
        here = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield re.sub(r"<\w+:", "<", simplify_regex(here))
        else:
            yield from addresses(one.url_patterns, here)


ADDRESSES = sorted(
    one for one in addresses(get_resolver().url_patterns) if not one.startswith("/api/v1/")
)
"""Those of the API are walked with their methods by its own tests."""


@cache
def table():
    """address -> who opens it, as the guide says; one that ends in dots stands for all that begin
    so.
    """
    rows = re.findall(r"^\| `(/\S*)` \| (.*?) \|", GUIDE.read_text(), re.M)
    return {address: {who.strip() for who in said.split(",")} for address, said in rows}


def said_of(address):
    fitting = [one for one in table() if _stands_for(one, address)]
    assert fitting, f"{address} is not in the guide's table"
    return table()[max(fitting, key=len)]


def _stands_for(one, address):
    return one == address or (one.endswith("…") and address.startswith(one[:-1]))


def opened(client, address, method="get"):
    """Whether somebody gets in: neither asked to sign in nor refused."""
    answer = getattr(client, method)(re.sub(r"<(\w+)>", lambda found: ARGUMENTS[found[1]], address))
    to_sign_in = answer.status_code == 302 and "/account/login/" in answer["Location"]
    return not to_sign_in and answer.status_code != 403


@pytest.mark.parametrize("book_at", ["sqlite", "postgresql"], indirect=True)
def test_every_address_opens_to_whom_the_guide_says(browser, role):
    write.book(book([deal("D1")]), by="Ann", words="first")
    client, anybody = browser(role), browser()
    for address in ADDRESSES:
        said = said_of(address)
        for_role = bool(said & {role, EVERYBODY, ANYBODY})
        assert opened(client, address) == for_role, (role, address)
        assert opened(anybody, address) == (ANYBODY in said), (ANYBODY, address)


def test_what_is_sent_is_refused_to_whom_the_page_is(browser, role):
    write.book(book([deal("D1")]), by="Ann", words="first")
    client, anybody = browser(role), browser()
    for address in (one for one in ADDRESSES if not one.startswith("/account/")):
        said = said_of(address)
        if ANYBODY not in said:
            assert opened(client, address, "post") == bool(said & {role, EVERYBODY}), (
                role,
                address,
            )
            assert not opened(anybody, address, "post"), (ANYBODY, address)


def test_the_guide_names_no_address_that_is_not_there():
    for one in set(table()) - {"/api/v1/…"}:
        assert any(_stands_for(one, address) for address in ADDRESSES), one


def test_the_guide_names_every_role():
    said = set().union(*table().values())
    assert said - {"nobody", EVERYBODY, ANYBODY} <= set(RIGHTS)


@pytest.mark.parametrize("amounts", ["own", "none"])
def test_who_does_not_see_all_amounts_brings_no_exports_in(browser, amounts):
    answer = browser("manager", amounts=amounts).get("/import/")
    assert answer.status_code == 403
    assert "Not yours to open" in answer.content.decode()


def test_a_signed_in_user_who_is_no_member_any_more_is_asked_to_sign_in(browser):
    from interlock.store.models import Member

    client = browser("owner")
    Member.objects.all().delete()
    assert client.get("/")["Location"].startswith("/account/login/")


def test_pages_are_sent_with_what_keeps_others_out(browser):
    answer = browser("owner").get("/import/")
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_more_than_may_come_in_at_once_is_refused_unread(browser, settings):
    settings.UPLOAD_MIB = 1
    answer = browser("owner").post("/import/", {"x": "y" * 2**21})
    assert answer.status_code == 413
    assert "at most 1 MiB" in answer.content.decode()
