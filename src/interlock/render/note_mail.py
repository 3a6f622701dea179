"""A note as mail to whom it mentions or answers: text and HTML that say the same."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape

from interlock.render import note_text

WHY = "A note mentions or answers you. Whether you get such mail is yours to say: click your name."


@dataclass(frozen=True)
class Letter:
    """What is sent."""

    subject: str
    text: str
    html: str


def letter(
    *,
    by: str,
    text: str,
    on: str,
    mentions: bool,
    page: str,
    names: Iterable[str],
    person: Callable[[str], str],
    me: str,
    foot: str = "",
) -> Letter:
    """Who wrote what about which record (``on``), the ``page`` where it is answered, and a ``foot``
    of more that can be done.
    """
    where = f" on {on}" if on else ""
    head = f"{by} {'mentions' if mentions else 'answers'} you{where}"
    body = note_text.as_html(text, names, page=person, me=me)
    foots = [foot, WHY] if foot else [WHY]
    html = (
        f"<p>{escape(head)}:</p>\n<blockquote>{body}</blockquote>\n"
        f'<p><a href="{escape(page)}">Read and answer</a></p>\n'
        f"<p><small>{'<br>'.join(foots)}</small></p>\n"
    )
    quoted = "\n".join(f"> {line}" for line in text.splitlines())
    plain = f"{head}:\n\n{quoted}\n\nRead and answer: {page}\n\n{'\n'.join(foots)}\n"
    return Letter(" ".join(head.split()), plain, html)
