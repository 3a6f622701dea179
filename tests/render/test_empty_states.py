"""An empty part says what it will show and what to do."""

import csv
import io
from dataclasses import replace

import pytest

from interlock.records.report import Strip
from interlock.render import links, page
from tests.render import sample
from tests.render.reading_pages import read, section

BARE = read(page.render(sample.bare()))


@pytest.mark.parametrize(
    ("where", "remedy"),
    [
        ("quarter", "Add an export of your CRM"),
        ("deals", "add an export of your CRM"),
        ("features", "add an export of your tracker"),
        ("drops", "needs.csv"),
        ("other-side", "needs the records of both sides"),
        ("promises", "promises.csv"),
    ],
)
def test_each_empty_section_says_what_it_shows_and_what_to_do(where, remedy):
    words = section(BARE, where).words
    assert "Here stand" in words
    assert remedy in words


def unlinked():
    report = sample.report()
    quiet = Strip(sample.AS_OF, (0.1,), (0.1,), (0.0,), ())
    return replace(
        report,
        deals=tuple(replace(d, waits_for="", holds=(), strip=quiet) for d in report.deals),
        features=tuple(replace(f, deals=0) for f in report.features),
        drops=(),
    )


def test_without_links_the_three_line_file_to_write_is_given():
    root = read(page.render(unlinked()))
    code = next(section(root, "features").all("pre")).text
    rows = list(csv.reader(io.StringIO(code.strip())))
    assert rows == [
        ["deal", "feature", "strength"],
        ["006A1", "PAY-31", "dealbreaker"],
        ["006A2", "PAY-77", "important"],
    ]


def test_with_links_no_file_is_asked_for():
    assert "needs.csv" not in page.render(replace(sample.report(), questions=()))


def test_names_with_commas_are_quoted_in_the_file():
    report = unlinked()
    odd = replace(report.deals[0], id='A, "B"')
    written = links.needs_file(replace(report, deals=(odd,)))
    assert next(iter(list(csv.reader(io.StringIO(written)))[1:]))[0] == 'A, "B"'


def test_without_last_week_the_page_says_what_it_would_take():
    report = sample.report()
    alone = replace(report, quarter=replace(report.quarter, last_week=None, movers=()))
    words = section(read(page.render(alone)), "quarter").words
    assert "It needs last week's state of the deals" in words


def test_without_a_target_the_forecast_stands_largest_and_the_way_out_is_named():
    report = sample.report()
    none = replace(report, quarter=replace(report.quarter, target=None, p_target=None))
    quarter = section(read(page.render(none)), "quarter")
    big = next(e for e in quarter.all("p") if e.attributes.get("class") == "big")
    assert big.words == "$3.52 M"
    assert "company.toml" in quarter.words


def test_notes_stand_above_the_figures_and_end_in_a_full_stop():
    report = replace(sample.report(), notes=("Not enough history: 5 closed deals", "b", "c"))
    words = section(read(page.render(report)), "quarter").words
    assert words.index("Not enough history: 5 closed deals.") < words.index("chance of reaching")
    assert "1 more note" in words
