"""What-if: a book and changes in, what they would do to both sides out."""

from collections.abc import Callable, Mapping
from datetime import date

from interlock.engine import whatif as asking
from interlock.engine.outlook import Outlook
from interlock.engine.outlooks import look
from interlock.records.book import Book
from interlock.records.whatif import Answer, Comparison, WhatIf


def whatif(
    book: Book,
    asked: WhatIf,
    *,
    as_of: date | None = None,
    seed: int = 1,
    progress: Callable[[str], None] = lambda _: None,
) -> Answer:
    """What the changes do, by default as of the latest day seen. Raises ``NotPossible``."""
    now = _now(book, as_of, seed, progress)
    progress("supposing the changes")
    return asking.answer(now, asked, turns=True)


def compare(
    book: Book,
    asked: Mapping[str, WhatIf],
    *,
    as_of: date | None = None,
    seed: int = 1,
    progress: Callable[[str], None] = lambda _: None,
) -> Comparison:
    """Several what-ifs side by side, by name."""
    now = _now(book, as_of, seed, progress)
    progress("supposing the changes")
    return asking.compare(now, asked)


def _now(book: Book, as_of: date | None, seed: int, progress: Callable[[str], None]) -> Outlook:
    return look(book, as_of=as_of or book.seen_on, seed=seed, progress=progress)
