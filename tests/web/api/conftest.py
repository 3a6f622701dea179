"""Programs that ask with a token, as somebody of a role."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from interlock.actions import save_token
from interlock.store import members


class Program:
    """A client that sends a token, and reads JSON."""

    def __init__(self, token):
        self.token = token
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.client = Client(SERVER_NAME="localhost", headers=headers)

    def get(self, address, **headers):
        return self.client.get(f"/api/v1/{address}", headers=headers)

    def told(self, address):
        answer = self.get(address)
        assert answer.status_code == 200, (address, answer.content)
        return answer.json()

    def send(self, method, address, body=None, **headers):
        sent = json.dumps(body) if body is not None else ""
        return self.client.generic(
            method, f"/api/v1/{address}", sent, content_type="application/json", headers=headers
        )

    def put_file(self, address, name, content, **beside):
        file = SimpleUploadedFile(name, content)
        return self.client.post(f"/api/v1/{address}", {"file": file, **beside})

    def post(self, address, body=None, **headers):
        return self.send("POST", address, body, **headers)


@pytest.fixture
def program(book_at):
    """A way to ask as somebody: nobody, or a new member of a role. No test asks too fast for the
    next one, whose tokens have the same numbers.
    """

    cache.clear()

    def made(role=None, *, known_as="Ann", amounts=""):
        if role is None:
            return Program("")
        email = f"{role}{len(members.listed())}@acme.example"
        user = members.make(email, None, role=role, known_as=known_as, by="test")
        if amounts:
            members.change(user, role=role, amounts=amounts, known_as=known_as, by="test")
        token = save_token.make_token(user, name="a script", last_day=None, by=email)
        assert get_user_model().objects.filter(pk=user).exists()
        return Program(token)

    return made
