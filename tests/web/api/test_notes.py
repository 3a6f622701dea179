"""Notes through the API: written and read as on the site, for the same readers."""

import csv
import io
import zipfile
from datetime import timedelta

import pytest

from interlock.store import read
from tests.web.api.test_reading import addresses, whole
from tests.web.test_notes import NOW, held, rows, words

__all__ = ["held"]
pytestmark = [
    pytest.mark.usefixtures("held"),
    pytest.mark.parametrize("book_at", ["sqlite"], indirect=True),
]
ON = {"kind": "deals", "id": "D/1"}


@pytest.fixture
def people(program):
    return {
        name: program(role, known_as=name)
        for name, role in (("Bob", "rep"), ("Jörg Müller", "developer"), ("Mo", "manager"),
                           ("Vi", "viewer"))
    }  # fmt: skip


def write(client, text, **more):
    answer = client.post("notes", {**ON, "text": text, **more})
    assert answer.status_code == 201, answer.content
    return answer.json()


def texts(told):
    return [one["text"] for one in told["items"]]


def ats(answer):
    return {one["at"]: one for one in answer.json()["problems"]}


def test_a_note_is_written_answered_and_stands_as_one_from_the_page(people, browser, held):
    made = write(people["Bob"], " They ask *twice*, @jörg müller ", feature="F1")
    assert made == {"change": 2, "note": rows()[0]["id"], "not_told": []}
    held[0] = NOW + timedelta(minutes=1)
    answer = people["Jörg Müller"].post(f"notes/{made['note']}/answers", {"text": "it can be"})
    assert answer.status_code == 201
    told = people["Vi"].told(f"notes?thread={made['note']}")
    assert texts(told) == ["it can be", "They ask *twice*, @jörg müller"]
    first = told["items"][1]
    assert (first["by"], first["mentions"], first["for_sales"]) == ("Bob", ["Jörg Müller"], False)
    assert [(one["kind"], one["id"], one["called"]) for one in first["about"]] == [
        ("deals", "D/1", "Inn"), ("features", "F1", "Export"),
    ]  # fmt: skip
    assert "They ask <em>twice</em>" in words(browser("viewer"), "/deals/D/1/")


def test_all_that_is_wrong_with_a_note_is_told_at_once_and_nothing_is_kept(people):
    bob = people["Bob"]
    answer = bob.post("notes", {"kind": "dels", "id": "D/1", "text": "  ", "readers": "sale"})
    assert set(ats(answer)) == {"body.kind", "body.text", "body.readers"}
    assert ats(answer)["body.kind"]["near"] == ["deals"]
    answer = bob.post("notes", {"kind": "deals", "id": "D/2", "text": "x", "feature": "F3"})
    assert set(ats(answer)) == {"body.id", "body.feature"}
    assert ats(answer)["body.id"]["near"] == ["D2", "D/1"]
    answer = bob.post("notes", {"kind": "weeks", "id": "soon", "text": "x", "feature": "F1"})
    assert set(ats(answer)) == {"body.id", "body.feature"}
    assert ats(bob.get("notes?id=D2"))["query.kind"]
    assert people["Vi"].post("notes", {**ON, "text": "x"}).status_code == 403
    assert (
        people["Jörg Müller"].post("notes", {**ON, "text": "x", "readers": "sales"}).status_code
        == 403
    )
    assert rows() == []


def test_ones_own_note_says_something_else_unless_somebody_changed_it(people):
    bob, note = people["Bob"], write(people["Bob"], "by January")["note"]
    first = bob.get(f"notes/{note}")
    edited = bob.send("PATCH", f"notes/{note}", {"text": "by May"}, **{"If-Match": first["ETag"]})
    assert edited.json() == {"change": 3, "note": note, "not_told": []}
    for seen, headers in ((first.json()["revision"], {}), (None, {"If-Match": first["ETag"]})):
        body = {"text": "by June"} | ({"seen": seen} if seen else {})
        late = bob.send("PATCH", f"notes/{note}", body, **headers)
        assert late.status_code == 412
        assert "theirs" in late.json()["problems"][0]["what"]
    told = bob.told(f"notes/{note}")
    assert (told["note"]["text"], told["before"][0]["text"]) == ("by May", "by January")
    body = {"text": "by June", "seen": told["revision"]}
    assert bob.send("PATCH", f"notes/{note}", body).status_code == 200
    assert people["Mo"].send("PATCH", f"notes/{note}", {"text": "x"}).status_code == 403
    assert rows()[0]["text"] == "by June"


