"""What the weekly report says of a better order, in each form, and without amounts."""

from dataclasses import replace

import pytest

from interlock.engine.readers import for_reader
from interlock.records.planning import Gain
from interlock.records.report import Reader
from interlock.render import page, report_brief, report_markdown, report_sections, text
from tests.render import sample, sample_report_plan
from tests.render.reading_pages import read

REPORT = sample.report()
PLAN = sample_report_plan.section()
NOISE = Gain(900.0, 800.0, -4_000.0, 6_000.0, 0.6)


def plain(said):
    return " ".join(said.replace("\N{NO-BREAK SPACE}", " ").replace("\N{WORD JOINER}", "").split())


def section(report):
    every = read(page.render(report)).all("section")
    return next((e for e in every if e.attributes.get("id") == "plan"), None)


def words(report=REPORT):
    return plain(section(report).text)


def test_what_another_order_brings_is_told_against_both_others():
    assert (
        "Another order of features brings +$61.2 k of expected bookings until 30 Sep 2027 against "
        "the order as is, 17.1 % of what features can move ($38 to 83 k in 8 of 10 cases); "
        "+$5.67 k against ranking features by revenue named."
    ) in words()


def test_changes_and_the_edge_of_the_line_are_named():
    said = words()
    assert "Changes that matter most 3 of 18" in said
    assert "Offline <mode> to place 4 of Mobile, was 15 +$8.35 k" in said
    assert "Bulk edit to place 12 of its queue, was 3" in said
    assert "Just below the line 1 of 10" in said
    assert "Print view Core in time in 42 % of cases $6.20 k" in said


def test_where_the_usual_ranking_would_do_that_is_said():
    made = replace(REPORT, plan=replace(PLAN, to_ranking=NOISE))
    assert "; ranking features by revenue named would do as well." in words(made)


def test_noise_is_nothing_worth_changing():
    made = replace(REPORT, plan=replace(PLAN, is_worth=False, adds=NOISE, changes=()))
    said = words(made)
    assert "Nothing worth changing: no order was found that brings more than noise" in said
    assert "Changes that matter" not in said


@pytest.mark.parametrize(
    "reader", [Reader("development"), Reader("person", "Ana Lim", "sales"), Reader("person", "Dan")]
)
def test_who_sees_no_amounts_of_all_reads_the_changes_alone(reader):
    seen = for_reader(REPORT, reader)
    said = words(seen)
    assert "$" not in said
    assert "Audit log to place 2 of Core, was 9" in said
    assert [one.feature for one in seen.plan.changes] == ["F7", "F4", "F9"]


def test_every_form_has_it_and_no_form_without_a_plan():
    without = replace(REPORT, plan=None)
    assert (
        "The plan: +$61.2 k against the order as is, most by Audit log to place 2 of Core, was 9"
    ) in text.summary(REPORT)
    assert "The plan" not in text.summary(without)
    forms = (
        lambda report: plain(report_markdown.render(report)),
        lambda report: plain(str(report_brief.sections(report))),
        lambda report: plain(str(report_sections.sections(report))),
    )
    for form in forms:
        assert "to place 2 of Core, was 9" in form(REPORT)
        assert "Another order of features" not in form(without)
    assert section(without) is None


def test_sections_are_numbered_as_they_stand():
    for report in (REPORT, replace(REPORT, plan=None), replace(REPORT, plan=None, customers=None)):
        heads = read(page.render(report)).all("h2")
        numbers = [int(plain(head.text).split()[0]) for head in heads]
        assert numbers == list(range(1, len(numbers) + 1))
