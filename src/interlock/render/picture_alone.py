"""A drawing of ours that stands alone: with the colours of light paper and a font of its own."""

import re
from functools import cache

from markupsafe import Markup

from interlock.render import icons, templating, words

FONT = "Source Sans 3"
SHEETS = ("style.css", "parts.css", "measured.css")
_COLOUR = re.compile(r"(--[a-z-]+): light-dark\(([^,]+), [^)]+\)")
_DRAWN = re.compile(r"\b(?:fill|stroke|opacity|font-weight|stroke-[a-z]+|vector-effect): [^;}]+")
_CLASS = re.compile(r'\bclass="([^"]*)"')
_NAMED = re.compile(r"\.([\w-]+)")
_TAG = re.compile(r"^<svg ")


def alone(picture: Markup) -> str:
    """``picture`` as a whole file: no page's style reaches it, and it needs none."""
    head, end, inside = words.in_xml(picture).partition(">")
    head = _TAG.sub('<svg xmlns="http://www.w3.org/2000/svg" ', head)
    named = {name for names in _CLASS.findall(picture) for name in names.split()}
    style = "\n".join(rule for classes, rule in _rules() if classes <= named)
    hatch = _hatch() if "url(#hatch)" in picture else ""
    return f"{head}{end}<style>{style}</style>{hatch}{inside}"


@cache
def colours() -> dict[str, str]:
    """The names of the style sheet's colours -> what they are on light paper."""
    return dict(_COLOUR.findall(templating.style("style.css")))


@cache
def _rules() -> list[tuple[frozenset[str], str]]:
    """Of the style sheets the rules that draw, each colour as what it is, with their classes."""
    rules = [(frozenset[str](), f'text {{ font-family: "{FONT}"; font-size: 12px; }}')]
    sheet = re.sub(r"@media.*", "", _without_comments(templating.style(*SHEETS)))
    for selector, held in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet):
        drawn = [] if ":" in selector else _DRAWN.findall(held)
        rules += [
            (frozenset(_NAMED.findall(one)), f"{one.strip()} {{ {_coloured('; '.join(drawn))}; }}")
            for one in selector.split(",")
            if drawn
        ]
    return rules


def _coloured(drawn: str) -> str:
    return re.sub(r"var\((--[a-z-]+)\)", lambda found: colours()[found[1]], drawn)


@cache
def _hatch() -> str:
    """The hatch of what is lost, wherever it is referred to."""
    found = re.search(r"<defs>.*</defs>", icons.defs())
    return found.group() if found else ""


def _without_comments(sheet: str) -> str:
    return re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
