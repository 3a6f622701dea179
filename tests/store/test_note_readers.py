"""Notes for sales alone reach nobody else: as a record, by search, by count, in their past."""

from datetime import datetime

import pytest

from interlock.actions.load_found import load_found
from interlock.actions.load_notes import load_before, load_newest, load_note, load_notes
from interlock.records.errors import UnknownName
from interlock.records.rights import RIGHTS, Viewer
from interlock.store import shown, typed, write
from tests.store.books import book, deal

pytestmark = pytest.mark.usefixtures("sqlite_book")
AT, NOW = datetime(2026, 11, 3, 9), datetime.fromisoformat("2026-11-20T12:00:00+00:00")
NOTE = {"at": AT, "by": "Ann", "deal": "D1", "feature": "F1"}
NOTES = [
    {**NOTE, "id": "open", "text": "buyers like it"},
    {**NOTE, "id": "secret", "text": "walnut discount", "readers": "sales"},
    {**NOTE, "id": "answer", "text": "walnut again", "reply_to": "secret", "readers": "sales"},
    {**NOTE, "id": "stray", "text": "walnut stray", "reply_to": "secret"},
    {**NOTE, "id": "deeper", "text": "walnut deeper", "reply_to": "stray", "readers": "everybody"},
]
READS = {"owner": True, "manager": True, "rep": True, "product": True, "developer": False,
         "viewer": False}  # fmt: skip
HELD = book([deal("D1", name="Inn", account="Acme")], features=[{"id": "F1"}], notes=NOTES)


@pytest.fixture(autouse=True)
def _held(sqlite_book):
    write.book(HELD, by="Ann", words="first")


def reached(viewer):
    """Every way in which a note may reach somebody, and what came by it."""
    told = shown.table("notes", viewer).write_json()
    told += shown.book(viewer, ["notes"]).notes.write_json()
    for kind, own_id in (("deals", "D1"), ("features", "F1")):
        told += repr(load_notes(kind, own_id, viewer, user=1, now=NOW))
    told += repr(load_newest(viewer, user=1)) + repr(load_newest(viewer, user=1, words="walnut"))
    return told + repr(load_found("walnut", viewer)) + repr(load_found("buyers", viewer))


@pytest.mark.parametrize(("role", "reads"), READS.items())
def test_a_role_reads_what_is_for_it(role, reads):
    words = reached(Viewer("Ann", role))
    assert ("walnut" in words, "buyers like it" in words) == (reads, True)
    assert load_newest(Viewer("Ann", role), user=1).count == (5 if reads else 1)


@pytest.mark.parametrize("role", RIGHTS)
@pytest.mark.parametrize(
    ("amounts", "reads"), [("all", True), ("own", True), ("bands", False), ("none", False)]
)
def test_it_follows_the_amounts_that_the_owner_says(role, amounts, reads):
    viewer = Viewer("Ann", role, amounts)
    assert viewer.reads_sales == reads
    assert ("walnut" in shown.table("notes", viewer).write_json()) == reads


def test_one_that_is_not_theirs_is_not_there_for_them():
    for note in ("secret", "answer", "stray", "deeper", "nothing"):
        with pytest.raises(UnknownName):
            load_note(note, Viewer("Cem", "developer"), user=1)
        with pytest.raises(UnknownName):
            shown.record("notes", (note,), Viewer("Cem", "developer"))


def test_one_that_is_gone_from_its_file_is_not_there_for_them_either():
    write.book(HELD.with_tables(notes=HELD.notes.filter(id="open")), by="Ann", words="second")
    assert shown.record("notes", ("secret",), Viewer("Ann", "rep")).values["text"]
    with pytest.raises(UnknownName):
        shown.record("notes", ("secret",), Viewer("Cem", "developer"))


def test_what_one_said_while_it_was_for_sales_stays_with_sales():
    typed.over("notes", ("secret",), {"text": "walnut for you"}, by="a", seen=1)
    told = {"text": "all may know", "readers": "everybody"}
    typed.over("notes", ("secret",), told, by="a", seen=2)
    _, record = load_note("secret", Viewer("Cem", "developer"), user=1)
    assert load_before(record) == ()
    _, record = load_note("secret", Viewer("Ann", "rep"), user=1)
    assert [one.text for one in load_before(record)] == ["walnut for you"]


def test_what_notes_change_is_not_read_anew(monkeypatch):
    before = shown.table("deals", Viewer("Ann", "rep"))
    typed.over("notes", ("open",), {"text": "said anew"}, by="a", seen=1)
    assert shown.table("deals", Viewer("Ann", "rep")) is before
    assert "said anew" in shown.table("notes", Viewer("Ann", "rep"))["text"].to_list()
