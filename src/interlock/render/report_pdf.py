"""The weekly report on paper: a tagged PDF, A4 or Letter; the same report gives the same bytes."""

from typing import Any

from interlock.records.report import WeeklyReport
from interlock.render import (
    glance,
    picture_alone,
    report_blocks,
    report_print,
    report_sections,
    typesetting,
    words,
)
from interlock.render.report_blocks import (
    Cell,
    Glance,
    Part,
    Picture,
    Pictures,
    Points,
    Row,
    Section,
    Table,
    Words,
)

PAPERS = {"a4": "a4", "letter": "us-letter"}
TEMPLATE = "report.typ"
ROWS = 24
"""A longer table is cut on paper; the page has all of it."""


def render(report: WeeklyReport, *, paper: str = "a4") -> bytes:
    """The whole report for its reader on ``paper``, one of ``PAPERS``."""
    return typesetting.pdf(TEMPLATE, told(report, paper=paper), made_on=report.birth.as_of)


def told(report: WeeklyReport, *, paper: str) -> dict[str, Any]:
    """What the template is given: plain values, all that is said in words."""
    birth = report.birth
    return {
        "paper": PAPERS[paper],
        "colours": {name.strip("-"): value for name, value in picture_alone.colours().items()},
        "company": report.company,
        "title": f"{report.company}: weekly report of {words.full_day(birth.as_of)}",
        "facts": _facts(report),
        "simulated": report.simulated,
        "foot": _tied(report_print.born(birth)),
        "sections": [_section(one) for one in report_sections.sections(report)],
    }


def _facts(report: WeeklyReport) -> list[str]:
    as_of, quarter = report.birth.as_of, report.quarter
    said = [f"for {glance.reader(report.reader)}", f"as of {words.full_day(as_of)}"]
    if quarter is not None:
        now, whole = glance.week(quarter, as_of)
        said.append(f"{quarter.label}, week {now} of {whole}")
    return [_tied(one) for one in said]


def _section(section: Section) -> dict[str, Any]:
    return {"title": section.title, "of": _tied(section.of), "blocks": _blocks(section.blocks)}


def _blocks(blocks: tuple[Any, ...]) -> list[dict[str, Any]]:
    return [{"kind": type(one).__name__.lower(), **_WRITTEN[type(one)](one)} for one in blocks]


def _words(one: Words) -> dict[str, Any]:
    return {"text": _tied(one.text), "as": one.kind}


def _points(one: Points) -> dict[str, Any]:
    return {"lines": [[_tied(head), _tied(text)] for head, text in one.lines]}


def _part(one: Part) -> dict[str, Any]:
    return {"title": one.title, "of": _tied(one.of), "blocks": _blocks(one.blocks)}


def _glance(one: Glance) -> dict[str, Any]:
    return {
        "figure": _tied(one.figure),
        "under": [_tied(line) for line in (one.under, one.was) if line],
        "facts": [[_tied(part) for part in (f.name, f.value, f.sub)] for f in one.facts],
        "picture": _picture(one.picture),
    }


def _pictures(one: Pictures) -> dict[str, Any]:
    return {"wide": one.wide, "pictures": [_picture(picture) for picture in one.pictures]}


def _picture(one: Picture | None) -> dict[str, Any]:
    if one is None:
        return {}
    alone = picture_alone.alone(one.svg)
    return {"svg": alone, "said": _tied(one.said), "caption": _tied(one.caption)}


def _table(one: Table) -> dict[str, Any]:
    shown = max(ROWS, one.most)
    return {
        "first": one.first,
        "share": one.share,
        "columns": [
            {"name": _tied(c.name), "number": c.is_number, "share": c.share} for c in one.columns
        ],
        "rows": [_row(row) for row in one.rows[:shown]],
        "more": report_blocks.more(one, shown, "on the page"),
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "name": row.name,
        "sub": _tied(row.sub),
        "cells": [_cell(cell) for cell in row.cells],
        "below": [_tied(line) for line in row.below],
        "level": row.is_level,
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {"text": _tied(cell.text), "sub": _tied(cell.sub), "picture": _picture(cell.picture)}


def _tied(text: str) -> str:
    """Figures kept beside their units, and what odds were beside what they are."""
    return words.tied(text).replace(" → ", "\N{NO-BREAK SPACE}→\N{NO-BREAK SPACE}")


_WRITTEN: dict[type, Any] = {
    Words: _words,
    Points: _points,
    Part: _part,
    Glance: _glance,
    Pictures: _pictures,
    Table: _table,
}
