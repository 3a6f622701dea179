"""Files of sales tools on the site: put there, taken as what nobody's browser opens, refused in
words.
"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from interlock.store import write
from tests.store.books import book, deal
from tests.tool_files import PDF, kept_in_folder, put

TOOLS = [
    {"name": "deck", "state": "ready", "owner": "Ann"},
    {"name": "draft", "state": "draft", "owner": "Kim Ito", "link": "https://acme.example/d"},
    {"name": "away", "state": "ready", "link": "https://acme.example/a?b=1"},
    {"name": "share", "state": "ready", "link": "javascript:alert(1)"},
    {"name": "none", "state": "ready", "owner": "Kim Ito"},
]


@pytest.fixture(autouse=True)
def held(book_at, tmp_path):
    write.book(book([deal("D1")], tools=TOOLS), by="Root", words="first")
    with kept_in_folder(tmp_path / "home"):
        yield


def sent(name="deck.pdf", content=PDF, **more):
    return {"file": SimpleUploadedFile(name, content, "text/html"), **more}


def test_a_file_comes_as_one_that_no_browser_opens_as_a_page(browser):
    put("deck", "Größe \u202e“x”.pdf", PDF)
    answer = browser("viewer").get("/tools/deck/take/", headers={"Range": "bytes=0-3"})
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Gr%C3%B6")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, no-store"
    answer.close()


def test_a_refusal_says_why_and_whom_to_ask(browser):
    answer = browser("rep", known_as="Bob").get("/tools/draft/take/?deal=D1")
    assert answer.status_code == 403
    words = answer.content.decode()
    assert "draft is a draft and not ready. Ask Kim Ito to let you have it for deal D1." in words
    assert "acme.example/d" not in words


def test_a_link_leads_there_by_http_alone(browser):
    client = browser("rep", known_as="Bob")
    assert client.get("/tools/away/take/")["Location"] == "https://acme.example/a?b=1"
    answer = client.get("/tools/share/take/")
    assert answer.status_code == 200
    assert "<code>javascript:alert(1)</code>" in answer.content.decode()


def test_what_has_nothing_to_take_or_is_not_there_says_so(browser):
    client = browser("rep", known_as="Bob")
    answer = client.get("/tools/none/take/")
    assert answer.status_code == 404
    assert "ask Kim Ito for it" in answer.content.decode()
    assert client.get("/tools/nothing/take/").status_code == 404
    assert client.get("/tools/deck/take/?deal=D9").status_code == 404


def test_who_makes_a_tool_puts_a_file_there(browser):
    client = browser("rep", known_as="Ann")
    answer = client.post("/tools/deck/file/", sent(edition="2"))
    assert answer["Location"] == "/tools/of/deck/"
    taken = client.get("/tools/deck/take/")
    assert b"".join(taken.streaming_content) == PDF
    assert client.post("/tools/draft/file/", sent()).status_code == 403
    assert client.post("/tools/nothing/file/", sent()).status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("deck.html", b"<html>", "files that end in .html are not taken"),
        ("deck.pdf", b"<html>", "what is in it is no pdf"),
        ("deck.pdf", b"", "it is empty"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_above_the_page_that_comes_next(
    browser, name, content, said
):
    client = browser("owner")
    client.post("/tools/deck/file/", sent(name, content, next="/"))
    assert said in client.get("/keys/").content.decode()
    assert client.get("/tools/deck/take/").status_code == 404
