"""A letter's HTML as mail programs take it: tables and inline styles, 600 px, pictures by cid.

Every colour of words stands on a ground that is set with it, so that whoever turns mail dark turns
both.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from interlock.render import picture_alone, report_blocks, words
from interlock.render.mail_text import Contents
from interlock.render.report_blocks import Glance, Part, Points, Row, Section, Table, Words

WIDTH, INNER = 600.0, 536.0
STRIPS = 5
"""Rows of deals that have their strip."""

FIGURE = 96
"""Width of a row's one figure."""

SANS = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"


@dataclass(frozen=True)
class Inline:
    """A picture that goes along: its name, its bytes, what it says in words, its width in px."""

    cid: str
    png: bytes
    said: str
    width: int


def written(held: Contents, pictures: Mapping[Markup, Inline]) -> str:
    """The whole letter as a document; ``pictures`` by their drawing."""
    body = [
        _p(held.head, size=14, colour="--soft"),
        _tag("h1", escape(_tied(held.sentence)), _font(22, "--ink", bold=True, above=4)),
        _points(held.lines),
        _button(held.page, "Read the whole report"),
        *(_section(section, pictures) for section in held.sections),
        _button(held.page, "Read the whole report"),
        _p(held.foot, size=14, colour="--ink") if held.foot else "",
        _p(held.born, size=12, colour="--soft", above=24),
        _leave(held.why, held.leave),
    ]
    return _document(held.head, held.summary, Markup("\n").join(body))


def _document(title: str, summary: str, body: Markup) -> str:
    ground = f"background-color:{_colour('--raised')};"
    paper = f"background-color:{_colour('--paper')};color:{_colour('--ink')};padding:24px 32px;"
    hidden = "display:none;max-height:0;overflow:hidden;opacity:0;font-size:1px;line-height:1px;"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light"><meta name="supported-color-schemes" '
        f'content="light"><title>{escape(title)}</title></head>\n'
        f'<body style="margin:0;padding:0;{ground}">'
        f'<div style="{hidden}">{escape(summary)}</div>\n'
        f'<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" '
        f'style="{ground}"><tr><td align="center" style="padding:16px 8px;">\n'
        f'<table role="presentation" width="{WIDTH:.0f}" cellpadding="0" cellspacing="0" '
        f'border="0" style="width:100%;max-width:{WIDTH:.0f}px;"><tr>'
        f'<td align="left" style="{paper}font-family:{SANS};">\n{body}\n</td></tr></table>\n'
        "</td></tr></table></body></html>\n"
    )


def _section(section: Section, pictures: Mapping[Markup, Inline]) -> Markup:
    head = _tag("h2", _title(section.title, section.of), _font(18, "--ink", bold=True, above=28))
    return Markup("\n").join([head, *(_block(one, pictures) for one in section.blocks)])


def _block(one: Any, pictures: Mapping[Markup, Inline]) -> Markup:
    if isinstance(one, Part):
        head = _tag("h3", _title(one.title, one.of), _font(15, "--ink", bold=True, above=18))
        return Markup("\n").join([head, *(_block(inside, pictures) for inside in one.blocks)])
    if isinstance(one, Points):
        return _points(one.lines)
    if isinstance(one, Table):
        return _table(one, pictures)
    if isinstance(one, Glance):
        return _glance(one, pictures)
    quiet = isinstance(one, Words) and one.kind != "plain"
    return _p(one.text, size=13 if quiet else 15, colour="--soft" if quiet else "--ink")


def _glance(one: Glance, pictures: Mapping[Markup, Inline]) -> Markup:
    under = ", ".join(part for part in (one.under, one.was) if part)
    size = 44 if len(one.figure) < 7 else 24
    rows = [_fact(fact.name, fact.value, fact.sub) for fact in one.facts]
    return Markup("\n").join([
        _p(one.figure, size=size, colour="--warm", bold=True, above=12),
        _p(under, size=14, colour="--soft", above=0),
        _rows(rows),
        _picture(pictures[one.picture.svg]) if one.picture else Markup(),
    ])  # fmt: skip


def _fact(name: str, value: str, sub: str) -> Markup:
    small = _span(f" {sub}", 13, "--soft") if sub else ""
    said = Markup("{}{}").format(_span(value, 15, "--ink", bold=True), small)
    return Markup("<tr>{}{}</tr>").format(_cell(_span(name, 13, "--soft"), width=88), _cell(said))


