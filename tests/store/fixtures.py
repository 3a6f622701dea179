"""A fresh book on each database, for every test that asks for one."""

import shutil
import tempfile
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from interlock.store import connect
from tests.programs import require
from tests.shared import in_turn, once
from tests.store import databases
from tests.store.databases import NOWHERE, command, use

NUMBER = count()


@pytest.fixture(scope="session")
def postgresql_server():
    """The address of a server with the databases ``template`` and ``one``, the book's tables made
    in both: the first is copied, the second emptied for each test.
    """
    if not databases.program("initdb"):
        require("initdb", install="Debian's postgresql")
    files = _server_files()
    with (
        tempfile.TemporaryDirectory() as folder,
        databases.server(Path(folder) / "pg", like=files) as address,
    ):
        yield address


def _server_files():
    """The folder of such a server, stopped: each worker runs a copy."""
    with in_turn("pg") as folder:
        if not folder.exists():
            with databases.server(folder) as address:
                use(address + "postgres")
                command("CREATE DATABASE template")
                use(address + "template")
                connect.open_book()
                use(address + "postgres")
                command("CREATE DATABASE one TEMPLATE template")
                command("CHECKPOINT")
                use(NOWHERE)
        return folder


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    """A file with the book's tables made."""
    file = tmp_path_factory.mktemp("book") / "template.sqlite3"

    def made():
        use(f"sqlite:///{file}")
        connect.open_book()
        use(NOWHERE)
        return file.read_bytes()

    file.write_bytes(once("template.sqlite3", made))
    return file


@pytest.fixture(scope="module")
def home(tmp_path_factory, sqlite_template):
    """An ``INTERLOCK_HOME`` with an empty book, for a program that is started."""
    folder = tmp_path_factory.mktemp("home")
    shutil.copy(sqlite_template, folder / "book.sqlite3")
    return folder


@pytest.fixture
def number():
    """A number that no other database has."""
    return next(NUMBER)


@pytest.fixture
def book_on(request, tmp_path):
    """A way to an empty book on a database, in use until it is left."""

    @contextmanager
    def begun(database):
        if database == "postgresql":
            address = request.getfixturevalue("postgresql_server") + "one"
            use(address)
            databases.empty()
        else:
            address = empty_book(database, tmp_path, request, next(NUMBER))
            use(address)
        connect._opened.add(connect.where())
        yield address
        use(NOWHERE)

    return begun


@pytest.fixture(params=["sqlite", "postgresql"])
def book_at(request, book_on):
    """An empty book's address; the book is in use. On PostgreSQL it is always the same one."""
    with book_on(request.param) as address:
        yield address


@pytest.fixture
def sqlite_book(book_on):
    """The same on SQLite alone, where the other database would tell nothing more."""
    with book_on("sqlite") as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_at(request, tmp_path):
    """The address of a database without any table, in use."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path / 'book.sqlite3'}"
    else:
        server, name = request.getfixturevalue("postgresql_server"), f"empty{next(NUMBER)}"
        use(server + "postgres")
        command(f"CREATE DATABASE {name}")
        address = server + name
    use(address)
    yield address
    use(NOWHERE)


def empty_book(database, folder, request, number):
    """The address of a new book in which nothing is yet."""
    if database == "sqlite":
        folder.mkdir(exist_ok=True)
        file = folder / "book.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        return f"sqlite:///{file}"
    server = request.getfixturevalue("postgresql_server")
    use(server + "postgres")
    command(f"CREATE DATABASE book{number} TEMPLATE template")
    return f"{server}book{number}"
