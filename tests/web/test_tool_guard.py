"""The guard of sales tools: no role and no address gives a file or a link that its state forbids,
and whatever the rule gives can be taken.
"""

import re
import shutil
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interlock.actions.load_book import load_shown
from interlock.actions.load_records import load_record, load_table
from interlock.actions.take_tool import take_tool
from interlock.records.errors import NotToTake, UnknownName
from interlock.records.rights import RIGHTS, Viewer
from interlock.records.tables import TABLES
from interlock.records.tool_rights import taken_as
from interlock.records.tool_tables import TOOL_STATES
from interlock.store import connect, members, read, typed, write
from interlock.web.api.application import api
from tests.store.books import book, deal
from tests.store.databases import NOWHERE, use
from tests.tool_files import AT, PDF, kept_in_folder, put
from tests.web.test_rights import ADDRESSES, ARGUMENTS

connect.start()

from interlock.store.models import ToolTaken  # noqa: E402

DEALS = ("", "D1", "D2")
PEOPLE = ("Ann", "ANN", "Bob", "Eve", "")
EACH = 5
"""Of all tools for all deals every so many is taken: the rule alone is asked of all."""

OWNERS = ("Ann", "Bob", None)
LET = {"by": "Root", "at": AT.replace(tzinfo=None)}


def tool(number, state, review, owner, kind):
    name = f"{kind}{number}"
    link = f"https://acme.example/secret-{name}-end" if kind == "link" else None
    return {"name": name, "state": state, "review": review, "owner": owner, "link": link}


STATES = list(product((*TOOL_STATES, None), (None, "a feature was dropped"), OWNERS))
TOOLS = [tool(number, *one, kind) for number, one in enumerate(STATES) for kind in ("file", "link")]
LETS = [
    {**LET, "tool": one["name"], "person": person, "deal": where}
    for number, one in enumerate(TOOLS)
    for person, where in [("ann", "D1")] * (number % 4 in (1, 2)) + [("Bob", "D2")]
]
"""Ann is let have half of the tools for D1, written in small letters; Bob all of them for D2."""

WAS = "https://acme.example/secret-link-of-before"
"""Where some tools were that have another link now."""

HELD = book([deal("D1", owner="Ann"), deal("D2", owner="Ann")], tools=TOOLS, tool_lets=LETS)
BY_NAME = {one["name"]: one for one in TOOLS}


def may(role, person, name, where):
    """Whether somebody may take a tool for a deal: the rule, said again in other words."""
    one = BY_NAME[name]
    changes_tools = role in ("owner", "manager", "product", "developer")
    own = one["owner"] == person and role != "viewer"
    fit = one["state"] == "ready" and one["review"] is None
    let = {(x["tool"], x["person"].lower(), x["deal"]) for x in LETS}
    return changes_tools or own or fit or (name, person.lower(), where) in let


def secret(name):
    """What is in the file, or where the link leads."""
    return BY_NAME[name]["link"] or f"secret-{name}-end"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    with kept_in_folder(tmp_path_factory.mktemp("files")) as held:
        yield held


@pytest.fixture(scope="module")
def made(tmp_path_factory, sqlite_template, folder):
    """The file of a book with all these tools; made once."""
    file = tmp_path_factory.mktemp("made") / "book.sqlite3"
    shutil.copy(sqlite_template, file)
    use(f"sqlite:///{file}")
    write.book(HELD, by="Root", words="first")
    for name, one in BY_NAME.items():
        if one["link"] is None:
            put(name, content=PDF + secret(name).encode())
    for name in ("link2", "link35"):
        for link in (WAS, secret(name)):
            typed.over("tools", (name,), {"link": link}, by="Root", seen=read.latest())
    use(NOWHERE)
    return file


@pytest.fixture
def book_at(made, tmp_path):
    """A copy of it, in use."""
    shutil.copy(made, tmp_path / "book.sqlite3")
    use(f"sqlite:///{tmp_path / 'book.sqlite3'}")
    yield
    use(NOWHERE)


def got(name, viewer, where):
    """What taking a tool gives; None where it is refused."""
    try:
        found = take_tool(name, viewer, deal=where, at=AT)
    except NotToTake:
        return None
    if found.content is None:
        return found.link
    with found.content:
        return found.content.read().removeprefix(PDF).decode()


def test_the_rule_is_what_is_said_of_it_for_every_tool_role_person_and_deal():
    for role, person, name, where in product(RIGHTS, PEOPLE, BY_NAME, DEALS):
        found = taken_as(Viewer(person, role), BY_NAME[name], deal=where, lets=LETS)
        expected = may(role, person.capitalize(), name, where)
        assert bool(found) == expected, (role, person, name, where)


@pytest.mark.usefixtures("book_at")
@pytest.mark.parametrize("person", ["ANN", ""])
def test_a_tool_is_given_to_whom_the_rule_says_and_to_nobody_else(role, person):
    viewer, said = Viewer(person, role), person.capitalize()
    for name, where in list(product(BY_NAME, DEALS))[::EACH]:
        expected = secret(name) if may(role, said, name, where) else None
        assert got(name, viewer, where) == expected, (name, where)
    lets = {(one.tool, one.deal) for one in ToolTaken.objects.filter(let=True)}
    named = {(one["tool"], one["deal"]) for one in LETS if one["person"].lower() == person.lower()}
    assert lets <= named


