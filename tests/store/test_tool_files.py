"""Files of sales tools in a folder and in a bucket: whole with their rows, or not at all."""

import hashlib
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from interlock.actions.save_backup import files_kept, restore, save_backup
from interlock.actions.save_export import save_export
from interlock.actions.take_tool import take_tool
from interlock.records.errors import (
    BadValues,
    NotABackup,
    NotAllowed,
    NotPossible,
    NotWritten,
    UnknownName,
)
from interlock.records.rights import Viewer
from interlock.store import afresh, connect, revisions, shown, tool_files, write
from tests.store.books import book, deal
from tests.store.databases import use
from tests.store.fixtures import empty_book
from tests.tool_files import AT, MAKER, PDF, kept_in_bucket, kept_in_folder, put

connect.start()

from interlock.store.models import ToolFile, ToolFileBegun, ToolTaken  # noqa: E402

HELD = book(
    [deal("D1")],
    tools=[
        {"name": "deck", "state": "draft", "owner": "Ann", "edition": "1"},
        {"name": "prices", "state": "ready", "owner": "Bob"},
    ],
)
pytestmark = pytest.mark.usefixtures("sqlite_book")


@pytest.fixture(params=["folder", "bucket"])
def place(request, tmp_path):
    """Where files are kept: a way to see what is there."""
    kept = kept_in_bucket() if request.param == "bucket" else kept_in_folder(tmp_path / "home")
    with kept as held:
        yield _names_in_bucket(held) if request.param == "bucket" else _names_in_folder(held)


@pytest.fixture
def folder(tmp_path):
    with kept_in_folder(tmp_path / "home") as held:
        yield held


@pytest.fixture(autouse=True)
def _taken_in(sqlite_book):
    write.book(HELD, by="Ann", words="first")


def _names_in_folder(held):
    return lambda: sorted(one.name for one in held.glob("*")) if held.exists() else []


def _names_in_bucket(held):
    return lambda: sorted(one.key.removeprefix("sales/tools/") for one in held.objects.all())


def taken(tool="deck", viewer=MAKER):
    with take_tool(tool, viewer, at=AT).content as content:
        return content.read()


def test_a_file_is_given_back_as_it_was_put(place):
    big = PDF + bytes(range(256)) * 20_000
    made = put("deck", content=big)
    assert made.file.sha256 == hashlib.sha256(big).hexdigest()
    assert (made.file.size, made.file.edition, made.change) == (len(big), "1", None)
    assert taken() == big
    assert [len(one) for one in place()] == [48]
    assert "deck" not in place()[0]


def test_the_newest_file_is_taken_and_it_may_raise_the_version(folder):
    put("deck")
    made = put("deck", content=PDF + b"2", edition="2", at=AT + timedelta(days=1))
    assert taken() == PDF + b"2"
    assert made.change == revisions.latest()
    assert shown.table("tools", MAKER).filter(name="deck")["edition"].to_list() == ["2"]


def test_a_change_that_fails_leaves_no_file_and_no_row(place):
    with patch.object(tool_files, "note", side_effect=RuntimeError), pytest.raises(RuntimeError):
        put("deck", edition="2")
    assert place() == []
    assert not ToolFile.objects.exists()
    assert not ToolFileBegun.objects.exists()
    assert revisions.latest() == 1


def test_a_storage_that_takes_nothing_leaves_nothing(folder):
    folder.parent.mkdir(parents=True)
    folder.write_text("in the way")
    with pytest.raises(NotWritten, match="The file could not be written"):
        put("deck", edition="2")
    assert not ToolFile.objects.exists()
    assert revisions.latest() == 1


def test_what_a_program_left_that_ended_halfway_is_removed_a_day_later(place):
    ends, stays = patch.object(tool_files, "note", side_effect=SystemExit), "_remove"
    with ends, patch.object(tool_files, stays), pytest.raises(SystemExit):
        put("deck")
    assert len(place()) == 1
    put("prices", at=AT + timedelta(hours=20))
    assert len(place()) == 2
    put("prices", at=AT + timedelta(hours=30))
    assert place() == sorted(ToolFile.objects.values_list("kept", flat=True))
    assert not ToolFileBegun.objects.exists()


