"""Every operation of the API as every role, held against the table in the guide."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from interlock.store import write
from interlock.web.api.application import api
from tests.store.books import book
from tests.web.test_deals import BESIDE, CLOSED, OPEN

GUIDE = Path(__file__).parents[3] / "docs" / "guide" / "api.md"
METHODS = ("get", "post", "put", "delete", "patch")
PLACES = {
    "own_id": "D2", "table": "deals", "number": "999", "name": "Zoe", "note": "N1", "risk": "R1",
    "account": "Acme", "person": "Eve", "promise": "P1", "day": "2026-11-23", "other": "2026-11-16",
}  # fmt: skip
WORDS = {"/api/v1/search": "?q=x", "/api/v1/history/{table}": "?key=D2"}
BODIES = {
    "/api/v1/deals/{own_id}/values": {"stage": "Lead"},
    "/api/v1/deals/{own_id}/given_back": {"columns": ["stage"]},
    "/api/v1/deals/{own_id}/needs": {"feature": "F1", "strength": "important"},
    "/api/v1/deals/{own_id}/evidence": {"rule": "r", "on": "2026-11-20", "what": "x"},
    "/api/v1/deals/{own_id}/people": {"name": "Zoe", "side": "buyer"},
    "/api/v1/deals/{own_id}/meetings": {"person": "Eve", "on": "2026-11-20"},
    "/api/v1/deals/{own_id}/plan": {"step": "legal", "owner_theirs": "Eve"},
    "/api/v1/deals/{own_id}/told": {"feature": "F1"},
    "/api/v1/deals/{own_id}/risks": {"what": "slow"},
    "/api/v1/features/{own_id}/risks": {"what": "slow"},
    "/api/v1/notes": {"kind": "deals", "id": "D2", "text": "x"},
    "/api/v1/notes/seen": {},
    "/api/v1/notes/{note}": {"text": "y"},
    "/api/v1/notes/{note}/answers": {"text": "z"},
    "/api/v1/notes/{note}/came": {"came": True},
    "/api/v1/risks/{risk}/promise": {"act": "ask", "due": "2099-01-01"},
    "/api/v1/promises": {"what": "ask", "to": "Eve", "due": "2099-01-01"},
    "/api/v1/promises/{promise}/move": {"due": "2099-01-01", "why": "x"},
    "/api/v1/promises/{promise}/withdraw": {"why": "x"},
    "/api/v1/people/{person}/values": {"deal": "D2", "role": "champion", "department": "x"},
    "/api/v1/deals/{own_id}/buyer_steps": {"step": "x", "due": "2026-12-01"},
    "/api/v1/deals/{own_id}/steps_done": {"step": "legal"},
    "/api/v1/deals/{own_id}/ended": {"outcome": "lost"},
    "/api/v1/deals/{own_id}/handover": {"delivery": "Ann", "support": "Bob"},
    "/api/v1/deals/{own_id}/handover_steps": {"step": "x", "owner": "Ann"},
    "/api/v1/deals/{own_id}/odds": {"odds": 0.5, "why": "x"},
    "/api/v1/answers": {"kind": "need", "deal": "D2", "feature": "F1", "said": "important"},
    "/api/v1/calls": {"calls": [{"category": "commit", "amount": "1"}]},
    "/api/v1/calls/of/{name}": {"calls": [{"category": "commit", "amount": "1", "why": "x"}]},
    "/api/v1/features/{own_id}/values": {"team": "Core"},
    "/api/v1/features/{own_id}/given_back": {"columns": ["team"]},
    "/api/v1/releases/{own_id}/values": {"due": "2027-01-08"},
    "/api/v1/releases/{own_id}/given_back": {"columns": ["due"]},
    "/api/v1/order": {"feature": "F1", "to": "first"},
    "/api/v1/plan": {"changes": [{"kind": "drp"}]},
    "/api/v1/plan/accept": {"name": "x", "changes": [{"kind": "drp"}]},
    "/api/v1/whatif": {"changes": [{"kind": "drp"}]},
    "/api/v1/whatif/compare": {"whatifs": {"a": [{"kind": "drp"}], "b": []}},
}
FILES = {("POST", "/api/v1/tools/{name}/file")}
"""Operations to which a file is sent."""

EVERYBODY = "everybody"


def operations():
    for path, some in api.get_openapi_schema(path_prefix="/api/")["paths"].items():
        yield from ((method.upper(), path) for method in some if method in METHODS)


OPERATIONS = sorted(operations())


def table():
    """(method, address) -> who is answered, as the guide says."""
    rows = re.findall(r"^\| `(\w+) (/\S+?)` \| (.*?) \|", GUIDE.read_text(), re.M)
    return {(method, f"/api/v1{at}"): set(who.split(", ")) for method, at, who in rows}


@pytest.fixture
def held(book_at):
    led = {"name": "Zoe", "side": "sales", "reports_to": "Bob"}
    day = date(2026, 11, 2)
    more = {
        "people": [*BESIDE["people"], led],
        "notes": [
            {"id": "N1", "at": datetime(2026, 11, 2), "by": "Bob", "text": "x", "deal": "D2"}
        ],
        "risks": [{"id": "R1", "what": "slow", "deal": "D2", "named_on": day, "promise": "P1"}],
        "promises": [{"id": "P1", "what": "ask", "maker": "Bob", "said_on": day, "deal": "D2"}],
    }
    held = book([*CLOSED, *OPEN], **BESIDE | more)
    write.book(held, by="Ann", words="first")


@pytest.mark.usefixtures("held")
def test_every_operation_answers_whom_the_guide_says(program, role):
    who, nobody, said = program(role, known_as="Bob"), program(), table()
    for method, path in OPERATIONS:
        address = re.sub(r"\{(\w+)\}", lambda found: PLACES[found[1]], path)
        asked = address.removeprefix("/api/v1/") + WORDS.get(path, "")
        assert sent(nobody, method, asked, path).status_code == 401, (method, path)
        status = sent(who, method, asked, path).status_code
        is_let_in = bool(said[method, path] & {role, EVERYBODY})
        assert (status != 403) == is_let_in, (role, method, path, status)
        assert status < 500, (role, method, path)


def sent(who, method, asked, path):
    if (method, path) in FILES:
        return who.put_file(asked, "a.pdf", b"%PDF-1.7")
    return who.send(method, asked, BODIES.get(path))


def test_the_guide_names_every_operation_and_no_other():
    assert sorted(table()) == OPERATIONS
