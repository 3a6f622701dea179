"""What mail of ours is called and where it is answered: a signed word says what it was, to whom.

The word has 21 bytes: the kind (1), a number (4), the user (4), the day (2) and the first 10 bytes
of an HMAC-SHA256 of these under the site's secret, as 34 small letters and digits: it goes through
servers that write addresses in small letters, and fits the 64 letters before the @.
"""

import hmac
import re
import struct
from base64 import b32decode, b32encode
from binascii import Error
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

NOTICE, WEEK = KINDS = ("note", "week")
STANDS = timedelta(days=366)
"""For so long an answer is taken."""

_FIRST_DAY = date(2020, 1, 1)
_SAID, _SIGNED = struct.Struct(">BIIH"), 10
_PURPOSE = b"interlock: answers by mail\0"


@dataclass(frozen=True)
class Mailed:
    """A mail of ours: the ``number`` of a notice or the ordinal of a week's day, mailed to a
    ``user`` on a day.
    """

    kind: str
    number: int
    user: int
    on: date

    @property
    def week(self) -> date:
        """The day of the week that was mailed."""
        return date.fromordinal(self.number)

    def is_over(self, today: date) -> bool:
        """Whether it is too old to be answered."""
        return today - self.on > STANDS


def of_notice(number: int, *, user: int, on: date) -> Mailed:
    """The mail of a notice."""
    return Mailed(NOTICE, number, user, on)


def of_week(day: date, *, user: int, on: date) -> Mailed:
    """The mail of the weekly report of a ``day``."""
    return Mailed(WEEK, day.toordinal(), user, on)


def word(mailed: Mailed, key: str) -> str:
    """What stands for it."""
    kind = KINDS.index(mailed.kind)
    said = _SAID.pack(kind, mailed.number, mailed.user, (mailed.on - _FIRST_DAY).days)
    return b32encode(said + _sign(said, key)).decode().rstrip("=").lower()


def read(said: str, key: str) -> Mailed | None:
    """What a word stands for; None for one that we did not make."""
    try:
        found = b32decode(said.upper() + "=" * (-len(said) % 8))
        kind, number, user, day = _SAID.unpack(found[: _SAID.size])
    except (Error, ValueError, struct.error):
        return None
    if not hmac.compare_digest(_sign(found[: _SAID.size], key), found[_SAID.size :]):
        return None
    mailed = Mailed(KINDS[kind], number, user, _FIRST_DAY + timedelta(days=day))
    return mailed if word(mailed, key) == said.lower() else None  # its last letter has spare bits


def address(mailed: Mailed, key: str, *, at: str) -> str:
    """Where it is answered: ``at`` interlock@acme.example, interlock+WORD@acme.example."""
    before, host = at.rsplit("@", 1)
    return f"{before}+{word(mailed, key)}@{host}"


def words_in(addresses: Iterable[str], *, at: str) -> tuple[str, ...]:
    """The words in those addresses that are ``at`` ours with something after a plus."""
    before, _, host = at.rpartition("@")
    ours = re.compile(rf"{re.escape(before)}\+([^@]*)@{re.escape(host)}", re.IGNORECASE)
    return tuple(match[1] for one in addresses if at and (match := ours.fullmatch(one)))


def message_id(mailed: Mailed, key: str, *, host: str, part: str = "") -> str:
    """Its Message-ID, such as <week.2026-11-20.WORD@acme.example>; a ``part`` (letters and digits)
    tells apart what one person is mailed of the same on one day.
    """
    of = f"{mailed.week}." if mailed.kind == WEEK else ""
    return f"<{mailed.kind}.{of}{f'{part}.' if part else ''}{word(mailed, key)}@{host}>"


def read_message_id(said: str, key: str) -> Mailed | None:
    """The mail of ours that a Message-ID names; None for another's."""
    name = said.strip().strip("<>").rpartition("@")[0]
    kind, _, rest = name.partition(".")
    found = read(rest.rpartition(".")[2], key) if kind in KINDS else None
    return found if found and found.kind == kind else None


def _sign(said: bytes, key: str) -> bytes:
    return hmac.digest(key.encode(), _PURPOSE + said, sha256)[:_SIGNED]
