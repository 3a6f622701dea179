"""A line of words as chat tools take it through an incoming webhook."""

from typing import Any

Message = dict[str, Any]


def slack(words: str) -> Message:
    """As Slack takes it: ``&``, ``<`` and ``>`` are no markup."""
    plain = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return {"text": plain}


def teams(words: str) -> Message:
    """As a workflow of Microsoft Teams takes it: an adaptive card."""
    return carried({"body": [text_block(words)]})


def text_block(text: str, **how: str) -> Message:
    """A paragraph of a card."""
    return {"type": "TextBlock", "text": text, "wrap": True, **how}


def carried(card: Message) -> Message:
    """The message that carries an adaptive card with these parts."""
    kind = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
    }
    attached = {
        "contentType": "application/vnd.microsoft.card.adaptive",
        "contentUrl": None,
        "content": kind | card,
    }
    return {"type": "message", "attachments": [attached]}


SHAPES = {"slack": slack, "teams": teams}
