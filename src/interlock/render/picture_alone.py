"""A drawing of ours that stands alone: with the colours of light paper and a font of its own."""

import re
from functools import cache

from markupsafe import Markup

from interlock.render import icons, templating

FONT = "Source Sans 3"
SHEETS = ("style.css", "parts.css", "measured.css")
_COLOUR = re.compile(r"(--[a-z-]+): light-dark\(([^,]+), [^)]+\)")
_DRAWN = re.compile(r"\b(?:fill|stroke|opacity|font-weight|stroke-[a-z]+|vector-effect): [^;}]+")
_TAG = re.compile(r"^<svg ")


def alone(picture: Markup) -> str:
    """``picture`` as a whole file: no page's style reaches it, and it needs none."""
    inside = picture[picture.index(">") + 1 :]
    head = _TAG.sub('<svg xmlns="http://www.w3.org/2000/svg" ', picture[: picture.index(">") + 1])
    return f"{head}<style>{_style()}</style>{_hatch()}{inside}"


@cache
def colours() -> dict[str, str]:
    """The names of the style sheet's colours -> what they are on light paper."""
    return dict(_COLOUR.findall(templating.style("style.css")))


@cache
def _style() -> str:
    """Of the style sheets the rules that draw, each colour as what it is."""
    rules = [f'text {{ font-family: "{FONT}"; font-size: 12px; }}']
    sheet = re.sub(r"@media.*", "", _without_comments(templating.style(*SHEETS)))
    for selector, held in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet):
        drawn = [] if ":" in selector else _DRAWN.findall(held)
        if drawn:
            rules.append(f"{selector.strip()} {{ {'; '.join(drawn)}; }}")
    said = "\n".join(rules)
    for name, colour in colours().items():
        said = said.replace(f"var({name})", colour)
    return said


@cache
def _hatch() -> str:
    """The hatch of what is lost, wherever it is referred to."""
    found = re.search(r"<defs>.*</defs>", icons.defs())
    return found.group() if found else ""


def _without_comments(sheet: str) -> str:
    return re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
