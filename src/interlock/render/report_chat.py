"""The report as a message of a chat: Slack's blocks and Teams' card, as their webhooks take it."""

from typing import Any

from interlock.records.report import WeeklyReport
from interlock.render import glance, report_brief, report_line, words

SLACK_HEADER, SLACK_TEXT = 150, 3000
"""Characters that Slack takes of a header and of a text; it takes 50 blocks."""

TEAMS_TEXT = 300
"""Characters of a line of the card, so that all stays well under the 28 kB that Teams takes."""

READ = "Read the whole report"


def slack(report: WeeklyReport, *, page: str) -> dict[str, Any]:
    """The body of a POST to a Slack incoming webhook; ``text`` is what notifications show."""
    items = [
        _section(_bold(f"{name}: "), _plain(text)) for name, text in report_brief.lines(report)
    ]
    points = [{"type": "rich_text_list", "style": "bullet", "elements": items}] if items else []
    said = [_section(_bold(glance.sentence(report))), *points]
    button = {"type": "button", "text": {"type": "plain_text", "text": READ}, "url": page}
    head = {"type": "plain_text", "text": _cut(_head(report), SLACK_HEADER)}
    return {
        "text": _entities(report_line.line(report)),
        "blocks": [
            {"type": "header", "text": head},
            {"type": "rich_text", "elements": said},
            {"type": "actions", "elements": [button]},
        ],
    }


def teams(report: WeeklyReport, *, page: str) -> dict[str, Any]:
    """The body of a POST to a Teams workflow that posts an adaptive card."""
    lines = [f"**{_teams(name)}**: {_teams(text)}" for name, text in report_brief.lines(report)]
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "msteams": {"width": "Full"},
        "body": [
            _text(_teams(_head(report)), size="Medium", weight="Bolder"),
            _text(_teams(glance.sentence(report)), weight="Bolder"),
            *(_text(line, spacing="Small") for line in lines),
        ],
        "actions": [{"type": "Action.OpenUrl", "title": READ, "url": page}],
    }
    attached = {
        "contentType": "application/vnd.microsoft.card.adaptive",
        "contentUrl": None,
        "content": card,
    }
    return {"type": "message", "summary": report_line.line(report), "attachments": [attached]}


def _head(report: WeeklyReport) -> str:
    simulated = " (simulated)" if report.simulated else ""
    return f"{report.company}{simulated}: week of {words.full_day(report.birth.as_of)}"


def _section(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": list(parts)}


def _bold(text: str) -> dict[str, Any]:
    return {**_plain(text), "style": {"bold": True}}


def _plain(text: str) -> dict[str, Any]:
    """Text that Slack takes as it stands: no sign in it is a mark."""
    return {"type": "text", "text": _cut(text, SLACK_TEXT)}


def _text(text: str, **how: str) -> dict[str, Any]:
    return {"type": "TextBlock", "text": text, "wrap": True, **how}


def _entities(text: str) -> str:
    """The three signs that Slack reads in a plain line."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _teams(text: str) -> str:
    """Marks of the card's Markdown escaped."""
    told = _cut(" ".join(text.split()), TEAMS_TEXT)
    return "".join(f"\\{sign}" if sign in "\\`*_[]" else sign for sign in told)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
