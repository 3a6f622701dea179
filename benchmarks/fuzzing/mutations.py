"""Bytes gone wrong: flipped, cut, repeated, dropped, put in; inside a packed file too."""

import io
import zipfile
import zlib
from collections.abc import Callable
from random import Random

from fuzzing.writing import zipped

SPOILT = (b'"', b"\r", b"\n", b"\x00", b";" * 9, b"\xff", b"{", b"]", b"[[", b"'''", b"=", "é".encode("cp1252"))  # fmt: skip


def mutated(raw: bytes, luck: Random) -> bytes:
    for _ in range(luck.choice((0, 1, 1, 2, 4))):
        raw = luck.choice(MUTATIONS)(raw, luck)
    return raw


def mutated_inside(raw: bytes, luck: Random) -> bytes:
    """A zip (a workbook is one) of which a member went wrong, its sums being right."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = {info.filename: archive.read(info) for info in archive.infolist()}
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return raw
    if members:
        name = luck.choice(sorted(members))
        members[name] = mutated(members[name], luck)
    return zipped(members)


def _flip(raw: bytes, luck: Random) -> bytes:
    at = luck.randrange(len(raw) + 1)
    return raw[:at] + bytes([luck.randrange(256)]) + raw[at + 1 :]


def cut(raw: bytes, luck: Random) -> bytes:
    return raw[: luck.randrange(len(raw) + 1)] if luck.random() < 0.5 else raw


def _repeat(raw: bytes, luck: Random) -> bytes:
    at, to = sorted(luck.randrange(len(raw) + 1) for _ in range(2))
    return raw[:to] + raw[at:to] * luck.choice((1, 2, 50)) + raw[to:]


def _drop(raw: bytes, luck: Random) -> bytes:
    at, to = sorted(luck.randrange(len(raw) + 1) for _ in range(2))
    return raw[:at] + raw[to:]


def _insert(raw: bytes, luck: Random) -> bytes:
    at = luck.randrange(len(raw) + 1)
    return raw[:at] + luck.choice(SPOILT) * luck.choice((1, 1, 7)) + raw[at:]


def _splice(raw: bytes, luck: Random) -> bytes:
    at = luck.randrange(len(raw) + 1)
    return raw[:at] + luck.randbytes(luck.choice((1, 4, 40))) + raw[at:]


MUTATIONS: tuple[Callable[[bytes, Random], bytes], ...] = (
    _flip, _flip, cut, _repeat, _drop, _insert, _splice,
)  # fmt: skip
