"""Open: records from wherever they are, for whoever asks in a notebook."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from interlock.notebook.days import Day, day_of
from interlock.notebook.opened import Opened
from interlock.notebook.problems import told, warn
from interlock.records.errors import BadUsage, UnknownName
from interlock.records.reading import Reading

Progress = Callable[[str], None]

OWN, DATABASE, SITE, BACKUP, FILES = "own", "database", "site", "backup", "files"
TAKES = {
    "mapping": (FILES,),
    "on": (OWN, DATABASE, BACKUP),
    "token": (SITE,),
    "strict": (FILES,),
}
"""For which places each option is."""
CALLED = {
    OWN: "the own book", DATABASE: "a book", SITE: "a site", BACKUP: "a backup",
    FILES: "exports",
}  # fmt: skip
BOOK = "book.sqlite3"
MAGIC = b"SQLite format 3\x00"


def open(
    where: str | Path | None = None,
    *,
    mapping: str | Path | None = None,
    on: Day | None = None,
    token: str | None = None,
    strict: bool = False,
    progress: Progress = lambda _: None,
) -> Opened:
    """The records at ``where``, to be looked at and asked about.

    ``where`` is a folder of exports or one export, a backup, a book (its file, its folder, or
    postgresql://...), or the address of a site, with a ``token`` from there; without it it is the
    own book. ``on`` asks for a book as it stood at the end of a day, ``mapping`` is a mapping file
    for exports, and with ``strict`` nothing is taken when anything is wrong with them. ``progress``
    is told what is being done, such as ``print``; by default nobody is.

    Everything wrong with the files is a warning and stands in ``.problems``. Nothing is changed
    wherever the records lie.
    """
    kind = _kind(where)
    _refuse(kind, mapping=mapping, on=on, token=token, strict=strict or None)
    place = str(where) if where is not None else "your own book"
    progress(f"reading {place}")
    with told():
        reading = _read(kind, where, mapping, day_of(on), token, strict, progress)
    warn(reading.problems)
    return Opened(reading, where=place, progress=progress)


def _kind(where: str | Path | None) -> str:
    if where is None:
        return OWN
    if isinstance(where, str):
        if where.startswith(("https://", "http://")):
            return SITE
        if where.startswith(("postgresql://", "postgres://", "sqlite://")):
            return DATABASE
    path = Path(where).expanduser()
    if not path.exists():
        beside = path.absolute().parent
        known = [one.name for one in beside.iterdir()] if beside.is_dir() else []
        raise UnknownName(f"file or folder in {beside}", path.name, known)
    if _is_book(path):
        return DATABASE
    return BACKUP if _is_backup(path) else FILES


def _is_book(path: Path) -> bool:
    if path.is_dir():
        return (path / BOOK).is_file()
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def _is_backup(path: Path) -> bool:
    """Whether it is one by its mark; whether it stands whole shows when it is read."""
    if path.is_dir():
        return False
    try:
        with ZipFile(path) as archive:
            return archive.comment.startswith(b"interlock backup")
    except (BadZipFile, OSError):
        return False


def _refuse(kind: str, **options: object) -> None:
    """Raises ``BadUsage`` for what is said and means nothing there."""
    wrong = [name for name, said in options.items() if said is not None and kind not in TAKES[name]]
    if wrong:
        places = " or ".join(CALLED[one] for one in TAKES[wrong[0]])
        raise BadUsage(f"{wrong[0]}= is for {places}, and this is {CALLED[kind]}")
    if kind == SITE and not options["token"]:
        raise BadUsage("A site gives its book to whoever has a token: make one there, and say "
                       "token=...")  # fmt: skip


def _read(
    kind: str,
    where: str | Path | None,
    mapping: str | Path | None,
    on: date | None,
    token: str | None,
    strict: bool,
    progress: Progress,
) -> Reading:
    """One action for each kind of place; those that need a database are loaded where asked for."""
    if kind == SITE:
        from interlock.actions.fetch_book import fetch_book

        return fetch_book(str(where), token=token or "")
    if kind == FILES:
        from interlock.actions.read_files import read_files

        by = Path(mapping).expanduser() if mapping else None
        folder = Path(str(where)).expanduser()
        return read_files(folder, mapping=by, strict=strict, progress=progress)
    from interlock.actions.load_book import load_backup, load_book_aside

    if kind == BACKUP:
        return Reading(load_backup(Path(str(where)).expanduser(), on=on))
    return Reading(load_book_aside(_address(where), on=on))


def _address(where: str | Path | None) -> str | None:
    if where is None or "://" in str(where):
        return None if where is None else str(where)
    path = Path(where).expanduser().absolute()
    return f"sqlite:///{path / BOOK if path.is_dir() else path}"
