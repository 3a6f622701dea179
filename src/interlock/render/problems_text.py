"""Problems as text: alike ones together, with where they stand and what to do about them."""

from collections.abc import Iterable

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
    groups: dict[tuple[str, ...], list[Problem]] = {}
    for problem in found:
        kind = (problem.what, problem.allowed, problem.remedy)
        groups.setdefault((problem.file, problem.column or "", *kind), []).append(problem)
    parts = [_read(sources)] if sources else []
    parts += [_group(alike) for alike in list(groups.values())[:GROUPS_SHOWN]]
    if len(groups) > GROUPS_SHOWN:
        parts.append(f"and {words.count(len(groups) - GROUPS_SHOWN, 'more kind')} of problem")
    if unrecognised:
        parts.append(f"Not recognised, and left alone: {', '.join(unrecognised)}")
    return "\n".join([*parts, _count(found)])


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


def _group(alike: list[Problem]) -> str:
    first = alike[0]
    column = f", column {first.column}" if first.column else ""
    lines = [f"{first.file}{column}: {first.what}"]
    where = [_where(problem) for problem in alike]
    lines += [f"    {said}" for said in where[:LINES_SHOWN] if said]
    if len(alike) > LINES_SHOWN:
        lines.append(f"    and {len(alike) - LINES_SHOWN:,} more")
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
    rows = len({(p.file, p.line) for p in found if p.row_left_out})
    return f"{told} in {words.count(len(files), 'file')}; {words.count(rows, 'row')} left out"
