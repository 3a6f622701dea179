"""The text of a note: Markdown as HTML that is safe, and whom it mentions.

Raw HTML is shown as it was written, pictures are links, links lead to the web or to mail alone and
are followed by nobody who counts them; headings are bold lines, as a note stands within a page.
"""

import re
import threading
from collections.abc import Callable, Iterable
from functools import lru_cache
from html import escape
from unicodedata import normalize

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

TAGS = {"p", "br", "strong", "em", "s", "a", "span", "code", "pre", "ul", "ol", "li", "blockquote",
        "hr"}  # fmt: skip
MENTION = "mention"
"""The kind of token that stands for somebody's name, and the class of what shows it."""

Names = tuple[str, ...]
_HERE = threading.local()
"""A reader for each thread: it remembers where it is in a text."""


def as_html(text: str, names: Iterable[str], *, page: Callable[[str], str], me: str = "") -> str:
    """The text as HTML; of those called ``names`` each that it mentions is marked, ``me`` more so,
    and a link to their ``page`` where they have one.
    """
    tokens = _tokens(text, _in_order(names))
    for token in _inside(tokens):
        if token.type == MENTION:
            there = {"href": href} if (href := page(token.content)) else {}
            token.attrs = {**there, "class": _class(token.content, me)}
    reader = _reader()
    rendered = reader.renderer.render(tokens, reader.options, {})
    return nh3.clean(
        rendered,
        tags=TAGS,
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        allowed_classes={"a": {MENTION, "me"}, "span": {MENTION, "me"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener",
    )


def mentioned(text: str, names: Iterable[str]) -> frozenset[str]:
    """Those of ``names`` whom a text mentions: "@" and a name, in any case, anywhere but in code
    and in links; where one name begins another, the longest.
    """
    tokens = _tokens(text, _in_order(names))
    return frozenset(token.content for token in _inside(tokens) if token.type == MENTION)


def plain(text: str) -> str:
    """The text as it is kept: without spaces around it, one form for each letter and line end."""
    return normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").strip()


def _in_order(names: Iterable[str]) -> Names:
    return tuple(sorted(set(filter(None, names)), key=lambda name: (-len(name), name)))


def _class(name: str, me: str) -> str:
    return f"{MENTION} me" if name == me else MENTION


def _tokens(text: str, names: Names) -> list[Token]:
    return _reader().parse(text, {"names": names})


def _inside(tokens: Iterable[Token]) -> Iterable[Token]:
    return (child for token in tokens for child in token.children or ())


def _reader() -> MarkdownIt:
    if not hasattr(_HERE, "reader"):
        _HERE.reader = _made()
    reader: MarkdownIt = _HERE.reader
    return reader


def _made() -> MarkdownIt:
    """What reads Markdown: as CommonMark says, but for what a note does not hold."""
    reader = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": True})
    reader.enable(["strikethrough", "linkify"]).disable(["image", "html_block", "html_inline"])
    assert reader.linkify is not None  # noqa: S101
    reader.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    reader.core.ruler.before("text_join", "mentions", _mark_mentions)
    reader.add_render_rule("heading_open", lambda *_: "<p><strong>")
    reader.add_render_rule("heading_close", lambda *_: "</strong></p>\n")
    reader.add_render_rule(MENTION, _link)
    return reader


def _mark_mentions(state: StateCore) -> None:
    names: Names = state.env.get("names", ())
    if not names:
        return
    for token in state.tokens:
        token.children = _marked(token.children or [], names) if token.children else token.children


def _marked(tokens: list[Token], names: Names) -> list[Token]:
    """The tokens of a line, with a token of its own for each name that is mentioned."""
    found, links = [], 0
    for token in tokens:
        links += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        found += _parts(token.content, names) if token.type == "text" and not links else [token]
    return found


def _parts(text: str, names: Names) -> list[Token]:
    pattern, called = _pattern(names)
    found, end = [], 0
    for match in pattern.finditer(text):
        found += [
            Token("text", "", 0, content=text[end : match.start()]),
            Token(MENTION, "a", 0, content=called[normalize("NFC", match[1]).casefold()]),
        ]
        end = match.end()
    return [*found, Token("text", "", 0, content=text[end:])]


@lru_cache(64)
def _pattern(names: Names) -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds a name after an @ that no word runs into, and name in small letters -> name."""
    called = {normalize("NFC", name).casefold(): name for name in reversed(names)}
    one_of = "|".join(re.escape(normalize("NFC", name)) for name in names)
    return re.compile(rf"(?<![\w@])@({one_of})(?!\w|-\w)", re.IGNORECASE), called


def _link(_renderer: object, tokens: list[Token], at: int, *_more: object) -> str:
    token = tokens[at]
    said = " ".join(f'{name}="{escape(str(value))}"' for name, value in token.attrs.items())
    tag = "a" if "href" in token.attrs else "span"
    return f"<{tag} {said}>@{escape(token.content)}</{tag}>"
