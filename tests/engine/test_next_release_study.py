"""The study of the next release reads the public format and answers by its command line."""

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
SMALL = """2
3
2 3 0
2
4 2
2
1 4
4 5
3
14 2 4 1
7 2 1 2
5 1 5
"""
"""Item 4 needs 1 and item 5 needs 4, so customers want 6, 5 and 8 of work."""


@pytest.fixture
def study(monkeypatch):
    monkeypatch.syspath_prepend(BENCHMARKS)
    import next_release

    return next_release


@pytest.fixture
def file(tmp_path):
    def written(text: str = SMALL, name: str = "small.txt") -> str:
        (tmp_path / name).write_text(text)
        return str(tmp_path / name)

    return written


@pytest.fixture
def answers(study, capsys):
    def asked(*given: str) -> list[dict]:
        study.main([*given, "--json"])
        return json.loads(capsys.readouterr().out)

    return asked


def test_each_file_and_ratio_has_an_object_with_value_cost_bound_and_proof(answers, file):
    found = answers(file(), "--ratio", "0.5", "0.7")
    for row in found:
        assert row.pop("seconds") > 0
        assert row.pop("cpu_seconds") >= 0
    # 5.5 and 7.7 of 11.
    assert found == [
        {
            "instance": "small",
            "ratio": 0.5,
            "budget": 6,
            "value": 14,
            "cost": 6,
            "bound": 14,
            "proven": True,
        },
        {
            "instance": "small",
            "ratio": 0.7,
            "budget": 8,
            "value": 19,
            "cost": 8,
            "bound": 19,
            "proven": True,
        },
    ]


@pytest.mark.parametrize(
    ("ratio", "budget"), [("0", 0), ("0.5", 6), ("0.49", 5), ("0.7", 8), ("1", 11), ("2.5", 28)]
)
def test_half_a_unit_of_budget_is_rounded_up(answers, file, ratio, budget):
    assert answers(file(), "--ratio", ratio)[0]["budget"] == budget


def test_a_share_is_taken_as_it_is_written(study):
    problem = study.Problem("605", np.array([605]), (), np.array([1]), ((0,),))
    assert problem.budget(Fraction("0.7")) == 424


def test_the_solution_is_in_the_ids_of_the_file(answers, file):
    row = answers(file(), "--ratio", "0.7", "--solution")[0]
    assert (row["customers"], row["items"]) == ([1, 3], [1, 4, 5])


def test_the_front_has_every_cost_that_brings_more(answers, file):
    row = answers(file(), "--front")[0]
    assert row.pop("seconds") > 0
    assert (row["instance"], row["gap"]) == ("small", 0.0)
    assert row["points"] == [[0, 0], [5, 7], [6, 14], [8, 19], [9, 21], [11, 26]]


def test_the_hull_has_the_corners_of_the_front(answers, file):
    row = answers(file(), "--hull")[0]
    assert (row["instance"], row["points"], row["gap"]) == (
        "small",
        [[0, 0], [8, 19], [11, 26]],
        0.0,
    )


def test_customers_who_want_nothing_or_what_costs_nothing_pay_at_any_budget(answers, file):
    free = file("1 2\n0 4\n0\n3\n5 0\n6 2 1 1\n7 1 2\n")
    assert answers(free, "--ratio", "0")[0]["value"] == 11
    assert answers(free, "--front")[0]["points"] == [[0, 11], [4, 18]]


def test_items_that_need_each_other_in_a_circle_are_built_together(answers, file):
    circle = file("1 3\n2 2 2\n3\n1 2\n2 3\n3 1\n1\n9 1 1\n")
    assert [row["value"] for row in answers(circle, "--ratio", "0.9", "1")] == [0, 9]


def test_the_table_has_a_line_for_each_answer(study, file, capsys):
    study.main([file(), "--ratio", "0.5", "0.7"])
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.split()[:4] == ["instance", "ratio", "budget", "value"]
    assert len(lines) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "small.txt: ends after line 0, where how many levels there are is expected"),
        ("1\n2\n3", "ends after line 3, where the cost of item 2 of level 1 is expected"),
        ("1\n1\n-3", "line 3: '-3' is not the cost of item 1 of level 1: a whole number from 0 to"),
        (
            "1\n1\n3\n1\n1 2",
            "line 5: '2' is not what needs it in dependency 1: a whole number from 1 to 1",
        ),
        (
            "1\n1\n3\n0\n1\n5 1 0",
            "line 6: '0' is not request 1 of customer 1: a whole number from 1 to 1",
        ),
        ("1\n1\n3\n0\n1\n2.5 1 1", "'2.5' is not the profit of customer 1"),
        (SMALL + "8\n", "line 13: '8' follows the last customer, where the file ends"),
    ],
)
def test_a_file_that_is_not_in_the_format_says_where_and_what_is_expected(
    study, file, capsys, text, said
):
    with pytest.raises(SystemExit) as stopped:
        study.main([file(text)])
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err


def test_all_files_that_cannot_be_read_are_named(study, file, capsys, tmp_path):
    with pytest.raises(SystemExit):
        study.main([file("x", "bad.txt"), file(), str(tmp_path / "none.txt")])
    said = capsys.readouterr().err
    assert "bad.txt, line 1: 'x' is not how many levels there are" in said
    assert "none.txt: cannot be read" in said
    assert "small.txt" not in said


@pytest.mark.parametrize("given", [["--ratio", "-0.1"], ["--ratio", "x"], ["--seconds", "0"]])
def test_what_is_no_ratio_or_time_is_refused(study, given):
    with pytest.raises(SystemExit) as stopped:
        study.main(given)
    assert stopped.value.code == 2


def test_made_up_problems_are_the_same_for_the_same_seed_and_solved_as_by_highs(study):
    from peers import next_release_made, selection_solvers

    made = next_release_made.flat(60, 25, seed=3)
    again = next_release_made.flat(60, 25, seed=3)
    assert (made.requested, made.costs.tolist()) == (again.requested, again.costs.tolist())
    ours, _ = study.answered(made, Fraction("0.4"), study.ours)
    highs, _ = study.answered(made, Fraction("0.4"), selection_solvers.highs, seconds=20)
    assert (ours["value"], ours["proven"], highs["proven"]) == (highs["value"], True, True)


def test_items_of_made_up_layers_need_items_of_earlier_ones(study):
    from peers import next_release_made

    made = next_release_made.layered(1, seed=2)
    ends = np.cumsum(next_release_made.LEVELS)
    level = np.searchsorted(ends, np.arange(ends[-1]), side="right")
    assert len(made.costs) == 620
    assert all(level[later] > level[item] for later, item in made.needs)
