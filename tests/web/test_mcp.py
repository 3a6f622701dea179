"""interlock mcp: an assistant asks over stdin and stdout, of a folder and of a site."""

import json
import os
import sys
import threading
from contextlib import contextmanager
from wsgiref.simple_server import WSGIRequestHandler, make_server

import anyio
import pytest
from click.testing import CliRunner
from mcp.client.session import ClientSession
from mcp.client.stdio import StdioServerParameters, stdio_client

import interlock.cli
from interlock.actions import save_token
from interlock.cli.main import main
from interlock.cli.mcp_book import Held
from interlock.cli.mcp_site import NotTold, Site
from interlock.records.errors import NotPossible, UnknownName
from interlock.render import book_files
from interlock.render import json as json_of
from interlock.store import members, write
from interlock.web import tasks
from tests import closed_weeks
from tests.web.desk import answer_at_once, features_at_once
from tests.web.test_deals import HELD, SECRETS, ahead

TOOLS = {"this_week", "report_of", "deals", "deal", "features", "release_odds", "promises",
         "sales_tools", "people", "search", "what_if", "plan"}  # fmt: skip
ASKED = [
    ("deals", {"sort": "crm"}),
    ("deal", {"id": "D2"}),
    ("deal", {"id": "D9"}),
    ("features", {}),
    ("people", {"deal": "D2"}),
    ("search", {"words": "inn"}),
    ("what_if", {"changes": [{"kind": "drop", "feature": "Export"}]}),
    ("what_if", {"changes": [{"kind": "drp"}]}),
    ("plan", {"without": ["Export"]}),
]


@pytest.fixture
def folder(tmp_path):
    for name, content in book_files.written(HELD, "csv"):
        (tmp_path / name).write_bytes(content)
    return tmp_path


def told(*words, **environment):
    """What an assistant is told by each tool, and the tools there are."""

    async def ask():
        command = StdioServerParameters(
            command=sys.executable, args=["-m", "interlock", "mcp", *map(str, words)],
            env=dict(os.environ) | environment,
        )  # fmt: skip
        async with stdio_client(command) as (read, send), ClientSession(read, send) as session:
            await session.initialize()
            tools = {one.name for one in (await session.list_tools()).tools}
            return tools, [await session.call_tool(name, asked) for name, asked in ASKED]

    return anyio.run(ask)


def forecast(folder):
    """The odds that the command line prints."""
    run = CliRunner().invoke(main, ["forecast", "deals", str(folder), "--json"])
    return {row["id"]: row["p_won"] for row in json.loads(run.stdout)["rows"]}


def read(answer):
    assert not answer.is_error, answer.content[0].text
    return json.loads(answer.content[0].text)


def test_an_assistant_reads_a_folder_and_asks_what_ifs(folder):
    tools, (deals, one, gone, features, people, found, dropped, wrong, best) = told(folder)
    assert tools == TOOLS
    assert [line["id"] for line in read(deals)["items"]] == ["D2", "D/1"]
    lines = {line["id"]: line for line in read(deals)["items"]}
    assert {name: line["p_won"] for name, line in lines.items()} == forecast(folder)
    assert lines["D2"]["amount"] == float(SECRETS["Bob"])
    assert read(one)["needs"][0]["feature"] == "F1"
    assert "strip" not in read(one)["forecast"]
    assert gone.is_error
    assert "No deal is called 'D9'" in gone.content[0].text
    assert read(features)["items"][0]["id"] == "F1"
    assert [row["name"] for row in read(people)["items"]] == ["Eve"]
    assert read(found)["groups"][0]["first"][0]["key"] == "D2"
    assert read(dropped)["changes"] == ["drop Export"]
    assert read(best)["whatif"][0] == {"kind": "drop", "feature": "F1"}
    assert read(best)["answer"]["changes"][0] == "drop Export"
    assert wrong.is_error
    assert "did you mean" in wrong.content[0].text or "is no change" in wrong.content[0].text


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        """Say nothing."""