def test_a_note_is_taken_away_by_its_writer_and_by_managers_and_comes_back(people):
    note = write(people["Bob"], "mine")["note"]
    assert people["Jörg Müller"].send("DELETE", f"notes/{note}").status_code == 403
    made = people["Mo"].send("DELETE", f"notes/{note}").json()["change"]
    assert people["Bob"].get(f"notes/{note}").status_code == 404
    assert people["Mo"].post(f"changes/{made}/undo").status_code == 200
    assert people["Bob"].send("DELETE", f"notes/{note}").status_code == 200
    assert rows() == []


def test_what_is_for_somebody_is_new_until_they_say_that_they_looked(people):
    first = write(people["Bob"], "@Mo, first")["note"]
    write(people["Bob"], "@Mo, second"), write(people["Bob"], "of no matter")
    mo = people["Mo"]
    new = mo.get("notes?which=me&new=true")
    assert new.json()["count"] == 2
    assert mo.get("notes?which=me&new=true", **{"If-None-Match": new["ETag"]}).status_code == 304
    assert mo.post("notes/seen", {"notes": [first]}).json() == {"new": 1}
    left = mo.get("notes?which=me&new=true", **{"If-None-Match": new["ETag"]})
    assert texts(left.json()) == ["@Mo, second"]
    unknown = mo.post("notes/seen", {"notes": [first, "none"]})
    assert [one["value"] for one in unknown.json()["problems"]] == ["none"]
    assert mo.post("notes/seen", {}).json() == {"new": 0}
    assert mo.told("notes?which=me")["count"] == 2
    assert people["Bob"].told("notes?which=mine")["count"] == 3


def test_notes_come_by_what_they_are_about_the_newest_first_in_parts(people, held):
    write(people["Bob"], "one", feature="F1")
    for minutes, (kind, own_id) in enumerate([("features", "F1"), ("weeks", "2026-11-20")], 1):
        held[0] = NOW + timedelta(minutes=minutes)
        write(people["Bob"], f"of {kind}", kind=kind, id=own_id)
    vi = people["Vi"]
    assert texts(vi.told("notes")) == ["of weeks", "of features", "one"]
    assert texts(vi.told("notes?kind=features&id=F1")) == ["of features", "one"]
    assert texts(vi.told("notes?kind=weeks")) == ["of weeks"]
    assert texts(vi.told("notes?q=OF")) == ["of weeks", "of features"]
    part = vi.told("notes?limit=2")
    assert texts(vi.client.get(part["next"]).json()) == ["one"]
    assert vi.told("notes?offset=9") == {"count": 3, "next": None, "items": []}
    assert vi.told("notes/names")["names"] == ["Mo", "Bob", "Jörg Müller", "Vi"]


def test_what_sales_alone_reads_reaches_nobody_else_by_any_address(people):
    made = write(people["Bob"], "walnut @Jörg Müller", feature="F1", readers="sales")
    write(people["Bob"], "hazel")
    assert made["not_told"] == ["Jörg Müller"]
    note = made["note"]
    some = [one for one in addresses() if one != "book"]
    for address in [*some, f"notes/{note}", "notes?kind=features&id=F1", "book?form=csv"]:
        for name in ("Jörg Müller", "Vi"):
            assert "walnut" not in whole(people[name].get(address)), address
    assert people["Jörg Müller"].post(f"notes/{note}/answers", {"text": "x"}).status_code == 404
    assert texts(people["Mo"].told("notes?q=walnut")) == ["walnut @Jörg Müller"]


@pytest.mark.parametrize(("name", "reads"), [("Mo", {"walnut", "hazel"}), ("Vi", {"hazel"})])
def test_the_book_as_files_holds_the_notes_that_its_reader_reads(people, name, reads):
    write(people["Bob"], "walnut", readers="sales"), write(people["Bob"], "hazel")
    answer = people[name].get("book?form=csv")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        told = csv.DictReader(io.StringIO(archive.read("notes.csv").decode()))
        assert {row["text"] for row in told} == reads
    assert read.book().notes.height == 2
