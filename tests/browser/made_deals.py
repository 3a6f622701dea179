"""A book with the deals of the sample report, their forecast, and four who look at it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from interlock.engine.readers import for_reader
from interlock.records.company import Pipeline, Stage
from interlock.records.features_ahead import ToolAhead
from interlock.records.nudges import MOVED, TOOLS, Nudge, Nudges
from interlock.records.report import DealsAhead, FeatureAhead, Reader
from interlock.store import connect, members, nudges, outcomes, read, write
from tests.render import sample, sample_ahead, sample_deals, sample_measured, sample_sides
from tests.store.books import book, deal

DAY = date(2026, 12, 8)
NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
NUDGES = Nudges(
    told=(
        Nudge(MOVED, "a", "1", "Single sign-on now ships by 20 Jan 2027 in 8 of 10 cases, was "
              "15 Dec: Halyard Bank platform waits for it and was told 15 Dec", "deal", "006A1"),
        Nudge(TOOLS, "b", "1", "“Security deck” is ready: Halyard Bank platform needs it", "deal",
              "006A1"),
    ),
    noted={}, over=frozenset(),
)  # fmt: skip
STAGES = ("Prospect", "Evaluate", "Propose", "Negotiate", "Commit")

TOOLS = [
    {"name": "Security deck", "kind": "deck", "audience": "buyers", "owner": "Pia Noor",
     "state": "ready", "edition": "2.1", "features": ["10231"], "ready_on": date(2026, 10, 2),
     "link": "https://files.example/security"},
    {"name": "SSO demo", "kind": "demo", "audience": "their IT", "owner": "Pia Noor",
     "state": "draft", "edition": "0.9", "features": ["10231"], "due": date(2026, 12, 18)},
    {"name": "Audit log demo", "kind": "demo", "owner": "Jörg Müller", "state": "asked for",
     "features": ["10277"]},
    {"name": "Price list", "kind": "price list", "owner": "Mo Lead", "state": "ready",
     "edition": "2026-11", "link": "https://files.example/prices"},
    *({"name": f"Data sheet, {one}", "kind": "data sheet", "owner": "Pia Noor", "state": "ready",
       "features": ["10231"], "review": "SSO for admins is in another release now"}
      for one in ("desk", "phone")),
]  # fmt: skip


def make(password, *more):
    """In the book of the environment, with ``more`` deals; Ann owns it."""
    connect.open_book()
    held = book([*(_deal(one) for one in sample_deals.deals()), *more], **_beside("006A1"))
    pipeline = Pipeline("Sales", tuple(map(Stage, STAGES)))
    company = replace(held.company, pipelines=(pipeline,), currency="USD")
    write.book(replace(held, company=company), by="Ann", words="first")
    asked = {"as_of": None, "seed": 1}
    outcomes.keep("deals", asked, read.revision(), _ahead())
    outcomes.keep("features", asked, read.revision(), _features_ahead())
    for reader in (Reader("management"), Reader("development"),
                   Reader("person", "Ana Lim", "sales")):  # fmt: skip
        asked = {"reader": reader.name or reader.kind, "as_of": None, "seed": 1}
        made = for_reader(sample_sides.report(), reader, own_deals=frozenset({"006A1"}))
        outcomes.keep("report", asked, read.revision(), made)
    members.make("ann@acme.example", password, role="owner", known_as="Ann", by="test")
    others = (("Ana Lim", "rep"), ("Mo Lead", "manager"), ("Jörg Müller", "developer"),
              ("Pia Noor", "product"))  # fmt: skip
    users = {
        role: members.make(f"{role}@acme.example", password, role=role, known_as=name, by="test")
        for name, role in others
    }
    nudges.keep(users["rep"], NUDGES, mails=False, now=NOW, midnight=NOW)


def _deal(line):
    amount = None if line.amount is None else Decimal(str(line.amount))
    return deal(
        line.id, name=line.name, account=line.account, owner=line.owner, stage=line.stage,
        category=line.category, amount=amount, expected_close_on=line.expected_close_on,
        created_on=date(2026, 6, 1),
    )  # fmt: skip


def _beside(own_id):
    day, moved = date(2026, 7, 1), {"table": "deals", "id": own_id, "field": "stage"}
    return {
        "changes": [{**moved, "at": datetime(2026, 7 + n, 1), "old": old, "new": new}
                    for n, (old, new) in enumerate(pairwise(STAGES[:4]))],
        "rules": [{"id": "champion acts", "name": "Champion acts", "stage": "Propose",
                   "asks": "something they did for us"},
                  {"id": "demo given", "name": "Demo given", "stage": "Commit"}],
        "evidence": [{"deal": own_id, "rule": "champion acts", "on": day, "by": "Ana Lim",
                      "what": "sent us their plan"}],
        "features": [
            {"id": one.id, "name": one.line.name, "key": one.line.key, "team": one.team,
             "order": one.place, "release": one.release_id or None, "created_on": day}
            for one in sample_ahead.features()
        ],
        "releases": [{"id": one.line.id, "name": one.line.name, "due": one.line.due}
                     for one in sample_ahead.releases()],
        "teams": [{"name": name, "people": 5.0} for name in sample_ahead.TEAMS],
        "dependencies": [{"feature": "10231", "after": "10277"}],
        "needs": [{"deal": own_id, "feature": "10231", "strength": "dealbreaker",
                   "wanted_by": date(2026, 12, 20)}],
        "people": [{"name": "Eve Stone", "side": "buyer", "role": "champion", "deal": own_id}],
        "meetings": [{"deal": own_id, "person": "Eve Stone", "on": date(2026, 9, 3),
                      "by": "Ana Lim"}],
        "buyer_steps": [
            {"deal": own_id, "step": "legal", "due": date(2026, 12, 9), "owner_theirs": "Max Hall",
             "owner_ours": "Ana Lim"},
            {"deal": own_id, "step": "security review", "due": date(2026, 10, 30),
             "owner_theirs": "Eve Stone", "done_on": date(2026, 11, 3)},
            {"deal": own_id, "step": "pilot of SSO for admins", "due": date(2027, 1, 15),
             "owner_theirs": "Eve Stone", "owner_ours": "Priya Nair"},
            {"deal": own_id, "step": "the board's date"},
        ],
        "promises": [{"id": "P1", "deal": own_id, "what": "Ship SSO", "kind": "own act",
                      "maker": "Priya Nair", "said_on": day, "due": date(2026, 12, 14)},
                     {"id": "P2", "deal": own_id, "what": "Meet their head of legal",
                      "kind": "own act", "form": "internal", "maker": "Ana Lim",
                      "said_on": date(2026, 11, 2), "due": date(2026, 11, 18)}],
        "tools": TOOLS,
        "tool_asks": [
            {"id": "A1", "on": date(2026, 11, 3), "by": "Ana Lim", "kind": "reference",
             "deal": own_id, "why": "their board asks who else runs it", "strength": "important"},
            {"id": "A2", "on": date(2026, 11, 9), "by": "Mo Lead", "tool": "Audit log demo",
             "deal": "006A2", "features": ["10277"], "strength": "nice-to-have"},
        ],
        "risks": [{"id": "R1", "deal": own_id, "what": "Legal has not said what it needs",
                   "by": "Ana Lim", "named_on": date(2026, 11, 2), "promise": "P2", "odds": 0.61,
                   "by_day": date(2026, 12, 31)}],
    }  # fmt: skip


def _features_ahead():
    made = sample_ahead.features_ahead()
    first, *others = made.releases
    days = {"sellable_p50_on": date(2027, 1, 28), "sellable_p80_on": date(2027, 2, 16)}
    line = replace(first.line, **days, tools_left=("SSO demo",))
    tool = ToolAhead(
        name="SSO demo", p50_on=date(2027, 1, 28), p80_on=date(2027, 2, 16), basis="own pace",
        waits_for=("10231",), deals=1, exposed=412000.0, at_risk=96000.0,
    )  # fmt: skip
    return replace(made, releases=(replace(first, line=line), *others), tools=(tool,))


def _ahead():
    return DealsAhead(
        company="Marlow & Pike", simulated=True, currency="USD", quarter="2026-Q4",
        quarter_last=date(2026, 12, 31), next_quarter_last=date(2027, 3, 31), stages=STAGES,
        deals=sample_deals.deals(),
        features=(FeatureAhead(
            "10231", "SSO for admins", DAY, DAY + timedelta(days=12), 0.7,
            ships=tuple(min(1.0, week / 8) for week in range(52)),
        ),),
        notes=(), birth=sample.birth(), rules=sample_measured.rules(),
    )  # fmt: skip
