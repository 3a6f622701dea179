"""An outcome that shows itself in a notebook, and is otherwise what it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import polars as pl

from interlock.render import notebook, parts


@dataclass(frozen=True)
class Look[Made]:
    """How a kind of outcome is shown: as a piece of HTML, as what the command line prints, and as
    its JSON. ``rows`` names the table that stands for the whole; ``page`` writes a whole page where
    there is one.
    """

    html: Callable[[Made], str]
    text: Callable[[Made], str]
    json: Callable[[Made], str]
    rows: str = ""
    page: Callable[[Made], str] | None = None


class Shown[Made]:
    """An outcome with its picture. Whatever the outcome has is reached through this:
    ``answer.hurt``, ``forecast.rows``, ``report.birth.seed``; the outcome itself is ``value``.
    """

    def __init__(self, value: Made, look: Look[Made]) -> None:
        self.value = value
        self._look = look

    def frame(self, part: str = "") -> pl.DataFrame:
        """The rows of the outcome, or of one ``part`` of it, as a Polars frame: a column for each
        field, fields of fields joined by an underscore (``before_p50``).

        Raises ``UnknownName``, with near misses.
        """
        return parts.frame(self.value, part or self._look.rows)

    def json(self) -> str:
        """The same JSON as the command line writes."""
        return self._look.json(self.value)

    def page(self) -> str:
        """One self-contained HTML page, to be kept or sent."""
        if self._look.page is not None:
            return self._look.page(self.value)
        return notebook.page_of(self._repr_html_(), type(self.value).__name__)

    def _repr_html_(self) -> str:
        return self._look.html(self.value)

    def __repr__(self) -> str:
        return self._look.text(self.value).rstrip("\n")

    def __getattr__(self, name: str) -> Any:
        if name == "value":
            raise AttributeError(name)
        return getattr(self.value, name)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *dir(self.value)})
