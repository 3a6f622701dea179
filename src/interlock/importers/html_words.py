"""A mail in HTML as text, without what its program marks as quoted or as a signature."""

from typing import Any

GOES = (
    "//blockquote[@type='cite']",
    "//*[contains(concat(' ', @class), ' gmail_quote') or contains(@class, 'gmail_attr')]",
    "//*[contains(@class, 'gmail_signature') or contains(@class, 'moz-signature')]",
    "//*[contains(@class, 'moz-cite-prefix') or contains(@class, 'yahoo_quoted')]",
    "//*[contains(@class, 'protonmail_quote') or contains(@class, 'protonmail_signature')]",
    "//*[@id='Signature' or @id='ms-outlook-mobile-signature']",
    "//head | //script | //style | //title",
)
"""What goes away."""

BEGINS = (
    "//*[@id='appendonsend' or @id='divRplyFwdMsg']",
    "//*[@id='mail-editor-reference-message-container']",
    "//*[contains(@style, 'border-top') and "
    "(contains(@style, 'E1E1E1') or contains(@style, 'B5C4DF'))]",
)
"""Where what Outlook quotes begins: it goes away with all that follows."""


def as_text(html: str) -> str:
    """What it says; nothing where it cannot be read."""
    from inscriptis.html_engine import Inscriptis
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring

    try:
        tree = document_fromstring(html.encode(), parser=HTMLParser(encoding="utf-8"))
    except (LxmlError, ValueError):
        return ""
    for path in BEGINS:
        for one in tree.xpath(path)[:1]:
            _drop_after(one)
            _drop(one)
    for path in GOES:
        for one in tree.xpath(path):
            _drop(one)
    said = str(Inscriptis(tree).get_text())
    return "\n".join(line.strip() for line in said.splitlines())


def _drop_after(one: Any) -> None:
    """All that follows in the document goes away."""
    while (above := one.getparent()) is not None:
        for after in list(one.itersiblings()):
            above.remove(after)
        one.tail, one = None, above


def _drop(one: Any) -> None:
    """It goes away; what stands behind it stays."""
    if one.getparent() is not None:
        one.drop_tree()
