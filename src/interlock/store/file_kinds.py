"""Which files a sales tool may have: by the ends of their names, and by what is in them."""

import unicodedata
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

import puremagic

MOST_LETTERS = 150
FORBIDDEN = '<>:"/\\|?*'
RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{one}{n}" for one in ("COM", "LPT") for n in range(10))}
"""Letters and names that some system keeps for itself."""

TEXT = frozenset({".txt", ".md", ".csv"})
SEEN = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".mp4", ".webm", ".mov"})
"""Told by how they begin."""

PACKED = {
    ".pptx": "ppt/", ".ppsx": "ppt/", ".docx": "word/", ".xlsx": "xl/",
    ".odp": "opendocument.presentation", ".odt": "opendocument.text",
    ".ods": "opendocument.spreadsheet", ".key": "Index",
}  # fmt: skip
"""Packed files -> how the name of something in them begins, or what kind they say they are."""

ALLOWED = (*sorted(TEXT | SEEN | PACKED.keys()),)
MACROS = "vbaproject.bin"
BEGINNING = 2**16
BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def safe_name(said: str) -> str:
    """A name that leads nowhere and shows what it is: no folder, no letter that hides or turns
    others, none that some system keeps for itself, not too long.
    """
    last = unicodedata.normalize("NFC", said).replace("\\", "/").rpartition("/")[2]
    plain = "".join(" " if one.isspace() else one for one in last)
    seen = "".join(one for one in plain if unicodedata.category(one)[0] != "C")
    named = "".join("_" if one in FORBIDDEN else one for one in seen).strip(" .")
    stem, end = PurePosixPath(named).stem if named else "", PurePosixPath(named or "x").suffix
    if stem.split(".")[0].rstrip().upper() in RESERVED:
        stem = f"_{stem}"
    return f"{stem[: MOST_LETTERS - len(end)].rstrip(' .') or 'file'}{end[:MOST_LETTERS]}"


def wrong_with(name: str, content: BinaryIO) -> str:
    """What is wrong with a file of this (safe) name, empty for nothing; it stands at its beginning
    again afterwards.
    """
    end = PurePosixPath(name).suffix.lower()
    if end not in ALLOWED:
        return f"files that end in {end or 'nothing'} are not taken"
    try:
        return next(_wrongs(end, content), "")
    finally:
        content.seek(0)


def _wrongs(end: str, content: BinaryIO) -> Iterator[str]:
    content.seek(0)
    beginning = content.read(BEGINNING)
    if not beginning:
        yield "it is empty"
    elif end in TEXT:
        yield from _wrong_with_text(beginning)
    elif end not in _looks_like(content):
        yield f"what is in it is no {end.removeprefix('.')}"
    elif end in PACKED:
        yield from _wrong_with_packed(end, content)


def _looks_like(content: BinaryIO) -> set[str]:
    content.seek(0)
    try:
        found = {one.extension for one in puremagic.magic_stream(content)}
    except (puremagic.PureError, ValueError):
        return set()
    same = {".jpg": {".jpeg", ".jfif"}, ".zip": set(PACKED)}
    return found.union(*(same[one] for one in same if one in found or same[one] & found))


def _wrong_with_text(beginning: bytes) -> Iterator[str]:
    """Text that a browser or a shell would take for something to do is none."""
    read = next((name for mark, name in BOMS.items() if beginning.startswith(mark)), "utf-8")
    text = beginning.decode(read, "ignore")
    if "\0" in text:
        yield "what is in it is no text"
    elif text.lstrip("\ufeff \t\r\n").startswith(("<", "#!")):
        yield "what is in it is a page or a script"


def _wrong_with_packed(end: str, content: BinaryIO) -> Iterator[str]:
    wanted = PACKED[end]
    try:
        with ZipFile(content) as packed:
            names = packed.namelist()
            said = packed.read("mimetype")[:100].decode("ascii", "ignore") if _says(packed) else ""
    except (BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError):
        yield f"what is in it is no {end.removeprefix('.')}, or half of one"
        return
    if not said.endswith(wanted) and not any(one.startswith(wanted) for one in names):
        yield f"what is in it is no {end.removeprefix('.')}"
    elif any(one.lower().endswith(MACROS) for one in names):
        yield "it holds macros"


def _says(packed: ZipFile) -> bool:
    return any(one.filename == "mimetype" and one.file_size < BEGINNING for one in packed.filelist)
