"""Answers that come by mail: out of a mailbox, or one mail as its bytes."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from email.utils import getaddresses
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from interlock.importers import mailbox
from interlock.importers.html_words import as_text
from interlock.importers.own_words import own_words
from interlock.records.reply import MOST_BYTES, Reply

if TYPE_CHECKING:
    from imap_tools import BaseMailBox, MailMessage

RECIPIENTS = ("delivered-to", "x-original-to", "envelope-to", "to", "cc")
NO_PERSON = {
    "auto-submitted": r"(?!no\b)", "precedence": r"(bulk|junk|list)\b", "return-path": r"<\s*>",
    "x-auto-response-suppress": r".", "x-autoreply": r".", "x-autorespond": r".",
}  # fmt: skip
"""A line of the head -> what it begins with where no person wrote the mail."""

AT_ONCE = 200
"""Mails that are taken in one go; others wait for the next."""

MOST_ANSWERED = 50
"""Message-IDs that one mail may answer."""

MOST_LETTERS = 200_000
"""Letters of one mail's words that are looked at, with what they quote."""


def each[T](
    address: str, take: Callable[[Reply], T], *, ours: Sequence[str] = (), server: str = ""
) -> tuple[T, ...]:
    """What ``take`` makes of every mail of a mailbox that nobody has read; it counts as read once
    it is taken. ``address`` is such as `mailbox.fetch` knows, ``ours`` and ``server`` as in
    ``read``. Raises ``NoMailbox``.
    """
    with mailbox.opened(address) as box:
        found = []
        for head in list(_unread(box)):
            found.append(take(_fetched(box, head, ours, server)))
            mailbox.mark_read(box, head.uid or "")
    return tuple(found)


def read(raw: bytes, *, ours: Sequence[str] = (), server: str = "") -> Reply:
    """One mail; of more than ``MOST_BYTES`` only its head. ``ours`` are the addresses of our mail,
    ``server`` what the server that took it in calls itself in Authentication-Results: what anybody
    else says there counts for nothing.
    """
    from imap_tools import MailMessage

    if len(raw) <= MOST_BYTES:
        with suppress(RecursionError):
            return _read(MailMessage.from_bytes(raw), ours, server)
    head = re.split(rb"\r?\n\r?\n", raw[:MOST_BYTES], maxsplit=1)[0]
    return _read(MailMessage.from_bytes(head), ours, server, is_whole=False)


def _unread(box: "BaseMailBox") -> "Iterator[MailMessage]":
    """The heads of mails that nobody has read."""
    return box.fetch("UNSEEN", limit=AT_ONCE, mark_seen=False, headers_only=True, bulk=False)


def _fetched(box: "BaseMailBox", head: "MailMessage", ours: Sequence[str], server: str) -> Reply:
    """The mail with this head; the head alone of one that is too large or too deep."""
    if head.size_rfc822 <= MOST_BYTES:
        with suppress(RecursionError):
            for message in box.fetch(f"UID {head.uid}", mark_seen=False, bulk=False):
                return _read(message, ours, server)
    return _read(head, ours, server, is_whole=False)


def _read(
    message: "MailMessage", ours: Sequence[str], server: str, *, is_whole: bool = True
) -> Reply:
    senders = [one for _, one in getaddresses(_heads(message, "from")) if one]
    to = getaddresses([said for name in RECIPIENTS for said in _heads(message, name)])
    ids = [
        *_heads(message, "in-reply-to"),
        *reversed(" ".join(_heads(message, "references")).split()),
    ]
    return Reply(
        id=" ".join(_heads(message, "message-id")[:1]) or _made_id(message),
        sender=senders[0].lower() if len(senders) == 1 else "",
        subject=" ".join(_clean(_safe(lambda: message.subject)).split()),
        to=tuple(dict.fromkeys(one for _, one in to if one)),
        answers=tuple(dict.fromkeys(" ".join(ids).split()))[:MOST_ANSWERED],
        text=own_words(_clean(_text(message))[:MOST_LETTERS], ours) if is_whole else "",
        attachments=_attachments(message) if is_whole else (),
        machine=_machine(message) or _list_of_ours(message, ours),
        forged=_forged(message, server),
        is_whole=is_whole,
    )  # fmt: skip


