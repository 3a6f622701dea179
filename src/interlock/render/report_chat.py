"""The report as a message of a chat: Slack's blocks and Teams' card, as their webhooks take it."""

import re
from typing import Any

from interlock.records.report import WeeklyReport
from interlock.render import (
    chat_words,
    glance,
    report_brief,
    report_line,
    report_markdown,
    words,
)
from interlock.render.chat_words import text_block

SLACK_HEADER, SLACK_TEXT = 150, 3000
"""Characters that Slack takes of a header and of a text; it takes 50 blocks."""

TEAMS_TEXT = 300
"""Characters of a line of the card, so that all stays well under the 28 kB that Teams takes."""

_TEAMS_MARKS = re.compile(r"[\\`*_\[\]]|~(?=~)|&(?=#?\w+;)|<(?=[a-zA-Z/!?])")
"""What the card takes for Markdown within a line; nothing more is escaped, as not every program of
Teams takes the escape of a sign that needs none.
"""

READ = "Read the whole report"


def slack(report: WeeklyReport, *, page: str) -> dict[str, Any]:
    """The body of a POST to a Slack incoming webhook; ``text`` is what notifications show."""
    items = [
        _section(_bold(f"{name}: "), _plain(text)) for name, text in report_brief.lines(report)
    ]
    points = [{"type": "rich_text_list", "style": "bullet", "elements": items}] if items else []
    said = [_section(_bold(glance.sentence(report))), *points]
    button = {"type": "button", "text": {"type": "plain_text", "text": READ}, "url": page}
    head = {"type": "plain_text", "text": words.cut(_head(report), SLACK_HEADER)}
    return {
        **chat_words.slack(report_line.line(report)),
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
        "msteams": {"width": "Full"},
        "body": [
            text_block(_teams_line(_head(report)), size="Medium", weight="Bolder"),
            text_block(_teams_line(glance.sentence(report)), weight="Bolder"),
            *(text_block(line, spacing="Small") for line in lines),
        ],
        "actions": [{"type": "Action.OpenUrl", "title": READ, "url": page}],
    }
    return chat_words.carried(card) | {"summary": report_line.line(report)}


def _head(report: WeeklyReport) -> str:
    simulated = " (simulated)" if report.simulated else ""
    return f"{report.company}{simulated}: week of {words.full_day(report.birth.as_of)}"


def _section(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": list(parts)}


def _bold(text: str) -> dict[str, Any]:
    return {**_plain(text), "style": {"bold": True}}


def _plain(text: str) -> dict[str, Any]:
    """Text that Slack takes as it stands: no sign in it is a mark."""
    return {"type": "text", "text": words.cut(text, SLACK_TEXT)}


def _teams(text: str) -> str:
    """Marks of the card's Markdown escaped."""
    return _TEAMS_MARKS.sub(r"\\\g<0>", words.cut(" ".join(text.split()), TEAMS_TEXT))


def _teams_line(text: str) -> str:
    """The same where a line begins."""
    return report_markdown.begun(_teams(text))
