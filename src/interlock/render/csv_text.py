"""Cells of a CSV as a spreadsheet may be given them."""

from typing import Any


def plain(value: Any) -> Any:
    """No cell that a spreadsheet would take for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value