@contextmanager
def site():
    from interlock.web.wsgi import application

    server = make_server("localhost", 0, application, handler_class=_Quiet)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}).start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_an_assistant_sees_of_a_site_what_whoevers_token_it_has_may_see(book_at, monkeypatch):
    write.book(HELD, by="Ann", words="first")
    monkeypatch.setattr(tasks, "deals_ahead", lambda _book, **_: ahead())
    tasks.make_deals.func()
    features_at_once(monkeypatch)
    answer_at_once(monkeypatch, 1)
    user = members.make("dev@acme.example", None, role="developer", known_as="Dee", by="test")
    token = save_token.make_token(user, name="assistant", last_day=None, by="test")
    with site() as url:
        tools, answers = told("--url", url, INTERLOCK_TOKEN=token)
        _, refused = told("--url", url, INTERLOCK_TOKEN="interlock_wrong")  # noqa: S106
    deals, one, gone, features, people, found, dropped, wrong, best = answers
    assert tools == TOOLS
    assert {line["id"]: line["amount"] for line in read(deals)["items"]} == {
        "D/1": None, "D2": None
    }  # fmt: skip
    assert read(one)["record"]["amount"] is None
    assert gone.is_error
    assert read(features)["items"][0]["id"] == "F1"
    assert read(people)["count"] == 1
    assert read(found)["groups"][0]["first"][0]["key"] == "D2"
    assert read(dropped)["whole"] is None
    assert "kind: is no change" in wrong.content[0].text
    assert "on its Plan page" in best.content[0].text
    everything = "".join(one.content[0].text for one in answers)
    assert not any(secret.split(".")[0] in everything for secret in SECRETS.values())
    assert all("Sign in with a token" in one.content[0].text for one in refused[:-1])


def test_an_assistant_is_told_what_the_report_of_a_day_said(book_at, folder):
    write.book(HELD, by="Ann", words="first")
    closed_weeks.close_all(2)
    made = json_of.as_dict(closed_weeks.report(closed_weeks.LAST))
    held = Held(None, on=None, mapping=None, strict=False)
    for day in ("2026-11-23", "20 Nov", "week 48"):
        assert held.report_of(day, "") == made
    with pytest.raises(UnknownName, match="closed week"):
        held.report_of("2024-01-01", "")
    with pytest.raises(NotPossible, match="a book keeps them"):
        Held(folder, on=None, mapping=None, strict=False).report_of("2026-11-23", "")
    user = members.make("dev@acme.example", None, role="developer", known_as="Dee", by="test")
    token = save_token.make_token(user, name="assistant", last_day=None, by="test")
    with site() as url:
        told_by_site = Site(url, token).report_of("20 Nov", "")
        with pytest.raises(NotTold, match="No week was closed for 2024-01-01"):
            Site(url, token).report_of("2024-01-01", "")
        with pytest.raises(NotTold):
            Site(url, token).report_of("20 Nov", "management")
    assert told_by_site["reader"]["kind"] == "development"
    assert told_by_site["quarter"]["forecast"] is None


def test_a_site_needs_a_token_and_is_named_without_a_folder(monkeypatch, folder):
    monkeypatch.delenv("INTERLOCK_TOKEN", raising=False)
    run = CliRunner().invoke(main, ["mcp", "--url", "http://localhost:1"])
    assert run.exit_code == 2
    assert "Put a token into INTERLOCK_TOKEN" in run.output
    both = CliRunner().invoke(main, ["mcp", str(folder), "--url", "http://localhost:1"])
    assert "Name a FOLDER or a --url, not both" in both.output


def test_without_the_extra_it_says_what_to_install(monkeypatch, folder):
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    monkeypatch.delitem(sys.modules, "interlock.cli.mcp_tools", raising=False)
    monkeypatch.delattr(interlock.cli, "mcp_tools", raising=False)
    run = CliRunner().invoke(main, ["mcp", str(folder)])
    assert run.exit_code == 2
    assert "interlock[mcp]" in str(run.exception or run.output) + run.output
