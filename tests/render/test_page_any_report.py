"""Any report can be rendered: odd names, nothing known, amounts hidden."""

import dataclasses
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.records.report import Reader, WeeklyReport
from interlock.render import page, text
from tests.laws.reports import Maker
from tests.render import sample
from tests.render.reading_pages import read

MARKED = "<b>&\"'</b>"


def with_texts(value, say):
    """The same value with every name and sentence replaced."""
    if isinstance(value, str):
        return say(value)
    if isinstance(value, tuple):
        return tuple(with_texts(part, say) for part in value)
    if dataclasses.is_dataclass(value):
        names = [f.name for f in dataclasses.fields(value)]
        return replace(value, **{n: with_texts(getattr(value, n), say) for n in names})
    return value


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"])))
def test_any_text_in_a_name_is_shown_as_text(name):
    told = page.render(with_texts(sample.report(), lambda old: f"{old[:1]}{name}{MARKED}"))
    assert "<b>&" not in told
    assert read(told)


def test_texts_are_shown_as_they_are_written():
    marked = with_texts(sample.report(), lambda old: old + MARKED)
    assert "Halyard Bank platform" + MARKED in read(page.render(marked)).text


@pytest.mark.parametrize("seed", range(40))
def test_any_mix_of_known_and_unknown_is_rendered(seed):
    report = Maker(seed).report()
    root = read(page.render(report))
    assert "None" not in re.findall(r"\w+", root.text)
    assert text.summary(report)


def hidden(value):
    """Every amount and every range of amounts gone, as the engine hands it to development."""
    names = {
        "target", "p_target", "closed", "forecast", "open_amount", "expected_new", "amount",
        "exposed", "at_risk", "closes_anyway", "costs", "delay_costs", "buys", "balance",
        "calls", "categories", "adds", "to_ranking", "movable", "brings",
    }  # fmt: skip
    gone = {"bridge", "movers", "fan", "closed_path", "questions", "firm"}
    if isinstance(value, tuple):
        return tuple(hidden(part) for part in value)
    if not dataclasses.is_dataclass(value):
        return value
    return replace(
        value,
        **{
            f.name: None if f.name in names else () if f.name in gone else hidden(v)
            for f in dataclasses.fields(value)
            for v in [getattr(value, f.name)]
        },
    )


DEVELOPMENT: WeeklyReport = replace(hidden(sample.report()), reader=Reader("development"))


def test_a_reader_without_amounts_meets_no_money_and_no_empty_column():
    told = page.render(DEVELOPMENT)
    root = read(told)
    assert "$" not in told
    assert not re.search(r"\d [kM]\b", root.text)
    heads = {th.words for th in root.all("th")}
    assert not heads & {"Amount", "Exposed", "At risk", "Closes anyway", "Forecast", "Target"}
    assert "$" not in text.summary(DEVELOPMENT)


def test_a_reader_without_amounts_still_sees_odds_dates_and_promises():
    words = read(page.render(DEVELOPMENT)).words
    for said in ("26 to 33 deals won", "70 % → 29 %", "by 1 Dec 22 %", "Send the security answers"):
        assert said in words.replace("\u00a0", " ")


def test_every_row_of_a_table_is_as_wide_as_its_head():
    for report in (sample.report(), DEVELOPMENT):
        for table in read(page.render(report)).all("table"):
            widths = {
                sum(int(c.attributes.get("colspan", 1)) for c in row.all("th", "td"))
                for row in table.all("tr")
                if not any(True for _ in row.all("table"))
            }
            assert len(widths) == 1
