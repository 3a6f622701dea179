"""The letter: readable in plain mail programs, and HTML that any other takes."""

import re
from dataclasses import replace
from email.message import EmailMessage

import pytest

from interlock.render import report_mail
from tests import company
from tests.laws.reports import Maker
from tests.render import sample
from tests.render.reading_pages import read
from tests.render.test_page_any_report import DEVELOPMENT, with_texts

PAGE, LEAVE = "https://x.example/reports/2026-11-20/", "https://x.example/account/report/"
CLIPPED = 102 * 1024
"""Bytes from which on Gmail shows a part of the HTML alone."""


def letter(report):
    return report_mail.letter(report, page=PAGE, leave=LEAVE)


MADE = letter(sample.report())
HTML = read(MADE.html)


def test_subject_and_line_say_the_week():
    assert MADE.subject == f"Marlow & Pike: {MADE.summary}"
    assert MADE.summary.startswith("Week of 20 Nov: 62 % to reach $3.40 M (55 % last week)")


def test_the_text_stands_in_lines_under_78_columns():
    assert max(map(len, MADE.text.splitlines())) < 78
    assert "62 % to reach $3.40 M" in " ".join(MADE.text.split())
    assert f"\n{PAGE}\n" in MADE.text
    assert MADE.text.endswith(f"{LEAVE}\n")
    assert not re.search(r"\n *[%kM]\b|\N{NO-BREAK SPACE}|\N{WORD JOINER}", MADE.text)


def test_the_html_has_tables_and_inline_styles_and_nothing_from_elsewhere():
    assert not list(HTML.all("script", "style", "link", "svg", "iframe", "form", "video"))
    for element in HTML.all():
        assert not {"class", "onload", "onclick"} & element.attributes.keys()
    sources = [e.attributes["src"] for e in HTML.all("img")]
    assert all(source.startswith("cid:") for source in sources)
    assert "url(" not in MADE.html
    assert {e.attributes["href"] for e in HTML.all("a")} == {PAGE, LEAVE}


def test_the_line_for_lists_of_mails_comes_first_and_hidden():
    first = next(HTML.all("div"))
    assert first.words == MADE.summary
    assert "display:none" in first.attributes["style"]


def test_every_picture_goes_along_and_says_its_numbers():
    named = {one.cid: one for one in MADE.pictures}
    shown = [e.attributes for e in HTML.all("img")]
    assert {e["src"].removeprefix("cid:") for e in shown} == set(named)
    for image in shown:
        one = named[image["src"].removeprefix("cid:")]
        assert one.png.startswith(b"\x89PNG")
        assert image["alt"] == one.said
        assert re.search(r"\d", one.said)
    assert "Closed by 20 Nov: $1.71 M" in named["fan"].said


def test_words_have_the_ground_that_they_were_chosen_for():
    paper = next(e for e in HTML.all("td") if "background-color" in e.attributes.get("style", ""))
    assert "color:#1a1c1f" in paper.attributes["style"]
    assert MADE.summary not in paper.text
    assert "62 % to reach" in paper.words.replace("\N{NO-BREAK SPACE}", " ")


def test_it_is_600_pixels_wide_and_shrinks():
    widths = [int(e.attributes["width"]) for e in HTML.all("table", "img")
              if e.attributes.get("width", "").isdigit()]  # fmt: skip
    assert max(widths) == 600
    assert "width:100%;max-width:600px" in MADE.html


def test_a_name_with_signs_of_html_is_shown_as_text():
    assert "Tern Logistics <EU> roll-out" in HTML.text
    assert "<EU>" not in MADE.html


def test_the_same_report_gives_the_same_bytes():
    assert letter(sample.report()) == MADE


def test_a_reader_without_amounts_meets_none():
    made = letter(DEVELOPMENT)
    assert "$" not in made.subject + made.text + made.html
    assert "fan" not in {one.cid for one in made.pictures}


@pytest.mark.parametrize("seed", range(12))
def test_any_mix_of_known_and_unknown_is_written(seed):
    made = letter(Maker(seed).report())
    assert read(made.html)
    assert "None" not in re.findall(r"\w+", made.text)


def test_the_example_company_is_not_clipped_and_travels_as_one_message():
    made = letter(company.weekly())
    assert len(made.html.encode()) < CLIPPED
    message = EmailMessage()
    message["Subject"] = made.subject
    message.set_content(made.text)
    message.add_alternative(made.html, subtype="html")
    html = message.get_payload()[1]
    for one in made.pictures:
        html.add_related(one.png, "image", "png", cid=f"<{one.cid}>")
    assert len(message.as_bytes()) < 250_000


def test_each_of_two_deals_of_one_name_has_its_own_strip():
    report = sample.report()
    first, second, *others = report.deals
    alike = replace(report, deals=(first, replace(second, name=first.name), *others))
    shown = [e.attributes["src"] for e in read(letter(alike).html).all("img")]
    assert shown[1:3] == ["cid:strip0", "cid:strip1"]


def test_a_sign_that_no_xml_holds_stops_no_letter():
    named = with_texts(sample.report(), lambda old: f"{old}\v")
    assert [one.cid for one in letter(named).pictures] == [one.cid for one in MADE.pictures]
