"""Save: an outcome of the book, made once and kept with its birth."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from interlock.engine import news
from interlock.records.book import Book
from interlock.records.calls import CallsAhead
from interlock.records.day_record import DayRecord
from interlock.records.features_ahead import FeaturesAhead
from interlock.records.forecasts import Forecast
from interlock.records.outcome import Kept, Standing
from interlock.records.report import DealsAhead, WeeklyReport
from interlock.store import connect, hooks, outcomes, read, work
from interlock.store.outcomes import Outcome


def made_once[Made: (WeeklyReport, DealsAhead, FeaturesAhead, CallsAhead, DayRecord, Forecast)](
    kind: str, asked: Mapping[str, Any], make: Callable[[Book], Made], *, on: date | None = None
) -> Made:
    """The outcome of the book, as it is or as the end of day ``on`` knew it: the one that is kept,
    else ``make`` of it, kept from now on.

    ``kind`` is report or forecast; ``asked`` is all that the outcome depends on besides the book.
    Raises ``NothingKept`` and ``DayOutside``.
    """
    connect.open_book()
    revision = read.forecasts_revision(on)
    found: Any = outcomes.find(kind, asked, revision)
    if found is None:
        found = outcomes.keep(kind, asked, revision, make(read.book(revision)))
    return found


def begin_work(kind: str, asked: Mapping[str, Any], *, again: bool = False) -> bool:
    """Note that the outcome of the book as it is is to be worked out; False where it is done, or
    somebody is at it, or where it failed and is not to be tried ``again``.
    """
    revision = read.forecasts_revision()
    if outcomes.find(kind, asked, revision) is not None:
        return False
    said = outcomes.text(asked)
    mark = _print(kind, asked, revision)
    return work.begin(mark, kind=kind, asked=said, revision=revision, again=again)


def work_out[Made: (WeeklyReport, DealsAhead, FeaturesAhead, CallsAhead, DayRecord, Forecast)](
    kind: str,
    asked: Mapping[str, Any],
    make: Callable[[Book, Callable[[str], None]], Made],
    *,
    revision: int | None = None,
) -> None:
    """Make and keep the outcome of the book as it is, or as it stood after a revision, telling how
    far it is.
    """
    revision = revision or read.forecasts_revision()
    mark = _print(kind, asked, revision)
    try:
        if outcomes.find(kind, asked, revision) is None:
            work.tell(mark, "reading the book")
            before = outcomes.latest(kind, asked)
            made = make(_book(connect.where(), revision), lambda step: work.tell(mark, step))
            with connect.change():
                outcomes.keep(kind, asked, revision, made)
                if revision == read.forecasts_revision():
                    _tell(before, made, revision)
    except Exception as error:
        work.fail(mark, str(error) or type(error).__name__)
        raise
    work.end(kind, outcomes.text(asked), revision)


def load_standing(kind: str, asked: Mapping[str, Any]) -> Standing:
    """The outcome of the book as it is; while there is none the last one before, and how far it is.

    Raises ``NothingKept``.
    """
    revision = read.forecasts_revision()
    made = outcomes.find(kind, asked, revision)
    if made is not None:
        return Standing(made, is_current=True)
    progress = work.of(_print(kind, asked, revision))
    return Standing(outcomes.latest(kind, asked), is_current=False, progress=progress)


def _tell(before: Outcome | None, made: Outcome, revision: int) -> None:
    """Have webhooks told what moved since the last one: none of it is an amount, and everybody
    sees deals, features and promises.
    """
    if isinstance(made, DealsAhead) and isinstance(before, DealsAhead):
        _tell_of("forecast", f"forecast-{revision}", "deals", news.of_deals(before, made))
    of_all = isinstance(made, WeeklyReport) and made.reader.kind in ("management", "development")
    if of_all and isinstance(made, WeeklyReport) and isinstance(before, WeeklyReport):
        _tell_of("promise", f"promise-{revision}", "promises", news.of_promises(before, made))


def _tell_of(kind: str, event: str, table: str, told: news.News | None) -> None:
    if told is not None:
        hooks.tell(kind, event, lambda viewer: told if table in viewer.right.sees else None)


@lru_cache(1)
def _book(_where: str, revision: int) -> Book:
    """The book after a revision: read once for all that is worked out of it."""
    return read.book(revision)


def _print(kind: str, asked: Mapping[str, Any], revision: int) -> str:
    return outcomes.fingerprint(kind, outcomes.text(asked), revision, outcomes.code())


def load_kept(*, most: int = 50) -> tuple[Kept, ...]:
    """The last outcomes that are kept, newest first."""
    connect.open_book()
    return outcomes.listed(most)


def load_outcome(number: int) -> tuple[Kept, Outcome]:
    """An outcome as it was made. Raises ``UnknownName`` when there is none of this number."""
    connect.open_book()
    return outcomes.named(number)
