"""The company's settings, as they stand and as somebody sets them between exports."""

import polars as pl

from interlock.records.company import Company
from interlock.records.errors import Conflict
from interlock.records.settings_in_force import differing
from interlock.store import about, carry, connect, difference, revisions, versions
from interlock.store.kept import ABOUT

_NAME = "company"
_MINE = pl.col("name") == _NAME


def is_typed() -> bool:
    """Whether somebody set them, and no file since."""
    rows = versions.of_key(ABOUT, {"name": _NAME}).filter(pl.col("until").is_null())
    return rows.height > 0 and revisions.named(rows["since"][0]).origin == "typed"


def write(made: Company, *, by: str, words: str, seen: int) -> int | None:
    """Make these the settings, whole or not at all: the new revision's number, None when nothing
    differs. ``seen`` is the revision at which they were read.

    Raises ``Conflict`` where somebody changed the same settings since.
    """
    with connect.change():
        now = about.company()
        mine = differing(now, made)
        if clashes := [name for name in differing(about.company(seen), now) if name in mine]:
            raise Conflict([f"settings: {name}" for name in clashes])
        rows = versions.standing(ABOUT)
        others = rows.filter(~_MINE).select(ABOUT.names)
        step = difference.between(rows, pl.concat([others, about.rows({_NAME: made})]))
        if not step.changes:
            return None
        return carry.out({ABOUT.name: step}, by=by, origin="typed", words=words)
