"""The tools of an assistant, over a site or over what is on this machine."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

from interlock import __version__
from interlock.records.errors import BadInput, InterlockError

LONG = ("strip", "fan", "closed_path", "burn_up", "birth", "held_by", "steps", "rates", "settings")
"""What pictures are drawn from, and what an outcome was made of: too long to be read."""

ABOUT = """
Interlock forecasts deals and releases together. Odds are 0 to 1; p_won is the chance that a deal is
won by the quarter's last day; p50_on and p80_on are days by which a feature has shipped in 5 and 8
of 10 cases. Amounts are in the company's currency unless a currency stands beside them, and absent
where you may not see them. Say the day as_of which a figure is. Nothing here changes anything.
"""

Found = dict[str, Any]


class Source(Protocol):
    """Where answers come from; each is as the API of a site gives it."""

    def this_week(self) -> Found:
        """The weekly report."""

    def report_of(self, day: str, reader: str) -> Found:
        """The weekly report of a closed week, as it was kept."""

    def deals(self, **asked: Any) -> Found:
        """Open deals."""

    def deal(self, own_id: str) -> Found:
        """One deal."""

    def features(self, **asked: Any) -> Found:
        """Features with their ship dates."""

    def releases(self) -> Found:
        """Releases with the odds of each day."""

    def rows(self, noun: str, **asked: Any) -> Found:
        """Rows of a table."""

    def search(self, words: str) -> Found:
        """What fits some words."""

    def what_if(self, changes: list[Found]) -> Found:
        """What changes would do."""

    def plan(self, must: list[str], without: list[str]) -> Found:
        """Which features in which order bring most."""


def serve(source: Source) -> None:
    """Answer over stdin and stdout until they are closed."""
    made(source).run("stdio")


def made(source: Source) -> MCPServer[Any]:
    """The server with its tools."""
    server: MCPServer[Any] = MCPServer(
        "interlock", title="Interlock", version=__version__, instructions=ABOUT, log_level="WARNING"
    )
    for tool in _tools(source):
        server.add_tool(
            _told(tool), annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False),
            structured_output=False,
        )  # fmt: skip
    return server


def short(value: Any) -> Any:
    """Without what is too long to be read."""
    if isinstance(value, dict):
        return {key: short(one) for key, one in value.items() if key not in LONG}
    return [short(one) for one in value] if isinstance(value, list | tuple) else value


def _reports(source: Source) -> tuple[Callable[..., Found], ...]:
    def this_week() -> Found:
        """The weekly report: odds of reaching target, what moved and why, releases, promises that
        are due, deals in the balance.
        """
        return source.this_week()

    def report_of(day: str, reader: str = "") -> Found:
        """What the weekly report of a day said, as it was kept when its week was closed: day is
        2026-11-23, 23 Nov or week 48, a day between two reports means the later; reader is
        management, sales, development or a name, without it one's own.
        """
        return source.report_of(day, reader)

    return (this_week, report_of)


def _suppose(source: Source) -> tuple[Callable[..., Found], ...]:
    def what_if(changes: list[Found]) -> Found:
        """What changes that nobody has made would do to bookings, deals, dates and promises. Each
        has a kind and its fields: {"kind": "drop", "feature": F}, {"kind": "delay", "feature": F,
        "weeks": 4}, {"kind": "bring forward", "feature": F, "weeks": 2}, {"kind": "order",
        "feature": F, "place": 1}, {"kind": "people", "team": T, "people": 2}, {"kind": "move
        feature", "feature": F, "release": R}, {"kind": "move release", "release": R, "due":
        "2026-12-15"}, {"kind": "need", "deal": D, "feature": F, "strength": "dealbreaker"},
        {"kind": "promise", "feature": F, "due": "2026-12-15", "deal": D}.
        """
        return source.what_if(changes)

    def plan(must: list[str] | None = None, without: list[str] | None = None) -> Found:
        """Which features in which order would bring the most expected bookings, and what that adds
        to the order as is and to ranking by revenue named; why each feature stands where it does,
        and its changes as a what-if. must are features, by id, key or name, that ship in time,
        without those that are left out. A short search that takes some seconds.
        """
        return source.plan(must or [], without or [])

    return (what_if, plan)


def _tools(source: Source) -> tuple[Callable[..., Found], ...]:
    def deals(
        q: str | None = None,
        owner: str | None = None,
        stage: str | None = None,
        account: str | None = None,
        waits_for: str | None = None,
        sort: str | None = None,
        limit: int = 25,
        offset: int = 0,
    ) -> Found:
        """Open deals with their odds and dates. q looks in name, account, id and owner; waits_for
        is the name of a feature; sort is name, amount, won, moved, date or crm, a minus before it
        turns it round; without it those most in the balance come first.
        """
        return source.deals(
            q=q, owner=owner, stage=stage, account=account, waits_for=waits_for, sort=sort,
            limit=limit, offset=offset,
        )  # fmt: skip

    def deal(id: str) -> Found:
        """One deal by its id: its record, odds, what holds it and would move it, needs, people,
        evidence, steps, promises.
        """
        return source.deal(id)

    def features(
        team: str | None = None, unfinished: bool = True, limit: int = 50, offset: int = 0
    ) -> Found:
        """Features, with the days by which each has shipped in 5 and 8 of 10 cases."""
        return source.features(team=team, unfinished=unfinished, limit=limit, offset=offset)

    def release_odds() -> Found:
        """Releases: the odds of their stated dates, and the days to reckon with."""
        return source.releases()

    def promises(
        deal: str | None = None, feature: str | None = None, maker: str | None = None
    ) -> Found:
        """Promises that were given, by the deal or feature they are about or by who gave them; each
        with its verdict, the record that decided it, and the odds of its day while it is open.
        """
        return source.rows("promises", deal=deal, feature=feature, maker=maker)

    def sales_tools(state: str | None = None, owner: str | None = None) -> Found:
        """Sales tools: decks, demos, price lists and others with the days by which each is ready in
        5 and 8 of 10 cases, the open deals that wait for it, and who asked; state is asked for,
        draft, internal, ready or retired, owner is who makes it.
        """
        return source.rows("tools", state=state, owner=owner)

    def people(deal: str | None = None, name: str | None = None) -> Found:
        """The buyers' people and our own, of a deal or by name."""
        return source.rows("people", deal=deal, name=name)

    def search(words: str) -> Found:
        """Deals, accounts, features, releases, people and promises by name, id or key."""
        return source.search(words)

    more = (deals, deal, features, release_odds, promises, sales_tools, people, search)
    return (*_reports(source), *more, *_suppose(source))


def _told(tool: Callable[..., Found]) -> Callable[..., str]:
    """What a tool finds as JSON; what is wrong as words that an assistant can act on."""

    @wraps(tool)
    def told(*args: Any, **more: Any) -> str:
        try:
            found = short(tool(*args, **more))
        except BadInput as error:
            lines = [
                f"{one.column or one.file}: {one.what} {one.allowed}" for one in error.problems
            ]
            raise ToolError("\n".join(lines)) from error
        except InterlockError as error:
            raise ToolError(str(error)) from error
        return json.dumps(found, ensure_ascii=False, default=str)

    told.__annotations__["return"] = str
    return told
