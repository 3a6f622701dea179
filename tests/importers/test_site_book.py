"""A book from a site: what its zip holds, what another version gives, and every refusal."""

import io
import json
import threading
import zipfile
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import polars as pl
import pytest

import interlock
from interlock.importers import site_book
from interlock.records.errors import NoSite
from interlock.records.tables import TABLES
from interlock.render import company_toml
from tests.store.books import EVERYTHING

TOKEN = "a-token"  # noqa: S105


def zipped(book, **others):
    """The book as a site gives it, with other files in their place."""
    files = {f"{name}.parquet": parquet(book.table(name)) for name in TABLES}
    beside = {
        "seen_on": book.seen_on.isoformat(),
        "company": company_toml.written(book.company),
        "revision": 7,
    }
    files["book.json"] = json.dumps(beside).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in {**files, **others}.items():
            if content is not None:
                archive.writestr(name, content)
    return packed.getvalue()


def parquet(rows):
    written = io.BytesIO()
    rows.write_parquet(written)
    return written.getvalue()


@contextmanager
def site(answer, status=200):
    """The address of a site that gives one answer to whoever has the token."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self):
            known = self.headers["Authorization"] == f"Bearer {TOKEN}"
            self.send_response((status if known else 401) if self.path == site_book.PATH else 404)
            self.end_headers()
            if known:
                self.wfile.write(answer)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_book_comes_as_it_is_there():
    with site(zipped(EVERYTHING)) as address:
        opened = interlock.open(address, token=TOKEN)
    for name in TABLES:
        assert opened.book.table(name).equals(EVERYTHING.table(name), null_equal=True)
    assert opened.book.seen_on == EVERYTHING.seen_on
    assert (opened.book.company.name, opened.book.company.currency) == ("Größer & Söhne", "EUR")
    assert opened.problems == ()
    assert "change 7" in opened.book.sources[0].why


def test_tables_that_a_person_may_not_see_are_empty():
    with site(zipped(EVERYTHING, **{"deals.parquet": None})) as address:
        opened = interlock.open(address, token=TOKEN)
    assert opened.book.deals.height == 0
    assert opened.book.needs.height == EVERYTHING.needs.height


def test_what_another_version_gives_is_told():
    other = EVERYTHING.deals.drop("kind").with_columns(mood=pl.lit("good"))
    more = {"deals.parquet": parquet(other), "moods.parquet": parquet(other)}
    with site(zipped(EVERYTHING, **more)) as address, pytest.warns(UserWarning, match="3 problems"):
        opened = interlock.open(address, token=TOKEN)
    assert {(one.file, one.column) for one in opened.problems} == {
        ("deals.parquet", "mood"),
        ("deals.parquet", "kind"),
        ("moods.parquet", None),
    }
    assert opened.book.deals["kind"].null_count() == EVERYTHING.deals.height


@pytest.mark.parametrize(
    ("answer", "status", "said"),
    [
        (b"", 403, "may not read the book"),
        (b"", 404, "nothing was taken in yet"),
        (b"", 500, "it answered 500$"),
        (b'{"title": "No", "detail": "The book rests"}', 503, "answered 503: The book rests"),
        (b"<html>", 200, "no book that this version can read"),
        (zipped(EVERYTHING, **{"book.json": None}), 200, "no book"),
        (zipped(EVERYTHING, **{"book.json": b"{}"}), 200, "no book"),
        (zipped(EVERYTHING, **{"deals.parquet": b"PAR1"}), 200, "no book"),
    ],
)
def test_what_is_no_book_is_told(answer, status, said):
    with site(answer, status) as address, pytest.raises(NoSite, match=said):
        interlock.open(address, token=TOKEN)


def test_a_wrong_token_is_told_and_not_repeated():
    with site(b"") as address, pytest.raises(NoSite, match="does not know the token") as error:
        interlock.open(address, token="another-secret")  # noqa: S106
    assert "another-secret" not in str(error.value)


def test_a_token_is_sent_to_nobody_in_the_clear():
    with pytest.raises(NoSite, match="https:// alone"):
        site_book.fetch("http://interlock.example.com", token=TOKEN)


def test_a_site_that_is_not_there_is_told():
    with pytest.raises(NoSite, match="gives no book"):
        site_book.fetch("http://127.0.0.1:9", token=TOKEN)
