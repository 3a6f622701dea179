"""What says how much a promise is worth is said with what it rests on, wherever that counts."""

import pytest

from interlock.records.promise_check import PromiseCheck
from interlock.render import page, promise_check
from tests.render.sample import report

OPEN = PromiseCheck(True, 84, 20, 0.15, 0.2012, 3.1)
SHUT = PromiseCheck(False, 23, 20, 0.246, 0.245, -0.03)
FEW = PromiseCheck(False, 1, 20)


@pytest.mark.parametrize(
    ("made", "counts", "rests"),
    [
        (OPEN, "A promise counts by the odds", "84 settled promises"),
        (SHUT, "A promise counts by the share", "23 settled promises"),
        (FEW, "A promise counts by the share", "1 settled promise, of 20 needed"),
    ],
)
def test_it_says_which_figure_counts_and_on_how_many_promises_that_rests(made, counts, rests):
    said = promise_check.says(made)
    assert said.startswith(counts)
    assert rests in said


@pytest.mark.parametrize(("made", "scores"), [(OPEN, "0.150"), (SHUT, "0.246")])
def test_both_scores_are_told(made, scores):
    said = promise_check.says(made)
    assert f"scored {scores}, that share {made.share:.3f}" in said


def test_the_report_says_it_in_its_small_print():
    print_ = page.render(report()).partition('id="small-print"')[2]
    assert "23 settled promises" in print_.replace("\N{NO-BREAK SPACE}", " ")
