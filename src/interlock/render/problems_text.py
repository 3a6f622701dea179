"""Problems as text: alike ones together, with where they stand and what to do about them."""

from collections.abc import Iterable, Sequence

from interlock.records.brought import ProblemGroup
from interlock.records.problems import Problem, Source
from interlock.records.reading import Reading
from interlock.render import words

LINES_SHOWN = 5
GROUPS_SHOWN = 40


def of_reading(reading: Reading) -> str:
    """What was read as what, everything that is wrong with it, and the count at the end."""
    return problems(reading.problems, reading.unrecognised, reading.book.sources)


def of_problems(found: Iterable[Problem]) -> str:
    """The problems alone."""
    return problems(tuple(found), (), ())


def problems(
    found: tuple[Problem, ...], unrecognised: tuple[str, ...], sources: tuple[Source, ...]
) -> str:
    """Grouped by file, column and kind, at most five lines of each; last the count."""
    groups = alike(found)
    parts = [_read(sources)] if sources else []
    parts += [_group(some) for some in groups[:GROUPS_SHOWN]]
    if len(groups) > GROUPS_SHOWN:
        parts.append(f"and {words.count(len(groups) - GROUPS_SHOWN, 'more kind')} of problem")
    if unrecognised:
        parts.append(f"Not recognised, and left alone: {', '.join(unrecognised)}")
    return "\n".join([*parts, _count(found)])


def alike(found: Iterable[Problem]) -> list[list[Problem]]:
    """Problems of one kind in one column of one file together, in the order of their first."""
    groups: dict[tuple[str, ...], list[Problem]] = {}
    for problem in found:
        kind = (problem.what, problem.allowed, problem.remedy)
        groups.setdefault((problem.file, problem.column or "", *kind), []).append(problem)
    return list(groups.values())


def group(some: Sequence[Problem]) -> ProblemGroup:
    """Problems that are alike as one, with the first lines."""
    one = some[0]
    first = tuple((problem.line, problem.value) for problem in some[:LINES_SHOWN])
    return ProblemGroup(
        one.file, one.column or "", one.what, one.allowed, one.remedy, len(some), first
    )


def rows_left_out(found: Iterable[Problem]) -> int:
    """How many rows are not taken for them."""
    return len({(one.file, one.line) for one in found if one.row_left_out})


def _read(sources: tuple[Source, ...]) -> str:
    lines = ["Read:"]
    for source in sources:
        tables = f" ({', '.join(source.tables)})" if source.tables else ""
        lines.append(f"  {source.file}: {source.kind}{tables}, {words.count(source.rows, 'row')}")
        if source.why:
            lines.append(f"    {source.why}")
        if source.columns_unread:
            lines.append(f"    columns not read: {', '.join(source.columns_unread)}")
    return "\n".join(lines)


def _group(some: list[Problem]) -> str:
    first = some[0]
    column = f", column {first.column}" if first.column else ""
    lines = [f"{first.file}{column}: {first.what}"]
    where = [_where(problem) for problem in some]
    lines += [f"    {said}" for said in where[:LINES_SHOWN] if said]
    if len(some) > LINES_SHOWN:
        lines.append(f"    and {len(some) - LINES_SHOWN:,} more")
    if first.allowed:
        lines.append(f"    allowed: {first.allowed}")
    if first.remedy:
        lines.append(f"    what to do: {first.remedy}")
    return "\n".join(lines)


def _where(problem: Problem) -> str:
    line = f"line {problem.line:,}" if problem.line is not None else ""
    value = repr(problem.value) if problem.value is not None else ""
    return ": ".join(part for part in (line, value) if part)


def _count(found: tuple[Problem, ...]) -> str:
    if not found:
        return "No problems found."
    told = words.count(len(found), "problem")
    files = {problem.file for problem in found}
    if all(file.startswith("table ") for file in files):
        return f"{told}."
    rows = rows_left_out(found)
    return f"{told} in {words.count(len(files), 'file')}; {words.count(rows, 'row')} left out"
