"""Which files a tool may have, by name and by what is in them, and what they are called."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.store.file_kinds import ALLOWED, MOST_LETTERS, safe_name, wrong_with
from tests.tool_files import DECK, PDF, PNG, packed

MP4 = b"\x00\x00\x00\x18ftypmp42" + bytes(40)
OPEN_DOCUMENT = "application/vnd.oasis.opendocument.presentation"
TAKEN = {
    "a.pdf": PDF, "A.PDF": PDF, "a.pptx": DECK, "a.png": PNG, "a.mp4": MP4,
    "a.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(40),
    "a.docx": packed("[Content_Types].xml", "word/document.xml"),
    "a.xlsx": packed("[Content_Types].xml", "xl/workbook.xml"),
    "a.odp": packed("content.xml", mimetype=OPEN_DOCUMENT),
    "a.key": packed("Index/Document.iwa"),
    "a.csv": "price,€\n1,2\n".encode(), "a.txt": "hällo".encode("utf-16"), "a.md": b"# Prices",
}  # fmt: skip
REFUSED = {
    "a.exe": b"MZ" + bytes(80), "a.html": b"<html>", "a.svg": b"<svg/>", "a.sh": b"#!/bin/sh",
    "a.js": b"alert(1)", "a.zip": packed("a.txt"), "a.pptm": DECK, "a.doc": b"\xd0\xcf\x11\xe0",
    "a": PDF, ".pdf": PDF, "a.pdf.html": PDF, "a.lnk": b"L", "a.jar": packed("META-INF/x"),
}  # fmt: skip
"""Kinds that are not taken, whatever is in them."""

PRETENDED = {
    "pages": (b"<!DOCTYPE html><script>", (".pdf", ".png", ".pptx", ".txt", ".csv", ".md")),
    "pages after a mark": (b"\xef\xbb\xbf \n<html>", (".txt", ".csv")),
    "pages in wide letters": ("<html>".encode("utf-16"), (".txt", ".csv")),
    "drawings with scripts": (b'<svg xmlns="http://www.w3.org/2000/svg">', (".png", ".txt")),
    "programs": (b"MZ" + bytes(80), (".pdf", ".pptx", ".txt", ".png", ".mp4", ".key")),
    "programs of Linux": (b"\x7fELF" + bytes(80), (".pdf", ".docx", ".txt", ".csv")),
    "scripts": (b"#!/bin/sh\nls", (".pdf", ".txt", ".md", ".csv", ".odt")),
    "other packed files": (packed("run.exe"), (".pptx", ".docx", ".xlsx", ".odp", ".key")),
    "text for a spreadsheet": (packed("word/document.xml"), (".xlsx", ".pptx")),
    "decks with macros": (packed("ppt/presentation.xml", "ppt/vbaProject.bin"), (".pptx",)),
    "half of a deck": (DECK[:-60], (".pptx",)),
    "nothing": (b"", (".pdf", ".txt", ".pptx")),
}  # fmt: skip


@pytest.mark.parametrize("name", TAKEN)
def test_what_sales_shows_is_taken(name):
    content = io.BytesIO(TAKEN[name])
    assert wrong_with(safe_name(name), content) == ""
    assert content.tell() == 0


@pytest.mark.parametrize("name", REFUSED)
def test_what_runs_or_opens_as_a_page_is_not(name):
    assert wrong_with(safe_name(name), io.BytesIO(REFUSED[name]))


@pytest.mark.parametrize("what", PRETENDED)
def test_a_name_does_not_make_it_another_kind(what):
    content, ends = PRETENDED[what]
    assert [end for end in ends if not wrong_with(f"a{end}", io.BytesIO(content))] == []


@given(st.binary(max_size=200), st.sampled_from(ALLOWED))
def test_no_content_is_more_than_can_be_looked_at(content, end):
    assert isinstance(wrong_with(f"a{end}", io.BytesIO(content)), str)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Deck 2026.pdf", "Deck 2026.pdf"), ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\ann\\deck.pdf", "deck.pdf"), ("ann\u202efdp.exe", "annfdp.exe"),
        ("a\r\nSet-Cookie: x.pdf", "a  Set-Cookie_ x.pdf"), ("Größe €.pdf", "Größe €.pdf"),
        ("..pdf", "pdf"), ("..", "file"), ("", "file"), ("nul.pdf", "_nul.pdf"),
        ('a"b;c.pdf', "a_b;c.pdf"), ("a.pdf. . ", "a.pdf"), ("\u200b.pdf", "pdf"),
    ],
)  # fmt: skip
def test_a_name_is_made_one_that_hides_nothing(said, kept):
    assert safe_name(said) == kept


@given(st.text(max_size=400))
def test_no_name_leads_anywhere_or_is_too_long(said):
    name = safe_name(said)
    assert 0 < len(name) <= MOST_LETTERS
    assert not set('/\\<>:"|?*\r\n\0\u202e') & set(name)
    assert name.isprintable()
    assert not name.startswith(".")
    assert safe_name(name) == name
