"""Typst, which sets our pages and pictures: with our own fonts, no clock, no file of the machine's.

Only where a name is in a script that our fonts lack are those of the machine asked too.
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

from interlock.render import picture_alone

if TYPE_CHECKING:
    from markupsafe import Markup
    from typst import Fonts

UNKNOWN_LETTER = "could not be displayed"
"""What Typst says of a letter that no font has; PDF/UA allows none, so that is left away then."""

PIXELS_PER_POINT = 2.0
POINTS_PER_INCH = 72.0
_HERE = files("interlock.render")
_PICTURE = b"""#set page(width: auto, height: auto, margin: 0pt, fill: white)
#let drawn = json(bytes(sys.inputs.data))
#image(bytes(drawn.svg), format: "svg", width: drawn.width * 1pt)
"""


def pdf(template: str, data: Mapping[str, Any], *, made_on: date) -> bytes:
    """A tagged PDF (PDF/UA-1) that ``template`` makes of ``data``; its only day is ``made_on``."""
    import typst

    told = {"data": json.dumps(data, ensure_ascii=False)}
    at = int(datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC).timestamp())
    source = (_HERE / "templates" / template).read_bytes()

    def made(fonts: "Fonts", *, strict: bool = True) -> bytes:
        return typst.compile(
            source,
            sys_inputs=told,
            format="pdf",
            timestamp=at,
            font_paths=fonts,
            pdf_standards=["ua-1"] if strict else None,
        )

    for fonts in (_fonts, _more_fonts):
        try:
            return made(fonts())
        except typst.TypstError as problem:
            if UNKNOWN_LETTER not in str(problem):
                raise
    return made(_more_fonts(), strict=False)


def png(picture: "Markup", *, width: float) -> bytes:
    """A drawing as pixels on white, ``width`` points wide, sharp on dense screens."""
    import typst

    drawn = {"svg": picture_alone.alone(picture), "width": width}
    return typst.compile(
        _PICTURE,
        sys_inputs={"data": json.dumps(drawn, ensure_ascii=False)},
        font_paths=_fonts(),
        format="png",
        ppi=PIXELS_PER_POINT * POINTS_PER_INCH,
    )


@cache
def _fonts() -> "Fonts":
    return _found(machine=False)


@cache
def _more_fonts() -> "Fonts":
    return _found(machine=True)


def _found(*, machine: bool) -> "Fonts":
    import typst

    with as_file(_HERE / "fonts") as folder:
        return typst.Fonts(include_system_fonts=machine, font_paths=[str(folder)])
