"""A book on each database, and people of every role who look at it."""

import pytest
from django.core.cache import cache
from django.test import Client, override_settings

from interlock.records.rights import RIGHTS
from interlock.store import connect, members
from tests.web.receiver import receiver

connect.start()

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


PASSWORD = "correct horse 7"  # noqa: S105


@pytest.fixture(autouse=True)
def quick_passwords():
    """Kept as what is quick to make out: no test is about how hard they are to guess."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(params=["sqlite"])
def book_at(request, book_on):
    """A book on SQLite: what differs on PostgreSQL is tested in `store`; who opens what is asked on
    both.
    """
    with book_on(request.param) as address:
        yield address


@pytest.fixture
def browser(book_at):
    """A way to look at the site as somebody: nobody, or a new member of a role."""

    cache.clear()

    def look(role=None, *, known_as="Ann", amounts=""):
        client = Client(SERVER_NAME="localhost")
        if role:
            from django.contrib.auth import get_user_model

            email = f"{role}{len(members.listed())}@acme.example"
            user = members.make(email, PASSWORD, role=role, known_as=known_as, by="test")
            if amounts:
                rights = {"role": role, "amounts": amounts, "known_as": known_as}
                members.change(user, **rights, by="test")
            client.force_login(get_user_model().objects.get(pk=user), backend=BACKEND)
        return client

    return look


@pytest.fixture
def settings():
    """Settings that hold for one test: set one as an attribute."""
    changed = _Settings()
    yield changed
    for one in reversed(changed.__dict__.pop("made")):
        one.disable()


@pytest.fixture
def there(settings):
    """A program that takes webhooks; that it runs on this machine is allowed."""
    settings.HOOKS_PRIVATE = True
    with receiver() as server:
        yield server


class _Settings:
    def __init__(self):
        self.__dict__["made"] = []

    def __setattr__(self, name, value):
        self.made.append(override_settings(**{name: value}))
        self.made[-1].enable()


@pytest.fixture(params=RIGHTS)
def role(request):
    return request.param
