"""Files of sales tools for programs: put there and taken as on the site."""

import pytest

from interlock.store import write
from tests.store.books import book, deal
from tests.tool_files import PDF, kept_in_folder

TOOLS = [
    {"name": "a/deck 1", "state": "draft", "owner": "Ann", "edition": "1"},
    {"name": "away", "state": "ready", "link": "https://acme.example/a"},
]
AT = "tools/a/deck%201/file"


@pytest.fixture(autouse=True)
def held(book_at, tmp_path):
    write.book(book([deal("D1")], tools=TOOLS), by="Root", words="first")
    with kept_in_folder(tmp_path / "home"):
        yield


def test_a_file_is_put_there_with_its_version_and_taken_by_whom_the_rule_lets(program):
    maker, other = program("rep", known_as="Ann"), program("rep", known_as="Bob")
    made = maker.put_file(AT, "deck.pdf", PDF, edition="2")
    assert made.status_code == 201
    told = made.json()
    assert (told["file"]["edition"], told["file"]["size"], told["change"]) == ("2", len(PDF), 2)
    answer = maker.get(AT)
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer
    refused = other.get(f"{AT}?deal=D1")
    assert refused.status_code == 403
    assert "Ask Ann to let you have it for deal D1" in refused.json()["detail"]


def test_a_link_is_told_as_json(program):
    assert program("viewer").told("tools/away/file") == {"link": "https://acme.example/a"}


def test_all_that_is_wrong_with_a_file_is_told(program):
    answer = program("owner").put_file(AT, "deck.html", b"<html>")
    assert answer.status_code == 422
    (wrong,) = answer.json()["problems"]
    assert (wrong["at"], wrong["value"]) == ("body.file", "deck.html")
    assert ".pdf" in wrong["allowed"]
