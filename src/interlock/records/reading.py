"""What came of reading files: a book, and everything that was wrong with them."""

from dataclasses import dataclass

from interlock.records.book import Book
from interlock.records.problems import Problem


@dataclass(frozen=True)
class Reading:
    """The book that could be read, and the problems of all files; rows with a problem are left out
    of the book.

    ``unrecognised`` are files of the folder that no source knows; they do no harm.
    """

    book: Book
    problems: tuple[Problem, ...] = ()
    unrecognised: tuple[str, ...] = ()
