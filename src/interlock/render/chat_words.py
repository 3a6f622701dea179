"""A line of words as chat tools take it through an incoming webhook."""

from typing import Any

Message = dict[str, Any]
TEAMS_CARD = "application/vnd.microsoft.card.adaptive"


def slack(words: str) -> Message:
    """As Slack takes it: ``&``, ``<`` and ``>`` are no markup."""
    plain = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return {"text": plain}


def teams(words: str) -> Message:
    """As a workflow of Microsoft Teams takes it: an adaptive card."""
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": [{"type": "TextBlock", "text": words, "wrap": True}],
    }
    return {"type": "message", "attachments": [{"contentType": TEAMS_CARD, "content": card}]}


SHAPES = {"slack": slack, "teams": teams}
