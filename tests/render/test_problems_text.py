"""Problems as text: grouped when many, with where, what, what is allowed and what to do."""

from interlock.records.problems import Problem, Source
from interlock.render.problems_text import of_problems, problems

DATE = {
    "file": "Opportunity.csv", "what": "not a day", "column": "CloseDate",
    "allowed": "days such as 2026-11-20", "remedy": "name the form in date_format",
}  # fmt: skip


def dates(lines):
    return tuple(Problem(line=line, value=f"{line}/x", row_left_out=True, **DATE) for line in lines)


def test_a_problem_says_where_what_allowed_and_remedy():
    assert of_problems(dates([17])) == (
        "Opportunity.csv, column CloseDate: not a day\n"
        "    line 17: '17/x'\n"
        "    allowed: days such as 2026-11-20\n"
        "    what to do: name the form in date_format\n"
        "1 problem in 1 file; 1 row left out"
    )


def test_alike_problems_are_grouped_after_five_lines():
    told = of_problems(dates(range(2, 419))).splitlines()
    assert told[1:7] == [*(f"    line {n}: '{n}/x'" for n in range(2, 7)), "    and 412 more"]
    assert told[-1] == "417 problems in 1 file; 417 rows left out"


def test_a_row_with_two_problems_is_left_out_once():
    other = Problem(file="Opportunity.csv", what="no id", line=17, row_left_out=True)
    told = of_problems((*dates([17]), other))
    assert told.endswith("2 problems in 1 file; 1 row left out")


def test_a_problem_of_the_whole_file_has_no_line():
    told = of_problems([Problem(file="a.csv", what="no header")])
    assert told.splitlines() == ["a.csv: no header", "1 problem in 1 file; 0 rows left out"]


def test_files_not_recognised_and_columns_not_read_are_named():
    sources = (Source("jira.csv", "Jira", ("items",), 4342, "header", ("Votes", "Rank")),)
    assert problems((), ("notes.txt",), sources) == (
        "Read:\n"
        "  jira.csv: Jira (items), 4,342 rows\n"
        "    header\n"
        "    columns not read: Votes, Rank\n"
        "Not recognised, and left alone: notes.txt\n"
        "No problems found."
    )


def test_very_many_kinds_are_counted_and_not_all_told():
    many = [Problem(file=f"{n}.csv", what="no header") for n in range(50)]
    told = of_problems(many)
    assert "and 10 more kinds of problem" in told
    assert told.endswith("50 problems in 50 files; 0 rows left out")