@pytest.mark.usefixtures("folder")
def test_all_that_is_wrong_with_a_file_is_told_and_nothing_is_kept(monkeypatch):
    from django.conf import settings

    monkeypatch.setattr(settings, "FILE_MIB", 1)
    with pytest.raises(BadValues) as found:
        put("deck", "deck.html", bytes(2**21))
    said = [one.what for one in found.value.problems]
    assert said == [
        "it is 2.0 MiB; at most 1 MiB are taken", "files that end in .html are not taken",
    ]  # fmt: skip
    assert not ToolFile.objects.exists()


@pytest.mark.usefixtures("folder")
def test_who_makes_a_tool_puts_its_files_and_nobody_else():
    put("deck", viewer=Viewer("ann", "rep"))
    for viewer in (Viewer("Bob", "rep"), Viewer("Ann", "viewer")):
        with pytest.raises(NotAllowed):
            put("deck", viewer=viewer)
    with pytest.raises(UnknownName):
        put("dekc")
    assert ToolFile.objects.count() == 1


def test_each_taking_is_kept_with_who_which_version_and_for_what(folder):
    put("prices", edition="7")
    rep = Viewer("Cem", "rep")
    take_tool("prices", rep, at=AT, deal="D1").content.close()
    take_tool("prices", rep, at=AT, looks=True).content.close()
    (row,) = ToolTaken.objects.all()
    assert (row.tool, row.edition, row.person, row.deal, row.let) == (
        "prices", "7", "Cem", "D1", False,
    )  # fmt: skip
    assert row.file.name == "deck.pdf"


def test_a_file_that_the_storage_has_lost_is_told_and_not_recorded_as_taken(folder):
    put("deck")
    next(folder.iterdir()).unlink()
    with pytest.raises(NotPossible, match="gone from where files are kept"):
        taken()
    assert not ToolTaken.objects.exists()
    assert files_kept() == (1, ("deck.pdf of deck",))


def test_a_backup_brings_the_files_back_wherever_it_is_restored(place, tmp_path, request, number):
    put("deck", content=PDF + b"kept")
    put("prices")
    take_tool("prices", MAKER, at=AT).content.close()
    save_backup(tmp_path / "book.zip")
    use(empty_book("sqlite", tmp_path / "other", request, number))
    with kept_in_folder(tmp_path / "elsewhere") as there:
        restore(tmp_path / "book.zip")
        assert taken() == PDF + b"kept"
        assert len(list(there.iterdir())) == 2
    assert ToolTaken.objects.count() == 2


def test_a_backup_whose_file_is_not_what_its_row_says_restores_nothing(
    folder, tmp_path, request, number
):
    put("prices")
    put("deck")
    ToolFile.objects.filter(tool="deck").update(sha256="0" * 64)
    save_backup(tmp_path / "book.zip")
    use(empty_book("sqlite", tmp_path / "other", request, number))
    with kept_in_folder(tmp_path / "elsewhere") as there:
        with pytest.raises(NotABackup):
            restore(tmp_path / "book.zip")
        assert not list(there.glob("*"))
    assert not ToolFile.objects.exists()
    assert revisions.latest() == 0


@pytest.mark.usefixtures("folder")
def test_what_is_exported_for_other_programs_holds_no_files(tmp_path):
    put("deck")
    save_export(tmp_path / "out", "csv")
    names = [one.name for one in Path(tmp_path / "out").rglob("*")]
    assert not any("tool_file" in one or "toolfile" in one for one in names)


def test_a_demo_made_afresh_forgets_the_files_that_came_since(folder, tmp_path):
    save_backup(tmp_path / "beginning.zip")
    put("deck")
    afresh.put_back(tmp_path / "beginning.zip")
    assert not ToolFile.objects.exists()
    ToolFileBegun.objects.update(at=AT - timedelta(days=3))
    put("prices")
    assert len(list(folder.iterdir())) == 1
