"""Messages for Slack and Teams, within what both take."""

import json

import pytest
from markdown_it import MarkdownIt

from interlock.render import report_brief, report_chat, report_line
from tests.laws.reports import Maker
from tests.render import sample
from tests.render.test_page_any_report import DEVELOPMENT, with_texts

PAGE = "https://x.example/reports/2026-11-20/"


def texts(value):
    if isinstance(value, dict):
        yield from ([value["text"]] if isinstance(value.get("text"), str) else [])
        for part in value.values():
            yield from texts(part)
    if isinstance(value, list):
        for part in value:
            yield from texts(part)


def card(report):
    (attached,) = report_chat.teams(report, page=PAGE)["attachments"]
    assert attached["contentType"] == "application/vnd.microsoft.card.adaptive"
    return attached["content"]


def test_slack_has_a_headline_the_sentence_five_lines_and_a_way_to_the_page():
    made = report_chat.slack(sample.report(), page=PAGE)
    header, said, actions = made["blocks"]
    assert header["text"] == {
        "type": "plain_text", "text": "Marlow & Pike (simulated): week of 20 Nov 2026",
    }  # fmt: skip
    sentence, points = said["elements"]
    assert sentence["elements"][0]["text"].startswith("62 % to reach $3.40 M")
    assert len(points["elements"]) == report_brief.LINES
    assert actions["elements"][0]["url"] == PAGE
    assert made["text"] == report_line.line(sample.report())


def test_teams_has_the_same_as_an_adaptive_card():
    made = card(sample.report())
    assert (made["type"], made["version"]) == ("AdaptiveCard", "1.4")
    assert len(made["body"]) == 2 + report_brief.LINES
    assert all(block["type"] == "TextBlock" and block["wrap"] for block in made["body"])
    assert made["actions"] == [
        {"type": "Action.OpenUrl", "title": "Read the whole report", "url": PAGE}
    ]


def test_signs_in_names_are_no_marks():
    named = with_texts(sample.report(), lambda old: f"*_{old}_*[x](y)")
    bodies = [block["text"] for block in card(named)["body"]]
    assert all(r"\*\_" in text and r"\[x\](y)" in text for text in bodies)
    hostile = with_texts(sample.report(), lambda old: f"<!channel>{old}")
    assert "<!" not in report_chat.slack(hostile, page=PAGE)["text"]


@pytest.mark.parametrize(
    "name",
    ["1. FC Köln", "2) Two", "# One", "#1 Bank", "- Dash", "+ Plus", "* Star", "> Quote", "= Is",
     "~~~", "*bold*", "_low_", "snake_case_name", "[x](https://a.example)", "`code`", "a\\*b",
     "~~gone~~", "AT&T", "&copy; Acme", "<https://a.example>", "<b>x</b>", "<5 %", "---", "!"],
)  # fmt: skip
def test_a_reader_of_markdown_shows_names_in_teams_as_they_are_written(name):
    """Read by markdown-it, as by Microsoft's renderer of cards for browsers."""
    named = with_texts(sample.report(), lambda _: name)
    reader = MarkdownIt("default", {"html": False, "linkify": False})
    for block in card(named)["body"]:
        (_, inline, _) = tokens = reader.parse(block["text"])
        assert [one.type for one in tokens][::2] == ["paragraph_open", "paragraph_close"]
        kinds = {one.type for one in inline.children}
        assert kinds <= {"text", "text_special", "strong_open", "strong_close"}, block["text"]
    head, *_, last = (shown(reader, block["text"]) for block in card(named)["body"])
    assert head == f"{name} (simulated): week of 20 Nov 2026"
    assert name in last


def shown(reader, text):
    (_, inline, _) = reader.parse(text)
    return "".join(one.content for one in inline.children)


@pytest.mark.parametrize("more", ["", "long " * 4000, "ü" * 4000, "*" * 4000])
def test_both_stay_within_what_the_services_take(more):
    report = with_texts(sample.report(), lambda old: f"{old}{more}")
    slack = report_chat.slack(report, page=PAGE)
    assert len(slack["blocks"]) <= 50
    assert max(map(len, texts(slack))) <= 3000
    assert len(slack["blocks"][0]["text"]["text"]) <= 150
    assert len(json.dumps(report_chat.teams(report, page=PAGE)).encode()) < 28 * 1024


def test_a_reader_without_amounts_meets_none():
    told = (report_chat.slack(DEVELOPMENT, page=PAGE), report_chat.teams(DEVELOPMENT, page=PAGE))
    assert "$" not in json.dumps(told).replace("$schema", "")


@pytest.mark.parametrize("seed", range(12))
def test_any_mix_of_known_and_unknown_is_written(seed):
    report = Maker(seed).report()
    assert json.loads(json.dumps(report_chat.slack(report, page=PAGE)))
    assert card(report)["body"]
