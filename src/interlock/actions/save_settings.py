"""Save: the company's settings, by name or as a whole company.toml."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from interlock.importers import company_file, finish
from interlock.records.company import Company
from interlock.records.errors import BadValues
from interlock.records.problems import Problem
from interlock.records.sales_tables import DEALS
from interlock.records.settings_in_force import differing
from interlock.store import about, company, connect, revisions, versions, wire


@dataclass(frozen=True)
class Prepared:
    """What the settings ``now`` are to become: all of them, those that change, and everything that
    is wrong with what was said by somebody who had read them at the revision ``seen``. ``targets``
    that a file holds beside them are no settings, and stay as they are.
    """

    now: Company
    made: Company
    changes: tuple[str, ...]
    problems: tuple[Problem, ...]
    seen: int
    targets: int = 0


def known() -> tuple[Company, int]:
    """The settings as they stand, all defaults in a new book, and the last revision."""
    connect.open_book()
    seen = revisions.latest()
    return about.company(), seen


def prepare(values: Mapping[str, Any], *, seen: int | None = None) -> Prepared:
    """What these settings, each as company.toml says it, would change; None is back to the default.
    The others stay. ``seen`` is the revision at which they were read, the last one without it.
    """
    now, latest = known()
    said = {name: value for name, value in values.items() if value is not None}
    read, _, problems = company_file.settings_of(said)
    default = Company()
    new = {name: getattr(read if name in said else default, name) for name in values}
    given = (now.given - values.keys()) | said.keys()
    return _prepared(now, replace(now, **new, given=given), problems, latest, seen)


def prepare_file(content: bytes, *, seen: int | None = None) -> Prepared:
    """What a whole company.toml would change; settings that it does not say are defaults."""
    now, latest = known()
    made, targets, problems = company_file.company_of(content)
    return replace(_prepared(now, made, problems, latest, seen), targets=targets.height)


def apply(prepared: Prepared, *, by: str, words: str = "settings") -> int | None:
    """Make them so, whole or not at all: the number of the change, None when nothing differs.

    Raises ``BadValues`` where anything is wrong with them, and ``Conflict`` where somebody changed
    the same settings since they were read.
    """
    if prepared.problems:
        raise BadValues(prepared.problems)
    told = f"{words}: {', '.join(prepared.changes)}"
    return company.write(prepared.made, by=by, words=told, seen=prepared.seen)


def _prepared(
    now: Company,
    made: Company,
    problems: tuple[Problem, ...],
    latest: int,
    seen: int | None,
) -> Prepared:
    """Without a currency that was said the company's is that of its deals, as on taking in."""
    if "currency" not in made.given:
        deals = wire.from_wire(DEALS, versions.standing(DEALS))
        made = finish.with_currency(replace(made, currency=Company().currency), deals)
    mended = tuple(
        replace(one, remedy="") if one.remedy == company_file.MEND else one for one in problems
    )
    return Prepared(now, made, differing(now, made), mended, latest if seen is None else seen)
