"""Outcomes that are kept, as text."""

from collections.abc import Iterable

from interlock.records.outcome import Kept


def listed(found: Iterable[Kept]) -> str:
    """A line an outcome, newest first."""
    lines = [_line(one) for one in found]
    return "\n".join(lines) if lines else "No forecast or report was made of the book yet."


def _line(one: Kept) -> str:
    asked = {name: value for name, value in one.asked.items() if name not in ("as_of", "seed")}
    told = ", ".join(f"{name} {value}" for name, value in asked.items())
    born = f"as of {one.as_of}, seed {one.seed}, of the book after change {one.revision}"
    return f"{one.number:>5}  {one.at:%Y-%m-%d %H:%M} UTC  {one.kind}: {told}; {born}"
