"""Days as an analyst writes them: 2026-11-20 as text, or any date."""

from datetime import date, datetime

from interlock.records.errors import BadUsage

Day = date | str


def day_of(written: Day | None) -> date | None:
    """The day, None for none. Raises ``BadUsage``."""
    if isinstance(written, datetime):
        return written.date()
    if written is None or isinstance(written, date):
        return written
    try:
        return date.fromisoformat(written)
    except (TypeError, ValueError):
        raise BadUsage(f"{written!r} is not a day; write it as 2026-11-20.") from None
