"""The tree of errors that a reader may meet; the command line turns each into words in one place.

InterlockError          exit 1
+-- BadInput            exit 1   files that cannot be read as they stand: every problem at once
|   +-- NothingRead     exit 1   no row of a file could be read, though nobody asked to be strict
|   +-- BadValues       exit 1   values typed that their columns cannot hold: all at once
+-- DependencyCircle    exit 1   features that wait for each other in a circle
+-- NothingKnown        exit 1   a past day of which the records tell nothing
+-- NothingDated        exit 1   records none of which says a day
+-- NoBook              exit 1   the book's folder or server cannot be used
+-- NothingKept         exit 1   a book into which nothing was taken yet
+-- NotEmpty            exit 1   a backup can be restored into an empty book alone
+-- NoMailbox           exit 1   a mailbox that cannot be looked into
+-- NoSite              exit 1   another Interlock's site that gives no book
+-- NotSent             exit 1   mail that could not be sent
+-- NotWritten          exit 1   a file that could not be written
+-- NotABackup          exit 1   a file that is no backup, or half of one
+-- Conflict            exit 1   somebody else changed the same since it was read: theirs and yours
+-- NotAllowed          exit 1   what the role of whoever asks may not see or change
|   +-- NotToTake       exit 1   a sales tool that is not ready, and nobody lets them have it
+-- UndoneBefore        exit 1   a change of the book that was taken back already
+-- BadUsage            exit 2   the command was asked for something that does not exist
    +-- BadSetting      exit 2   an option in the environment that cannot be used
    +-- UnknownName     exit 2   a reader, feature or deal that the data lacks; offers near misses
    +-- NothingToRead   exit 2   a folder with no file that is recognised
    +-- DayOutside      exit 2   a day from which the records cannot be compared; says the range
    +-- NotPossible     exit 2   a change that cannot be supposed, or several, each with why
"""

from collections.abc import Iterable, Sequence
from datetime import date
from difflib import get_close_matches

from interlock.records.problems import Problem


class InterlockError(Exception):
    """Something that stops the work and that the reader can act on."""

    exit_status = 1


class BadInput(InterlockError):
    """The files hold problems, and the reader asked to take nothing in that case."""

    said = "Nothing was taken (--strict)."

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{len(self.problems)} problems in the files")


class NothingRead(BadInput):
    """A file from which not one row could be read."""

    said = "Nothing could be done without it."


class BadValues(BadInput):
    """Values that somebody typed and that their columns cannot hold."""

    said = "Nothing was changed."


class DependencyCircle(InterlockError):
    """Features that wait for each other in a circle, so that none can be done first."""

    def __init__(self, circle: Sequence[str]) -> None:
        self.circle = tuple(circle)
        told = " waits for ".join((*circle, circle[0]))
        super().__init__(f"Features wait for each other in a circle: {told}; take one of these out")


class NothingKnown(InterlockError):
    """A past day on which the records do not tell how the deals stood."""

    def __init__(self, day: date, why: str) -> None:
        super().__init__(f"How the deals stood on {day} is not known: {why}")


class NothingDated(InterlockError):
    """Records none of which says a day, so that there is none to forecast from."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing that was read says a day on which it happened, so there is no day to forecast "
            "from. Look with 'interlock check FOLDER' at which files were not recognised or have "
            "no dates, or name a day with --as-of"
        )


class NoBook(InterlockError):
    """The book's folder or server cannot be used."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(
            f"The book at {where} cannot be used: {why}. Nothing was changed. Look at the free "
            "space and the rights of the folder, or at DATABASE_URL and INTERLOCK_HOME"
        )


class NothingKept(InterlockError):
    """A book into which nothing was taken yet."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"The book at {where} holds nothing yet: begin it with 'interlock take-in FOLDER', or "
            "name a FOLDER of exports"
        )


class NotEmpty(InterlockError):
    """A backup is restored into an empty book alone, so that it buries nothing."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"The book at {where} holds something, and a backup is restored into an empty one "
            "alone: name another place with INTERLOCK_HOME or DATABASE_URL"
        )