def _table(one: Table, pictures: Mapping[Markup, Inline]) -> Markup:
    rows = [_row(one, row, pictures) for row in one.rows[: one.most]]
    left = report_blocks.more(one, one.most, "on the page")
    more = _p(left, size=13, colour="--soft") if left else Markup()
    return Markup("{}\n{}").format(_rows(rows), more)


def _row(table: Table, row: Row, pictures: Mapping[Markup, Inline]) -> Markup:
    """A row as mail has room for it: its name, what it says below, its drawing or figure beside."""
    said = [_span(row.name, 15, "--ink", bold=True)]
    if row.sub:
        said.append(_span(row.sub, 13, "--soft"))
    told = report_blocks.told(table, row)
    is_figure = len(told) == 1 and any(one.brief and one.is_number for one in table.columns)
    said += [_span("; ".join(told), 14, "--ink")] if told and not is_figure else []
    said += [_span(line, 13, "--soft") for line in row.below[:1]]
    cells = [_cell(Markup("<br>").join(said))]
    drawn = (pictures.get(cell.picture.svg) for cell in row.cells if cell.picture)
    picture = next(filter(None, drawn), None)
    if picture is not None:
        cells.append(_cell(_image(picture), width=picture.width))
    elif is_figure:
        figure = _span(told[0], 15, "--ink", bold=row.is_level)
        cells.append(_cell(figure, width=FIGURE, align="right"))
    return Markup("<tr>{}</tr>").format(Markup().join(cells))


def _points(lines: Iterable[tuple[str, str]]) -> Markup:
    rows = [
        _cell(Markup("{}{}").format(_span(f"{head}: ", 15, "--ink", bold=True) if head else "",
                                    _span(text, 15, "--ink")))
        for head, text in lines
    ]  # fmt: skip
    return _rows([Markup("<tr>{}</tr>").format(cell) for cell in rows])


def _rows(rows: Sequence[Markup]) -> Markup:
    return Markup(
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" '
        'style="margin:8px 0;">{}</table>'
    ).format(Markup("\n").join(rows))


def _cell(inside: str, *, width: int = 0, align: str = "left") -> Markup:
    wide = Markup(' width="{}"').format(width) if width else ""
    style = f"padding:6px 8px 6px 0;border-bottom:1px solid {_colour('--line')};vertical-align:top;"
    return Markup('<td{} align="{}" style="{}">{}</td>').format(wide, align, style, inside)


def _picture(one: Inline) -> Markup:
    return Markup('<div style="margin:12px 0;">{}</div>').format(_image(one))


def _image(one: Inline) -> Markup:
    return Markup(
        '<img src="cid:{}" width="{}" alt="{}" style="display:block;width:100%;max-width:{}px;'
        'height:auto;border:0;">'
    ).format(one.cid, one.width, one.said, one.width)


def _button(address: str, words: str) -> Markup:
    style = (
        f"display:inline-block;padding:10px 16px;border-radius:4px;font-size:15px;"
        f"font-weight:600;text-decoration:none;background-color:{_colour('--cool')};color:#ffffff;"
    )
    return Markup('<p style="margin:16px 0;"><a href="{}" style="{}">{}</a></p>').format(
        address, style, words
    )


def _leave(why: str, leave: str) -> Markup:
    return Markup('<p style="{}">{} <a href="{}" style="color:{};">your report</a></p>').format(
        _font(12, "--soft"), why, leave, _colour("--soft")
    )


def _title(title: str, of: str) -> Markup:
    return Markup("{} {}").format(title, _span(of, 13, "--soft")) if of else escape(title)


def _p(text: str, *, size: int, colour: str, bold: bool = False, above: int = 8) -> Markup:
    return _tag("p", escape(_tied(text)), _font(size, colour, bold=bold, above=above))


def _span(text: str, size: int, colour: str, *, bold: bool = False) -> Markup:
    weight = "font-weight:600;" if bold else "font-weight:400;"
    style = f"font-size:{size}px;line-height:1.4;{weight}color:{_colour(colour)};"
    return Markup('<span style="{}">{}</span>').format(style, _tied(text))


def _tag(name: str, inside: Markup, style: str) -> Markup:
    return Markup('<{0} style="{1}">{2}</{0}>').format(name, style, inside)


def _font(size: int, colour: str, *, bold: bool = False, above: int = 8) -> str:
    weight = 600 if bold else 400
    return (
        f"margin:{above}px 0 4px;font-size:{size}px;line-height:1.35;font-weight:{weight};"
        f"color:{_colour(colour)};"
    )


def _colour(name: str) -> str:
    return picture_alone.colours()[name]


def _tied(text: str) -> str:
    return words.tied(text)
