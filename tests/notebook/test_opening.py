"""Records are opened wherever they lie, and nothing there is changed."""

import asyncio
import hashlib
import shutil
from datetime import date

import pytest
from django.db import connection

import interlock
from interlock.actions.load_book import load_book
from interlock.actions.read_files import read_files
from interlock.actions.save_backup import save_backup
from interlock.actions.save_book import apply, known, prepare
from interlock.records.errors import (
    BadInput,
    BadUsage,
    DayOutside,
    NoBook,
    NotABackup,
    NothingKept,
    UnknownName,
)
from interlock.records.reading import Reading
from tests.notebook import small
from tests.store.books import EVERYTHING, NOW, same
from tests.store.databases import NOWHERE, use

LATER = """
UPDATE django_migrations SET name = '0999_later'
WHERE id = (SELECT max(id) FROM django_migrations WHERE app = 'store')
"""


def keep(book=None):
    """Fill the book in use."""
    apply(prepare(Reading(book or EVERYTHING), known(), now=NOW), by="a test", words="exports")
    return load_book()


def print_of(file):
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_a_book_on_either_database_is_opened_at_its_address(book_at):
    kept = keep()
    use(NOWHERE)
    opened = interlock.open(book_at)
    assert same(opened.book, kept)
    assert connection.settings_dict["NAME"] == "/nowhere/book.sqlite3"


def test_a_book_is_opened_by_its_file_and_by_its_folder_and_stays_as_it_is(sqlite_book, tmp_path):
    kept = keep()
    connection.close()
    file = tmp_path / "book.sqlite3"
    before = print_of(file)
    use(NOWHERE)
    for where in (file, str(file), tmp_path):
        assert same(interlock.open(where).book, kept)
    assert print_of(file) == before


def test_the_own_book_is_opened_without_a_place(sqlite_book):
    kept = keep()
    assert same(interlock.open().book, kept)


def test_two_books_are_compared_side_by_side(sqlite_book, tmp_path):
    keep()
    connection.close()
    shutil.copy(tmp_path / "book.sqlite3", tmp_path / "before.sqlite3")
    now = keep(read_files(small.write(tmp_path / "small")).book)
    before = interlock.open(tmp_path / "before.sqlite3")
    assert same(before.book, EVERYTHING)
    assert same(interlock.open().book, now)


def test_a_backup_is_opened_and_leaves_nothing_behind(sqlite_book, tmp_path):
    kept = keep()
    save_backup(tmp_path / "backup.zip")
    use(NOWHERE)
    assert same(interlock.open(tmp_path / "backup.zip").book, kept)
    assert connection.settings_dict["NAME"] == "/nowhere/book.sqlite3"


def test_a_day_on_which_nothing_was_taken_in_is_told(sqlite_book):
    keep()
    assert same(interlock.open(on=date.today()).book, EVERYTHING)
    with pytest.raises(DayOutside):
        interlock.open(on="2020-01-01")


def test_an_event_loop_as_notebooks_have_it_is_no_hindrance(sqlite_book, tmp_path):
    kept = keep()
    save_backup(tmp_path / "backup.zip")
    connection.close()

    async def cell():
        places = (None, tmp_path, tmp_path / "backup.zip")
        return [interlock.open(where).book for where in places]

    assert all(same(book, kept) for book in asyncio.run(cell()))


def test_an_empty_book_and_one_that_is_none_are_told(sqlite_book, tmp_path):
    with pytest.raises(NothingKept):
        interlock.open(tmp_path)
    (tmp_path / "other.sqlite3").write_bytes(b"SQLite format 3\x00" + bytes(84))
    with pytest.raises(NoBook, match=r"other\.sqlite3"):
        interlock.open(tmp_path / "other.sqlite3")
    with pytest.raises(NoBook, match="no such file"):
        interlock.open(f"sqlite:///{tmp_path / 'nothing.sqlite3'}")
    assert not (tmp_path / "nothing.sqlite3").exists()


def test_a_book_of_another_version_is_told_and_not_brought_up_to_date(sqlite_book, tmp_path):
    keep()
    with connection.cursor() as cursor:
        cursor.execute(LATER)
    connection.close()
    with pytest.raises(NoBook, match="newer version"):
        interlock.open(tmp_path)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE name = '0999_later'")
    connection.close()
    with pytest.raises(NoBook, match=r"older version .*'interlock history'"):
        interlock.open(tmp_path)


def test_half_a_backup_is_none(sqlite_book, tmp_path):
    keep()
    save_backup(tmp_path / "backup.zip")
    whole = (tmp_path / "backup.zip").read_bytes()
    (tmp_path / "half.zip").write_bytes(whole.replace(b"PAR1", b"XXXX"))
    with pytest.raises(NotABackup):
        interlock.open(tmp_path / "half.zip")


def test_what_is_wrong_with_files_is_warned_of_and_kept(tmp_path):
    bad = small.FILES["deals"].replace("90000", "12x")
    (tmp_path / "letter.txt").write_text("x")
    with pytest.warns(UserWarning, match=r"line 3: '12x'(.|\n)*2 rows left out") as told:
        company = interlock.open(small.write(tmp_path, deals=bad))
    assert told[0].filename == __file__
    assert [problem.file for problem in company.problems] == ["deals.csv", "needs.csv"]
    assert "2 problems" in company._repr_html_()
    assert "deals.csv, amount" in company._repr_html_()
    assert "2 problems in 2 files" in repr(company)


def test_strict_takes_nothing_and_names_every_problem_below_the_error(tmp_path):
    bad = small.FILES["deals"].replace("90000", "12x").replace("200000", "13x")
    with pytest.raises(BadInput) as refused:
        interlock.open(small.write(tmp_path, deals=bad), strict=True)
    assert "'12x'" in refused.value.__notes__[0]
    assert "'13x'" in refused.value.__notes__[0]


def test_a_mapping_reads_a_file_of_any_shape(tmp_path):
    (tmp_path / "pipeline.csv").write_text("no,state\nA,Won\n")
    mapping = tmp_path / "by.toml"
    mapping.write_text(
        '[[source]]\nfile = "pipeline.csv"\ntable = "deals"\n[source.columns]\nid = "no"\n'
        'outcome = "state"\n[source.values.outcome]\nWon = "won"\n'
    )
    company = interlock.open(tmp_path / "pipeline.csv", mapping=mapping)
    assert company.book.deals["outcome"].to_list() == ["won"]


def test_a_place_that_is_not_there_is_told_with_its_neighbours(tmp_path):
    small.write(tmp_path / "exports")
    with pytest.raises(UnknownName, match="Did you mean 'exports'"):
        interlock.open(tmp_path / "export")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"on": "2026-01-01"}, "on= is for the own book or a book or a backup"),
        ({"token": "x"}, "token= is for a site"),
    ],
)
def test_an_option_that_means_nothing_there_is_refused(options, said, tmp_path):
    with pytest.raises(BadUsage, match=said):
        interlock.open(small.write(tmp_path), **options)


def test_a_site_asks_for_a_token():
    with pytest.raises(BadUsage, match="token"):
        interlock.open("https://interlock.example.com")
