"""What reading a folder came to: a book of typed tables, words, or something broken."""

import signal
import tempfile
import traceback
from collections.abc import Iterable
from pathlib import Path
from types import FrameType

from interlock.importers.folder import read_folder
from interlock.records.book import Book
from interlock.records.errors import InterlockError
from interlock.records.tables import TABLES

SECONDS = 10
BROKEN = "broken"


def watch() -> None:
    """Let a reading that lasts too long raise, in this process."""
    signal.signal(signal.SIGALRM, _too_long)


def verdict(files: Iterable[tuple[str, bytes]]) -> str:
    """``read``, ``problems said``, ``refused``, or ``broken`` and then why."""
    with tempfile.TemporaryDirectory() as home:
        count = 0
        for name, raw in files:
            (Path(home) / name).write_bytes(raw)
            count += 1
        signal.alarm(SECONDS * count)
        try:
            reading = read_folder(Path(home))
        except InterlockError:
            return "refused"
        except KeyboardInterrupt:
            raise
        except BaseException:
            return f"{BROKEN}\n{traceback.format_exc(limit=-4)}"
        finally:
            signal.alarm(0)
    wrong = _untrue(reading.book)
    return f"{BROKEN}\n{wrong}" if wrong else "problems said" if reading.problems else "read"


def _untrue(book: Book) -> str:
    """What does not hold of the tables of a book; nothing where all does."""
    for table in TABLES.values():
        frame = getattr(book, table.name)
        if frame.schema != table.schema:
            return f"{table.name} has another schema"
        for column in table.columns:
            if column.required and frame[column.name].null_count():
                return f"{table.name}.{column.name} is empty in a row"
    return ""


def _too_long(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError(f"took more than {SECONDS} s a file")