def _heads(message: "MailMessage", name: str) -> list[str]:
    """What every line of the head of a name says, the topmost first."""
    return [" ".join(_clean(str(one)).split()) for one in message.obj.get_all(name, [])]


def _made_id(message: "MailMessage") -> str:
    """What stands for the Message-ID of a mail that has none."""
    return sha256(_safe(lambda: str(message.obj)).encode("utf-8", "replace")).hexdigest()


def _machine(message: "MailMessage") -> str:
    """Which line of the head says that no person wrote it."""
    return next(
        (
            f"{name.title()}: {said}"
            for name, begins in NO_PERSON.items()
            for said in _heads(message, name)
            if re.match(begins, said, re.IGNORECASE)
        ),
        "",
    )


def _list_of_ours(message: "MailMessage", ours: Sequence[str]) -> str:
    """The line of the head by which it is mail that we sent to many."""
    hosts = tuple(f"{one.rpartition('@')[2]}>".lower() for one in ours)
    lists = _heads(message, "list-id")
    return next((f"List-Id: {one}" for one in lists if one.lower().endswith(hosts)), "")


def _forged(message: "MailMessage", server: str) -> str:
    """What the server that took it in found wrong with its sender."""
    found: dict[str, set[str]] = {}
    for said in _heads(message, "authentication-results") if server else ():
        first, *results = re.sub(r"\([^()]*\)", " ", said).split(";")
        if first.split()[:1] and first.split()[0].lower() == server.lower():
            for one in results:
                if match := re.match(r"\s*(dmarc|dkim|spf)\s*=\s*(\w+)", one, re.IGNORECASE):
                    found.setdefault(match[1].lower(), set()).add(match[2].lower())
    if "fail" in found.get("dmarc", ()):
        return "dmarc=fail"
    if (
        "dmarc" not in found
        and "fail" in found.get("spf", ())
        and "pass" not in found.get("dkim", ())
    ):
        return "spf=fail, and no dkim=pass"
    return ""


def _text(message: "MailMessage") -> str:
    """Its plain words; those of its HTML where it has no others."""
    plain = "\n".join(_words(part) for part in _parts(message.obj, "text/plain"))
    if plain.strip():
        return plain
    return "\n".join(as_text(_words(part)) for part in _parts(message.obj, "text/html"))


def _parts(part: Any, kind: str) -> Iterator[Any]:
    """Its parts of a kind, but for what is attached."""
    if (
        part.get_content_type() == "message/rfc822"
        or part.get_content_disposition() == "attachment"
    ):
        return
    if part.is_multipart():
        for one in part.get_payload():
            yield from _parts(one, kind)
    elif part.get_content_type() == kind and not part.get_filename():
        yield part


def _words(part: Any) -> str:
    """What a part says; lines that its program broke are whole again."""
    content = part.get_payload(decode=True) or b""
    try:
        said = content.decode(part.get_content_charset() or "utf-8", "replace")
    except (LookupError, ValueError):
        said = content.decode("utf-8", "replace")
    is_flowed = str(part.get_param("format") or "").lower() == "flowed"
    return _unbroken(said, str(part.get_param("delsp") or "")) if is_flowed else said


def _unbroken(said: str, delsp: str) -> str:
    """Text whose lines go on after a space at their end (RFC 3676), each in one line."""
    lines: list[str] = []
    goes_on = False
    for line in said.splitlines():
        if goes_on and not line.startswith(">") and line != "-- ":
            lines[-1] += line.removeprefix(" ")
        else:
            lines.append(line if line.startswith(">") else line.removeprefix(" "))
        goes_on = line.endswith(" ") and line != "-- " and not line.startswith(">")
        if goes_on and delsp.lower() == "yes":
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)


def _attachments(message: "MailMessage") -> tuple[str, ...]:
    """What is attached, but for pictures within its words."""
    return tuple(
        _clean(_safe(lambda one=one: one.filename) or one.content_type)  # type: ignore[misc]
        for one in message.attachments
        if one.content_disposition == "attachment" or not one.content_id
    )


def _safe(said: Callable[[], str]) -> str:
    """What a head says; nothing where it is written so that it cannot be read."""
    try:
        return said()
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""


def _clean(said: str) -> str:
    """Without what no database keeps."""
    return said.encode("utf-8", "replace").decode().replace("\0", "")
