"""What must hold of every folder: reading it ends soon, in a book of typed tables or in words."""

import contextlib
import signal
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from interlock.importers.folder import read_folder
from interlock.records.errors import InterlockError
from interlock.records.reading import Reading
from interlock.records.tables import TABLES

SECONDS = 10
BROKEN = "broken"


class TooLong(BaseException):
    """Reading took more than it may; no reader can take it for an error of a file."""


def outcome_of(folder: Path) -> str:
    """read, problems said, or refused; ``broken`` and, on further lines, how."""
    try:
        with at_most(SECONDS):
            reading = read_folder(folder)
    except InterlockError:
        return "refused"
    except KeyboardInterrupt:
        raise
    except BaseException:  # Polars' panics are no Exceptions
        return f"{BROKEN}\n{traceback.format_exc(limit=-6)}"
    return _wrong(reading) or ("problems said" if reading.problems else "read")


def _wrong(reading: Reading) -> str:
    for table in TABLES.values():
        frame = getattr(reading.book, table.name)
        if frame.schema != table.schema:
            return f"{BROKEN}\n{table.name} has another schema"
        for column in table.columns:
            if column.required and frame[column.name].null_count():
                return f"{BROKEN}\n{table.name}.{column.name} is empty in a row"
    if not all(problem.what for problem in reading.problems):
        return f"{BROKEN}\na problem without words"
    return ""


@contextlib.contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """Ends what takes longer, where signals can (not within a native function)."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "SIGALRM"):
        yield
        return
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


def _too_long(_signal: int, _frame: FrameType | None) -> None:
    raise TooLong(f"took more than {SECONDS} s")
