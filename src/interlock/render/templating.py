"""The templates of all pages, and their style sheets."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined
from markupsafe import Markup

from interlock.render import words


@cache
def environment() -> Environment:
    """Templates with everything escaped, in which a name that is not given is an error."""
    found = Environment(
        loader=PackageLoader("interlock.render"),
        bytecode_cache=FileSystemBytecodeCache(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["tied"] = words.tied
    found.filters["ended"] = words.ended
    return found


@cache
def style(*names: str) -> Markup:
    """Our own style sheets, which hold nothing of the data."""
    here = files("interlock.render") / "templates"
    return Markup("\n".join((here / name).read_text(encoding="utf-8") for name in names))  # noqa: S704
