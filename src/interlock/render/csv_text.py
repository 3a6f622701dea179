"""Tables as CSV, each cell as a spreadsheet may be given it."""

import csv
import io
from collections.abc import Iterable
from typing import Any


def written(heads: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    """A table with its heads."""
    told = io.StringIO()
    writer = csv.writer(told)
    writer.writerow(heads)
    writer.writerows(map(plain, row) for row in rows)
    return told.getvalue()


def plain(value: Any) -> Any:
    """No cell that a spreadsheet would take for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value
