"""Load: the record of both sides as a viewer may see it, and who shares theirs."""

from collections.abc import Iterable

from interlock.records.company import SHARED
from interlock.records.day_record import DayRecord, SeenRecord
from interlock.records.member import Member
from interlock.records.rights import Viewer
from interlock.store import members, shown


def load_record(made: DayRecord, viewer: Viewer, user: int) -> SeenRecord:
    """A person's own record is seen by that person, and by those who manage where that person or
    the company's rule shares it.
    """
    from interlock.engine import own_record

    company = shown.company()
    every = members.listed()
    names = _shared(made, company.own_records, viewer, every)
    levels = company.confidence_levels
    cut = own_record.without_persons(made, [viewer.name, *names])
    if viewer.amounts != "all":
        cut = own_record.without_amounts(cut, currency=company.currency)
    return SeenRecord(
        record=cut,
        own=own_record.own(made, viewer.name, levels),
        shared=own_record.shared(made, names),
        fewest=own_record.FEWEST,
        shares=any(one.user == user and one.shares_record for one in every),
        rule=company.own_records,
    )


def _shared(made: DayRecord, rule: str, viewer: Viewer, every: Iterable[Member]) -> tuple[str, ...]:
    """Whose records this viewer reads besides their own, by name."""
    from interlock.engine import own_record

    if not viewer.reads_shared:
        return ()
    if rule == SHARED:
        found = own_record.persons(made)
    else:
        sharing = {one.viewer.name for one in every if one.shares_record}
        found = tuple(sorted(sharing, key=str.casefold))
    return tuple(one for one in found if one.casefold() != viewer.name.casefold())