class NoMailbox(InterlockError):
    """A mailbox that cannot be looked into: no such server, a wrong password, no such folder."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(
            f"The mailbox {where} cannot be looked into: {why}. Write it as "
            "imaps://user:password@host/FOLDER, with %40 for an @ in the user's name"
        )


class NoSite(InterlockError):
    """Another Interlock's site that gives no book: not reached, or not to this token."""

    def __init__(self, site: str, why: str) -> None:
        super().__init__(f"The site {site} gives no book: {why}")


class NotSent(InterlockError):
    """Mail that could not be sent: no such server, or it will not take it."""

    def __init__(self, whom: Sequence[str], why: str) -> None:
        super().__init__(
            f"No mail could be sent to {', '.join(whom)}: {why}. Look at INTERLOCK_MAIL, such as "
            "smtps://user:password@host"
        )


class NotWritten(InterlockError):
    """A file that could not be written: the folder, the rights or the room are missing."""

    def __init__(self, file: object, why: str) -> None:
        super().__init__(f"{file} could not be written: {why}")


class NotABackup(InterlockError):
    """A file that is no backup, or half of one."""

    def __init__(self, file: object) -> None:
        super().__init__(
            f"{file} is no backup that 'interlock backup' or 'interlock export' wrote whole"
        )


class NotReadable(InterlockError):
    """An outcome that was kept in a form which this version does not read, or that is damaged."""

    def __init__(self, what: str, *, written_by: str, read_by: str) -> None:
        remedy = (
            f"Read it with Interlock {written_by}, which wrote it"
            if written_by != read_by
            else "It is damaged: bring the book back from a backup"
        )
        super().__init__(f"{what} cannot be read by this version ({read_by}). {remedy}")


class Conflict(InterlockError):
    """Somebody else changed the same since it was read; nothing was changed."""

    def __init__(self, clashes: Sequence[str]) -> None:
        self.clashes = tuple(clashes)
        super().__init__("\n".join(["Changed by others meanwhile, so nothing was done:", *clashes]))


class NotAllowed(InterlockError):
    """What the role of whoever asks may not see or change."""

    def __init__(self, role: str, what: str) -> None:
        super().__init__(f"A {role} may not {what}; the owner of the book can say otherwise")


class NotToTake(NotAllowed):
    """A sales tool that is not ready for whoever asks; says whom to ask."""

    def __init__(self, why: str) -> None:
        InterlockError.__init__(self, why)


class UndoneBefore(InterlockError):
    """A change of the book that was taken back already."""

    def __init__(self, number: int, by: int) -> None:
        super().__init__(
            f"Change {number} was taken back by change {by} already; 'interlock undo {by}' brings "
            "it back"
        )


class BadUsage(InterlockError):
    """What was asked for does not exist."""

    exit_status = 2


class BadSetting(BadUsage):
    """An option in the environment that cannot be used."""


class UnknownName(BadUsage):
    """A name that the data does not hold."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        near = near_misses(name, known)
        hint = f" Did you mean {' or '.join(repr(n) for n in near)}?" if near else ""
        super().__init__(f"No {kind} is called {name!r}.{hint}")


class NothingToRead(BadUsage):
    """A folder that holds no file Interlock recognises: its ``files``, and what is wrong with
    them.
    """

    def __init__(
        self, why: str, *, files: Sequence[str] = (), problems: Sequence[Problem] = ()
    ) -> None:
        self.files, self.problems = tuple(files), tuple(problems)
        super().__init__(why)


class DayOutside(BadUsage):
    """A day beyond those that can be asked for."""

    def __init__(self, option: str, day: date, first: date, last: date, why: str) -> None:
        super().__init__(f"{option} {day} {why}. Days from {first} to {last} can be asked for.")


SEVERAL = "Not possible:"


class NotPossible(BadUsage):
    """A change that cannot be supposed, with why."""

    @classmethod
    def several(cls, why: Sequence[str]) -> "NotPossible":
        """All at once."""
        return cls(why[0] if len(why) == 1 else "\n".join([SEVERAL, *why]))

    @property
    def reasons(self) -> tuple[str, ...]:
        """Each why by itself."""
        return tuple(str(self).removeprefix(f"{SEVERAL}\n").splitlines())


def near_misses(name: str, known: Iterable[str], *, most: int = 3) -> list[str]:
    """Names close to ``name``, best first, compared without regard to case."""
    by_lower = {k.lower(): k for k in known}
    return [by_lower[k] for k in get_close_matches(name.lower(), by_lower, n=most, cutoff=0.6)]
