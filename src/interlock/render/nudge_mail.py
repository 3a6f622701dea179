"""Nudges as mail: one letter for all of a day, text and HTML that say the same."""

from collections.abc import Sequence
from html import escape

from interlock.render.note_mail import Letter
from interlock.render.words import count, cut

WHY = "Each of these is told once. What you are told, and whether by mail, is yours to choose:"
_SUBJECT_LETTERS = 90


def letter(lines: Sequence[tuple[str, str]], *, choose: str) -> Letter:
    """Every line as (what is said, the page it leads to); ``choose`` is where one says what one
    wants.
    """
    subject = lines[0][0] if len(lines) == 1 else f"{count(len(lines), 'thing')} to see to"
    items = "".join(f'<li><a href="{escape(page)}">{escape(said)}</a></li>\n'
                    for said, page in lines)  # fmt: skip
    html = (
        f"<ul>\n{items}</ul>\n"
        f'<p><small>{WHY} <a href="{escape(choose)}">{escape(choose)}</a></small></p>\n'
    )
    told = "\n\n".join(f"* {said}\n  {page}" for said, page in lines)
    return Letter(_short(subject), f"{told}\n\n{WHY} {choose}\n", html)


def _short(said: str) -> str:
    """One line that a list of mails shows."""
    return cut(" ".join(said.split()), _SUBJECT_LETTERS)
