"""The report as Markdown for chat tools and blogs: headings, paragraphs and lists, no more, which
every dialect understands.
"""

import re
from typing import Any

from interlock.records.report import WeeklyReport
from interlock.render import (
    glance,
    report_blocks,
    report_brief,
    report_print,
    report_sections,
    words,
)
from interlock.render.report_blocks import (
    Glance,
    Part,
    Pictures,
    Points,
    Row,
    Section,
    Table,
    Words,
)

_MARKS = re.compile(r"([\\`*_\[\]<>&~|])")
_BEGINS = re.compile(r"^(\d+)([.)])|^([#+=>~-])")


def render(report: WeeklyReport, *, page: str = "") -> str:
    """The whole report for its reader; ``page`` is the address where it stands, if anywhere."""
    birth = report.birth
    simulated = " (simulated company)" if report.simulated else ""
    parts = [
        f"# {plain(report.company)}: weekly report of {words.full_day(birth.as_of)}{simulated}",
        f"For {plain(glance.reader(report.reader))}.",
        _list(report_brief.lines(report)),
        *(_section(section) for section in report_sections.sections(report)),
        plain(report_print.born(birth)),
        f"[The whole report](<{page}>)" if page else "",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def plain(text: str) -> str:
    """``text`` as it stands: none of its signs is taken for Markdown's."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def begun(text: str) -> str:
    """``text``, its other signs escaped, where a line begins: a figure or a dash there could make
    it an item of a list.
    """
    return _BEGINS.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", text)


def _line(text: str) -> str:
    return begun(plain(text))


def _section(section: Section) -> str:
    of = f" ({plain(section.of)})" if section.of else ""
    is_print = section.id == "small-print"
    blocks = [one for one in section.blocks if not (is_print and isinstance(one, Part))]
    return f"## {plain(section.title)}{of}\n\n{_blocks(tuple(blocks))}"


def _blocks(blocks: tuple[Any, ...]) -> str:
    said = [_WRITTEN[type(one)](one) for one in blocks]
    return "\n\n".join(part for part in said if part)


def _words(one: Words) -> str:
    if one.kind == "legend":
        return ""
    said = _line(one.text)
    return f"**{said}**" if one.kind == "lead" else f"> {said}" if one.kind == "note" else said


def _points(one: Points) -> str:
    return _list(one.lines)


def _list(lines: tuple[tuple[str, str], ...]) -> str:
    return "\n".join(f"- {_headed(head, text)}" for head, text in lines)


def _headed(head: str, text: str) -> str:
    return f"**{plain(head)}**: {plain(text)}" if head else _line(text)


def _part(one: Part) -> str:
    of = f" ({plain(one.of)})" if one.of else ""
    return f"### {plain(one.title)}{of}\n\n{_blocks(one.blocks)}"


def _glance(one: Glance) -> str:
    was = f"({one.was})" if one.was else ""
    facts = [
        (fact.name, f"{fact.value}{f' ({fact.sub})' if fact.sub else ''}") for fact in one.facts
    ]
    drawn = _line(one.picture.about) if one.picture else ""
    said = [_line(f"{one.figure} {one.under} {was}"), _list(tuple(facts)), drawn]
    return "\n\n".join(part for part in said if part)


def _pictures(one: Pictures) -> str:
    """What drawings over the whole width say under their name; others repeat their table."""
    return "\n\n".join(_line(picture.caption) for picture in one.pictures if one.wide)


def _table(one: Table) -> str:
    rows = [f"- {_row(one, row)}" for row in one.rows[: one.most]]
    left = report_blocks.more(one, one.most, "on the page")
    return "\n".join(rows) + (f"\n\n{left}" if left else "")


def _row(table: Table, row: Row) -> str:
    sub = f" ({plain(row.sub)})" if row.sub else ""
    told = report_blocks.told(table, row)
    below = "".join(f"\n  {_line(line)}" for line in row.below[:1])
    return f"**{plain(row.name)}**{sub}{': ' if told else ''}{plain('; '.join(told))}{below}"


_WRITTEN: dict[type, Any] = {
    Words: _words,
    Points: _points,
    Part: _part,
    Glance: _glance,
    Pictures: _pictures,
    Table: _table,
}
