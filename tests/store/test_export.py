"""Everything as files, and in again with nothing lost."""

import pytest

from interlock.actions.read_files import read_files
from interlock.actions.save_backup import restore
from interlock.actions.save_export import save_export
from interlock.records.errors import NotABackup, NothingKept, NotPossible
from interlock.records.tables import TABLES
from interlock.store import dump, merged, people, read, revisions, write
from tests.store.books import EVERYTHING, same
from tests.store.databases import use
from tests.store.fixtures import empty_book
from tests.store.test_backup import history, tables
from tests.store.test_take_in import EXAMPLE, run


@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.parametrize("into", ["sqlite", "postgresql"])
def test_an_export_restored_is_equal_in_every_table_row_by_row(
    book_at, form, into, tmp_path, request, number
):
    history()
    write.book(EVERYTHING.with_tables(deals=EVERYTHING.deals.head(2)), by="\r\n,\"'", words="")
    merged.merge("deals", "D2", "D1", by="Ann")
    people.forget(["Bob"], by="Ann")
    then = {model._meta.db_table: dump.everything(model) for model in dump.models_kept()}
    count = save_export(tmp_path / "all", form)
    assert count == sum(frame.height for frame in then.values())
    use(empty_book(into, tmp_path / "other", request, number))
    restore(tmp_path / "all")
    found = tables()
    for name, frame in then.items():
        assert found.pop(name).equals(frame, null_equal=True), name
    assert {name for name, frame in found.items() if frame.height} == set()  # who signs in
    assert same(read.book(1).with_tables(people=EVERYTHING.people), EVERYTHING)


@pytest.mark.parametrize(
    ("book_at", "form"), [("sqlite", "csv"), ("postgresql", "parquet")], indirect=["book_at"]
)
def test_the_files_of_an_export_are_read_as_the_book_that_they_were(book_at, tmp_path, form):
    run("take-in", EXAMPLE)
    run("export", tmp_path / "all", f"--{form}")
    reading = read_files(tmp_path / "all")
    assert reading.problems == ()
    book = read.book()
    for name in TABLES:
        assert reading.book.table(name).equals(book.table(name), null_equal=True), name
    assert (reading.book.company, reading.book.seen_on) == (book.company, book.seen_on)


@pytest.mark.usefixtures("book_at")
def test_an_export_touches_no_folder_that_holds_anything(tmp_path):
    with pytest.raises(NothingKept):
        save_export(tmp_path / "all", "csv")
    write.book(EVERYTHING, by="", words="first")
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(NotPossible, match="holds files"):
        save_export(tmp_path, "csv")
    assert [file.name for file in tmp_path.glob("*.txt")] == ["mine.txt"]


@pytest.mark.usefixtures("book_at")
def test_a_folder_without_the_history_is_no_export(tmp_path):
    write.book(EVERYTHING, by="", words="first")
    save_export(tmp_path / "all", "csv")
    (tmp_path / "all" / dump.HISTORY / "store_revision.csv").unlink()
    with pytest.raises(NotABackup):
        restore(tmp_path / "all")
    assert revisions.latest() == 1