def told(viewer):
    """Everything that a viewer can read of the book."""
    tables = [load_table(name, viewer).write_json() for name in TABLES if name in viewer.right.sees]
    records = [repr(load_record("tools", (name,), viewer)) for name in BY_NAME]
    whole = load_shown(viewer)[0]
    return "\n".join([*tables, *records, whole.tools.write_json()])


@pytest.mark.usefixtures("book_at")
@pytest.mark.parametrize("person", ["Ann", "Bob", ""])
def test_a_link_is_told_to_whom_the_tool_is_given_without_a_deal(role, person):
    words = told(Viewer(person, role))
    links = [name for name in BY_NAME if BY_NAME[name]["link"]]
    seen = {name for name in links if f"{secret(name)}" in words}
    assert seen == {name for name in links if may(role, person, name, "")}


def addresses():
    """Every address of the site and of the API that is asked with GET; what takes a name, with the
    names of some tools that are not ready.
    """
    described = api.get_openapi_schema(path_prefix="/api/")["paths"]
    of_api = [path for path, some in described.items() if "get" in some]
    for one in (*ADDRESSES, *(re.sub(r"\{(\w+)\}", r"<\1>", one) for one in of_api), *ASKED):
        for name in NAMED if "<name>" in one and "tools" in one else NAMED[:1]:
            yield re.sub(r"<(\w+)>", lambda x, name=name: {**PLACES, "name": name}[x[1]], one)


ASKED = (
    "/api/v1/history/tools?key=<name>", "/api/v1/book?form=csv", "/api/v1/tools?limit=500",
    "/search/?q=secret", "/api/v1/search?q=secret", "/tools/<name>/take/?deal=D2",
    "/api/v1/tools/<name>/file?deal=D2",
)  # fmt: skip
PLACES = ARGUMENTS | {"own_id": "D1", "table": "tools", "person": "Ann"}
NAMED = ("file0", "link2", "file35", "link35")


@pytest.mark.usefixtures("book_at")
@pytest.mark.parametrize("role", ["rep", "viewer"])
def test_no_address_tells_what_its_state_forbids(browser, role):
    client = browser(role, known_as="Eve")
    secrets = [WAS, *(secret(one) for one in BY_NAME if not may(role, "Eve", one, "D2"))]
    for address in addresses():
        for method in ("get", "head") if "tools" in address else ("get",):
            words = sent(getattr(client, method)(address))
            assert not [one for one in secrets if one.encode() in words], (address, method)


def sent(answer):
    """All that is sent: body and head."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.close()
    return unpacked(body) + repr(answer.headers).encode()


def unpacked(body):
    """With what is in it where it is a zip."""
    if not body.startswith(b"PK"):
        return body
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())


@pytest.mark.usefixtures("book_at")
@pytest.mark.parametrize("role", RIGHTS)
def test_pages_and_programs_give_what_the_rule_gives(browser, role):
    client = browser(role, known_as="Ann")
    for name, where in list(product(BY_NAME, DEALS))[:: EACH * 2 + 1]:
        allowed = may(role, "Ann", name, where)
        for form in ("/tools/{}/take/?deal={}", "/api/v1/tools/{}/file?deal={}"):
            answer = client.get(form.format(name, where), headers={"Range": "bytes=0-9999"})
            assert (answer.status_code in (200, 302)) == allowed, (name, where)
            assert (secret(name).encode() in sent(answer)) == allowed
            assert allowed or answer.status_code == 403


@pytest.mark.usefixtures("book_at")
def test_a_let_that_is_taken_back_or_of_another_name_gives_nothing():
    rep, name = Viewer("Ann", "rep"), next(one["tool"] for one in LETS if one["person"] == "ann")
    assert got(name, rep, "D1")
    typed.put("tool_lets", [{**LET, "tool": "other", "person": "Ann", "deal": "D1"}],
              gone=[(name, "ann", "D1")], by="x", words="x")  # fmt: skip
    write.book(book([deal("D1")], tools=TOOLS), by="Root", words="without lets")
    assert got(name, rep, "D1") is None or may("rep", "Ann", name, "")


@pytest.mark.usefixtures("book_at")
def test_who_has_another_role_now_takes_what_that_role_takes(browser):
    from django.contrib.auth import get_user_model

    client, name = browser("manager", known_as="Eve"), "file0"
    address = f"/tools/{name}/take/"
    assert PDF in sent(client.get(address))
    user = get_user_model().objects.get(email__startswith="manager").pk
    members.change(user, role="rep", amounts="", known_as="Eve", by="test")
    assert client.get(address).status_code == 403


LETTERS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), min_size=1)
NAMES = st.one_of(
    st.sampled_from(["..", ".", "a/b", "/a", "a/../b", "%2e%2e", "100 %", "Größe €", "x" * 900,
                     "a/take", "a\r\nb", "?deal=D1", "#x", "\u202efdp.exe"]),
    LETTERS,
)  # fmt: skip


@pytest.mark.usefixtures("sqlite_book", "folder")
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=NAMES)
def test_a_tool_is_guarded_whatever_it_is_called(name):
    rows = [{"name": name, "state": "draft", "owner": "Bob"}]
    write.book(book([deal("D1")], tools=rows), by="Root", words="x")
    put(name, content=PDF)
    with pytest.raises(NotToTake):
        take_tool(name, Viewer("Ann", "rep"), deal="D1", at=AT)
    with pytest.raises(UnknownName):
        take_tool(f"{name}x", Viewer("Ann", "owner"), at=AT)
    take_tool(name, Viewer("Bob", "rep"), at=AT).content.close()
