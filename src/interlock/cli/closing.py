"""What closes weeks and sends their reports, for a worker that does so all the time."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import partial
from threading import Event
from typing import Any

from interlock.records.closed_week import DueWeek, PastWeeks

LOOK_SECONDS = 5.0
Tell = Callable[[str], None]


def keep_closing(stopped: Event) -> None:
    """Close each week whose hour has come and send what is due, until ``stopped``."""
    from django.db import close_old_connections

    while not stopped.wait(LOOK_SECONDS):
        for step in (close_due, send_due):
            close_old_connections()
            try:
                step()
            except Exception:
                logging.getLogger("interlock.weeks").exception("the week")


def close_due(*, early: bool = False, tell: Tell = lambda _: None) -> tuple[date, ...]:
    """Close each week whose hour has come: the days of those that were closed now and here."""
    from interlock.actions.close_week import close_week, load_due

    due = load_due(now(), early=early)
    return tuple(one.day for one in due if close_week(one, make=_make, now=now, progress=tell))


def load_due(*, early: bool = False) -> tuple[DueWeek, ...]:
    """The weeks that would be closed."""
    from interlock.actions import close_week

    return close_week.load_due(now(), early=early)


def close_past(due: Sequence[DueWeek], *, tell: Tell = lambda _: None) -> Iterator[date]:
    """Work out these weeks before the first that was closed: the day of each, once it is. Raises
    ``NotPossible`` where another process is at one.
    """
    from interlock.actions import close_week

    for at, one in enumerate(due, 1):
        tell_of = partial(_tell_of, tell, f"{one.day}, {at} of {len(due)}")
        close_week.close_past(one, make=_make, now=now, progress=tell_of)
        yield one.day


def load_past() -> PastWeeks:
    """The weeks that could be worked out."""
    from interlock.actions import close_week

    return close_week.load_past(now())


def _tell_of(tell: Tell, what: str, step: str) -> None:
    tell(f"{what}: {step}")


def send_due(*, tell: Tell = lambda _: None) -> tuple[int, int]:
    """Send what is due: how many mails went, and how many could not."""
    from interlock.actions import send_reports

    return send_reports.send_due(now=now, progress=tell)


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def _make(asked: Mapping[str, Any], revision: int) -> None:
    from interlock.actions.report import report
    from interlock.actions.save_outcome import work_out

    work_out(
        "report",
        asked,
        lambda book, tell: report(book, **asked, progress=tell),
        revision=revision,
    )
