"""The bar of a caller and the steps of their calls: every mark where its amount is."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from interlock.records.calls import CallRow, CategorySums, Said, Scope, ScopeFigures, Sum
from interlock.records.report import Range
from interlock.render import call_bar, call_rows, call_steps

HELD = Range(60, 30, 40, 50, 60, 70, 80, 90)
FIGURES = ScopeFigures(
    Scope("rep", "Ana"), Decimal(20), 1, HELD, 100.0, 0.03,
    (CategorySums("commit", Sum(2, 30.0, HELD), Sum(2, 50.0, HELD)),),
)  # fmt: skip
DAY = date(2026, 11, 16)
SAID = Said("Ana", "rep", "", "commit", Decimal(70), DAY, "signed", Decimal(65), is_new=True)
INSTEAD = Said("Mo", "manager", "Ana", "commit", Decimal(55), DAY, "late", None, is_new=True)
ROW = CallRow("Ana", "rep", FIGURES, {"commit": SAID}, {"commit": INSTEAD}, 0)


def mark(drawn, kind):
    return next(part for part in re.findall(r"<\w+ [^>]*>", drawn) if f'class="{kind}"' in part)


def number(part, name):
    return float(re.search(rf' {name}="([\d.]+)', part)[1])


def test_every_mark_stands_at_its_amount_on_the_scale_of_the_table():
    """From 6 to 234 px for 0 to 200: 1.14 px each."""
    drawn = call_bar.bar(ROW, 200.0, category="commit", currency="USD")
    at = [
        number(mark(drawn, "closed"), "width"),
        number(mark(drawn, "stated"), "width"),
        number(mark(drawn, "model"), "x1") - 6,
        number(mark(drawn, "model"), "x2") - 6,
        number(mark(drawn, "target"), "x1") - 6,
        number(mark(drawn, "said"), "points") - 6,
        number(mark(drawn, "instead"), "points") - 6,
    ]
    amounts = (20, 30, 40, 80, 100, 70, 55)
    assert at == pytest.approx([1.14 * amount for amount in amounts], abs=0.06)


def test_the_scale_ends_at_the_largest_figure_of_its_rows():
    assert call_bar.reach([ROW]) == 100.0
    assert call_bar.reach([ROW, replace(ROW, figures=None, adjusted={})]) == 100.0
    assert call_bar.reach([]) == 0.0
    assert (
        call_bar.bar(replace(ROW, figures=None), 100.0, category="commit", currency="USD") is None
    )


def test_a_cell_says_the_call_how_it_moved_and_what_is_said_instead():
    cell = call_rows.cell(ROW, "commit", currency="USD")
    assert (cell["said"], cell["moved"]) == ("$70.0", "+$5.00 since last week")
    assert (cell["instead"]["amount"], cell["instead"]["is_older"]) == ("$55.0", False)
    assert (cell["crm"], cell["crm_single"], cell["model"]) == (
        "$50.0", "$30.0 in 2 deals", "$40 to 80",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("before", "is_new", "moved"),
    [(Decimal(70), True, "as last week"), (None, True, ""), (Decimal(5), False, "")],
)
def test_only_a_call_of_this_week_has_moved(before, is_new, moved):
    row = replace(ROW, said={"commit": replace(SAID, before=before, is_new=is_new)})
    assert call_rows.cell(row, "commit", currency="USD")["moved"] == moved


def test_calls_are_steps_that_hold_until_the_next():
    said = {"commit": [(date(2026, 10, 5), Decimal(50)), (date(2026, 11, 4), Decimal(100))]}
    drawn = call_steps.steps(
        said, [], first=date(2026, 10, 1), last=date(2026, 12, 31), today=date(2026, 11, 20),
        target=None, currency="USD", name="Ana",
    )  # fmt: skip
    path = re.search(r'class="call c0" points="([^"]+)"', drawn)[1].split(" ")
    days, levels = zip(*(map(float, one.split(",")) for one in path), strict=True)
    assert levels[0] == levels[1] > levels[2] == levels[3]
    assert days[1] == days[2]
    assert (days[3] - days[0]) / (days[1] - days[0]) == pytest.approx(46 / 30, abs=0.01)
    assert call_steps.steps(
        {}, [], first=DAY, last=DAY, today=DAY, target=None, currency="USD", name="Ana"
    ) is None  # fmt: skip
