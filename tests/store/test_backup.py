"""A backup of either database, restored into either: every table equal row by row."""

import threading

import polars as pl
import pytest

from interlock.actions.save_backup import restore, save_backup
from interlock.records.errors import NotABackup, NotEmpty, NotWritten
from interlock.store import connect, dump, members, read, revisions, typed, write
from tests.store.books import EVERYTHING, book, deal, same
from tests.store.databases import use
from tests.store.fixtures import empty_book

connect.start()

from interlock.store.models import MODELS  # noqa: E402


def history():
    """A book with some past: imports, a value typed over, an undo."""
    write.book(EVERYTHING, by="Ann", words="first")
    typed.over("deals", ("D1",), {"amount": "7.125"}, by="Bob", seen=1)
    write.book(book([deal("D1", stage="Demo")]), by="Ann", words="second")
    write.undo(3, by="Ann")
    members.make("ann@acme.example", "correct horse 7", role="owner", known_as="Ann", by="Ann")


def tables():
    every = (*dump.models_kept(), *dump.models_of_members())
    return {model._meta.db_table: dump.everything(model) for model in every}


@pytest.mark.parametrize("into", ["sqlite", "postgresql"])
def test_a_backup_restored_is_equal_in_every_table_row_by_row(
    book_at, into, tmp_path, request, number
):
    history()
    then, file = tables(), tmp_path / "book.zip"
    assert save_backup(file) == sum(frame.height for frame in then.values())
    use(empty_book(into, tmp_path / "other", request, number))
    restore(file)
    found = tables()
    assert found.keys() == then.keys()
    for name, frame in then.items():
        assert found[name].equals(frame, null_equal=True), name
    assert same(read.book(1), EVERYTHING)
    write.book(book([deal("D9")]), by="Ann", words="goes on")
    assert revisions.latest() == 5


@pytest.mark.usefixtures("book_at")
def test_tools_in_a_backup_of_before_are_in_the_states_that_they_have_now(
    tmp_path, request, number
):
    deck, demo = {"name": "Deck", "state": "wanted"}, {"name": "Demo", "state": "ready"}
    write.book(book(tools=[deck, demo]), by="Ann", words="first")
    typed.over("tools", ("Demo",), {"state": "draft"}, by="Ann", seen=1)
    MODELS["overrides"].objects.filter(column="state").update(value='"outdated"')
    save_backup(tmp_path / "book.zip")
    use(empty_book("sqlite", tmp_path / "other", request, number))
    restore(tmp_path / "book.zip")
    assert dict(read.book().tools.select("name", "state").iter_rows()) == {
        "Deck": "asked for", "Demo": "draft"
    }  # fmt: skip
    assert read.book(1).tools["state"].to_list() == ["asked for", "ready"]
    assert {row.value for row in MODELS["overrides"].objects.filter(column="state")} == {'"draft"'}


@pytest.mark.usefixtures("book_at")
def test_a_backup_buries_no_book(tmp_path):
    history()
    save_backup(tmp_path / "book.zip")
    with pytest.raises(NotEmpty):
        restore(tmp_path / "book.zip")


@pytest.mark.usefixtures("book_at")
def test_a_backup_that_cannot_be_written_is_said_to_be_so_and_leaves_nothing(tmp_path):
    history()
    with pytest.raises(NotWritten, match="could not be written"):
        save_backup(tmp_path / "missing" / "book.zip")
    (tmp_path / "taken").mkdir()
    with pytest.raises(NotWritten):
        save_backup(tmp_path / "taken")
    assert list(tmp_path.glob("*.part")) == []


@pytest.mark.usefixtures("book_at")
@pytest.mark.parametrize("words", [b"", b"PK not a zip", None])
def test_what_is_no_whole_backup_is_refused_and_nothing_is_changed(tmp_path, words):
    file = tmp_path / "book.zip"
    if words is None:
        history()
        save_backup(file)
        words = file.read_bytes()[:-100]
    file.write_bytes(words)
    before = revisions.latest()
    with pytest.raises(NotABackup):
        restore(file)
    assert revisions.latest() == before


def test_others_go_on_writing_while_a_backup_is_made(book_at, tmp_path, monkeypatch):
    write.book(book([deal("D1")]), by="Ann", words="first")
    take = dump.everything

    def slow(model):
        frame = take(model)
        if model._meta.db_table == "store_revision":
            other = threading.Thread(target=_write_elsewhere)
            other.start()
            other.join()
        return frame

    monkeypatch.setattr(dump, "everything", slow)
    save_backup(tmp_path / "book.zip")
    assert revisions.latest() == 2
    found = dump.read(tmp_path / "book.zip")
    assert found["store_revision"]["number"].to_list() == [1]
    assert found["book_deals"].filter(pl.col("until").is_null())["id"].to_list() == ["D1"]


def _write_elsewhere():
    from django.db import connection

    write.book(book([deal("D1"), deal("D2")]), by="Bob", words="meanwhile")
    connection.close()
