"""Outcomes show themselves, safely and with nothing from elsewhere, and stay what they are."""

import copy
import re
from functools import cache
from html.parser import HTMLParser

import polars as pl
import pytest

import interlock
from interlock.render import parts
from tests.notebook import small

ASKED = {
    "bookings": lambda c: c.forecast("bookings"),
    "parts": lambda c: c.forecast("bookings", by="rep"),
    "deals": lambda c: c.forecast("deals"),
    "features": lambda c: c.forecast("features"),
    "drivers": lambda c: c.forecast("drivers"),
    "deals ahead": lambda c: c.deals_ahead(),
    "deal": lambda c: c.deal("D1"),
    "report": lambda c: c.report(),
    "worth": lambda c: c.worth(),
    "moved": lambda c: c.moved("2026-03-10"),
    "answer": lambda c: c.whatif(interlock.Drop("F1")),
    "plan": lambda c: c.plan(quick=True, moves=40, frozen_weeks=0),
    "comparison": lambda c: c.compare({"a": interlock.Drop("F1")}),
    "backtest": lambda c: c.backtest_deals(first="2026-02-01", last="2026-02-01", horizons=[20]),
}
VOID = {"rect", "line", "circle", "path", "polygon", "polyline", "br", "use"}


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    return interlock.open(small.write(tmp_path_factory.mktemp("small")))


@pytest.fixture(scope="module")
def outcome(company):
    """What is asked by a name, answered once."""
    return cache(lambda name: ASKED[name](company))


class Reading(HTMLParser):
    """The elements of a piece, and whether each that opens is closed in its turn."""

    def __init__(self, piece):
        super().__init__()
        self.open, self.seen, self.on = [], set(), []
        self.feed(piece)

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        self.on += [name for name, _ in attrs if name.startswith("on") or name in ("src", "href")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.seen.add(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("name", [*ASKED, "book"])
def test_a_piece_is_whole_brings_its_style_and_neither_script_nor_address(name, company, outcome):
    piece = (company if name == "book" else outcome(name))._repr_html_()
    read = Reading(piece)
    assert read.open == []
    assert "style" in read.seen
    assert not read.seen & {"script", "iframe", "link", "img", "object", "form"}
    assert read.on == []
    assert not re.search(r"url\((?!#)|@import|//[a-z]", piece)
    assert len(piece) < 60_000


def test_the_style_of_a_piece_touches_nothing_around_it(company):
    style = re.findall(r"<style>(.*?)</style>", company._repr_html_(), re.DOTALL)[0]
    style = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    heads, depth, since = [], 0, ""
    for sign in style:
        if sign == "{":
            heads += [since.strip()] if not depth else []
            depth += 1
        since = "" if sign in "{}" else since + sign
        depth -= sign == "}"
    assert depth == 0
    assert all(".interlock" in one for head in heads for one in head.split(","))
    assert ":root" not in style


def test_names_from_the_records_are_text(outcome):
    for name in ("deals", "deals ahead", "deal", "answer"):
        piece = outcome(name)._repr_html_()
        assert "<b>Sons" not in piece
        assert "&lt;b&gt;Sons" in piece


def test_an_outcome_is_reached_through_its_picture(outcome):
    answer = outcome("answer")
    assert answer.hurt == answer.value.hurt
    assert answer.birth.seed == 1
    assert {"hurt", "whole", "frame"} <= set(dir(answer))
    assert copy.copy(answer).whole == answer.whole
    with pytest.raises(AttributeError):
        _ = answer.nothing


@pytest.mark.parametrize("name", list(ASKED))
def test_an_outcome_has_words_rows_json_and_a_page(name, outcome):
    made = outcome(name)
    assert str(made).strip()
    assert isinstance(made.frame(), pl.DataFrame)
    assert made.json().startswith("{")
    assert made.page().startswith("<!doctype html>")


def test_a_frame_has_a_column_for_each_field_and_the_same_ones_without_rows(company, outcome):
    answer = outcome("answer")
    quarters = answer.frame("quarters")
    assert quarters["label"].to_list() == [one.label for one in answer.quarters]
    assert quarters["before_p50"].to_list() == [one.before.p50 for one in answer.quarters]
    hurt = answer.frame("hurt")
    assert hurt.schema["through"] == pl.List(pl.String())
    nothing = company.whatif(interlock.Amount("D1", 200000)).frame("hurt")
    assert nothing.schema == hurt.schema
    assert nothing.height == 0


def test_every_part_of_every_outcome_becomes_a_frame(outcome):
    for made in map(outcome, ASKED):
        for part in parts.parts(type(made.value)):
            assert made.frame(part).height == len(getattr(made, part))


def test_nothing_to_show_says_what_to_do(tmp_path):
    (tmp_path / "deals.csv").write_text(
        "id,outcome,created_on,closed_on\nD1,won,2026-01-05,2026-02-01\n"
    )
    company = interlock.open(tmp_path)
    for what, said in (("deals", "No deal is open"), ("features", "No unfinished feature"),
                       ("drivers", "Nothing is known")):  # fmt: skip
        assert said in company.forecast(what)._repr_html_()
    assert "No deal is open" in company.deals_ahead()._repr_html_()
    assert "No open deal needs" in company.worth()._repr_html_()
