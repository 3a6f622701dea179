"""What the exports lack, in Interlock's own simple files: needs, promises, people, targets,
settings.
"""

import csv
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from world import after_sale, names, own_calls, own_promises
from world.deals import Deal
from world.delivery import LAST_DAY, Delivery, Feature
from world.jira_file import asked_in_tracker, key_of
from world.luck import luck
from world.own_promises import Promise
from world.sales import STAGES
from world.wanted import STRENGTHS

RULES = (
    ("metrics", "Measurable gain", "Qualify", "the figure, and who on the buyer's side said it"),
    ("pain", "Identified pain", "Qualify", "cost and deadline stated by the buyer"),
    ("champion", "Champion", "Discover", "something they did for us"),
    ("economic_buyer", "Economic buyer met", "Evaluate", "named, and met on a date"),
    ("criteria", "Decision criteria", "Evaluate", "written list received"),
    ("process", "Decision process", "Propose", "dated plan that the buyer agreed"),
    ("paper", "Paper process", "Negotiate", "owner, start date, expected days"),
)
OF_PEOPLE = ("champion", "economic_buyer")
FACTS = {
    "pain": (
        "two lorries a day leave half empty, and the season begins in spring",
        "their auditors gave them until summer to trace every pallet",
        "night shifts type the same delivery notes a second time",
        "a customer leaves if one more delivery arrives too warm",
        "the old system is switched off next year, whatever comes after it",
    ),
    "metrics": (
        "40 hours a week less typing, said by their head of operations",
        "3 % fewer empty kilometres, from their own pilot",
        "a stocktake in one day in place of three",
        "claims halved, if what happened on the way is known",
    ),
}
"""rule -> what buyers say"""
MEETINGS = ("visit on site", "call", "workshop", "lunch at the fair")
MET = (
    ("shipped", 0.45),
    ("workaround", 0.2),
    ("written promise", 0.15),
    ("discount", 0.1),
    ("nothing", 0.1),
)
STEPS = (
    "Security questionnaire answered",
    "Steering group decides",
    "Legal review of the contract",
    "Budget released",
    "Pilot site signed off",
)
AUDIENCES = ("buyers", "their IT", "buyers", "partners")
WHY = ("their board sees it first", "they compare us with two others", "it opens the door to IT")
TOOLS = (
    ("deck", "Deck"),
    ("demo", "Demo"),
    ("data sheet", "Data sheet"),
    ("price list", "Price list"),
)

Row = tuple[object, ...]


def write_all(folder: Path, seed: int, deals: list[Deal], delivery: Delivery, scale: float) -> None:
    """Every own file beside the exports."""
    features = [f for f in delivery.features if not f.shipped and not f.dropped]
    open_deals = [d for d in deals if not d.closed]
    (folder / "company.toml").write_text(_company(scale), encoding="utf-8", newline="\n")
    (folder / "rules.toml").write_text(_rules(), encoding="utf-8", newline="\n")
    _write(
        folder / "needs.csv",
        "deal,feature,strength,said_by,on,wanted_by,met_by,confirmed",
        _needs(seed, deals),
    )
    _write(folder / "evidence.csv", "deal,rule,on,by,what", _evidence(seed, deals))
    _write(
        folder / "people.csv",
        "name,side,department,role,deal,met_on,reports_to",
        _people(seed, open_deals),
    )
    _write(folder / "meetings.csv", "deal,person,on,what,by", sorted(_meetings(seed, open_deals)))
    _write(
        folder / "buyer_steps.csv",
        "deal,step,owner_theirs,owner_ours,due,done_on",
        _steps(seed, open_deals),
    )
    _write(
        folder / "calls.csv",
        "by,level,about,period,category,amount,said_on,why",
        own_calls.calls(deals),
    )
    _write(folder / "targets.csv", "period,scope,amount", own_calls.targets(scale))
    _write(folder / "memberships.csv", "name,group,kind,from_on,to_on", own_calls.memberships())
    _write(
        folder / "releases.csv",
        "id,name,due,shipped_on,train",
        ((r.name, r.name, r.due, r.shipped, r.train) for r in delivery.releases),
    )
    _write(
        folder / "teams.csv",
        "name,people,wip_limit",
        ((team, 5 + at % 3, 3) for at, team in enumerate(delivery.teams)),
    )
    tools = list(_tools(delivery, features))
    _write(
        folder / "tools.csv",
        "name,kind,audience,owner,state,edition,link,features,asked_on,due,ready_on,review",
        tools,
    )
    asks = list(_tool_asks(tools, open_deals))
    _write(
        folder / "tool_asks.csv",
        "id,on,by,tool,kind,deal,features,why,strength,answer,instead,answered_by,answered_on",
        asks,
    )
    _write(folder / "tool_lets.csv", "tool,person,deal,by,at,why", _tool_lets(asks, tools))
    promises, moves = own_promises.promises(seed, deals, tools, delivery)
    promises += after_sale.commitments(seed, after_sale.contracts(deals))
    _write(folder / "promises.csv", ",".join(Promise._fields), promises)
    _write(folder / "moves.csv", "promise,at,by,old,new,why,told", sorted(moves))
    _write(folder / "told.csv", "deal,feature,on,by,due,what", after_sale.told(deals))
    _write(
        folder / "handover_steps.csv",
        "deal,step,owner,due,done_on,done_by",
        after_sale.handover(deals),
    )
    _write(folder / "changes.csv", "table,id,at,field,old,new,source", _version_moves(delivery))


def _needs(seed: int, deals: list[Deal]) -> Iterable[Row]:
    """Needs written down by reps; for closed deals also how they were met. Those only in the
    tracker are not here.
    """
    tracker = {deal.number for found in asked_in_tracker(deals).values() for deal in found}
    for deal in deals:
        random = luck(seed, "needs", deal.number)
        last = deal.moments[-1]
        if deal.number in tracker or (deal.closed and random.random() < 0.35):
            continue
        for need in deal.needs:
            if need.on > LAST_DAY or (deal.closed and need.on >= last.at.date()):
                continue
            yield (
                deal.id,
                key_of(need.feature),
                need.strength,
                names.person(deal.account),
                need.on,
                need.wanted_by,
                _met(need.feature, deal, random),
                "true",
            )


def _met(feature: Feature, deal: Deal, random: object) -> str:
    last = deal.moments[-1]
    if last.stage != "Closed Won":
        return "nothing" if deal.closed else ""
    if feature.shipped and feature.shipped <= last.at.date():
        return "shipped"
    return str(random.choice([m for m, _ in MET[1:]], p=[0.36, 0.28, 0.18, 0.18]))  # type: ignore[attr-defined]


def _evidence(seed: int, deals: list[Deal]) -> Iterable[Row]:
    """Evidence for the rules of the stages that a deal left; of people won deals have more."""
    for deal in deals:
        random = luck(seed, "evidence", deal.number)
        reached = max(STAGES.index(m.stage) for m in deal.moments if m.stage in STAGES)
        for rule, _, stage, _ in RULES:
            if STAGES.index(stage) < reached and random.random() < _share(deal, rule):
                on = _after(deal, random.integers(5, 70))
                if not deal.closed or on < deal.moments[-1].at.date():
                    yield deal.id, rule, on, names.REPS[deal.rep][0], _fact(rule, deal)


def _fact(rule: str, deal: Deal) -> str:
    """What the buyer said, where the rule asks for their trouble or their gain."""
    said = FACTS.get(rule)
    return said[deal.number % len(said)] if said else "noted after the call"


def _share(deal: Deal, rule: str) -> float:
    """How often a rule's evidence is written down."""
    if not deal.closed or rule not in OF_PEOPLE:
        return 0.72
    return 0.88 if deal.moments[-1].stage == "Closed Won" else 0.5


def _people(seed: int, deals: list[Deal]) -> Iterable[Row]:
    for name, side, department, role in names.OURS:
        yield name, side, department, role, "", "", ""
    for name, _, role in names.REPS:
        yield name, "sales", "sales", role or "rep", "", "", "" if role else names.REPS[0][0]
    for deal in deals:
        random = luck(seed, "people", deal.number)
        stage = STAGES.index(deal.moments[-1].stage)
        for role, chance in (
            ("champion", 0.55 + 0.07 * stage),
            ("economic buyer", 0.15 + 0.13 * stage),
        ):
            if random.random() < chance:
                met = _after(deal, random.integers(4, 60)) if random.random() < 0.85 else ""
                yield (
                    names.person(deal.number * 3 + len(role)),
                    "buyer",
                    "operations",
                    role,
                    deal.id,
                    met,
                    "",
                )


def _meetings(seed: int, deals: list[Deal]) -> Iterable[Row]:
    """With the buyers' people whom reps met; a meeting that evidence of its rule speaks of, too."""
    written = {(row[0], row[1]) for row in _evidence(seed, deals)}
    of_deal = {deal.id: deal for deal in deals}
    for name, _, _, role, own, met, _ in _people(seed, deals):
        deal = of_deal.get(str(own))
        is_said = role == "champion" or (own, str(role).replace(" ", "_")) in written
        if deal is not None and isinstance(met, date) and is_said:
            yield own, name, met, MEETINGS[deal.number % len(MEETINGS)], names.REPS[deal.rep][0]
    for deal in deals:
        if deal.number % 2:
            on = _after(deal, 3 + deal.number % 40)
            what = MEETINGS[(deal.number + 1) % len(MEETINGS)]
            yield deal.id, names.person(deal.account + 1), on, what, names.REPS[deal.rep][0]


def _steps(seed: int, deals: list[Deal]) -> Iterable[Row]:
    for deal in deals:
        if STAGES.index(deal.moments[-1].stage) < 4 or deal.stale:
            continue
        random = luck(seed, "people", (1 << 30) + deal.number)
        for step in STEPS[: int(random.integers(1, 4))]:
            due = LAST_DAY + timedelta(days=int(random.integers(-12, 40)))
            done = due - timedelta(days=2) if due < LAST_DAY and random.random() < 0.6 else ""
            yield deal.id, step, names.person(deal.account + 1), names.REPS[deal.rep][0], due, done


def _tools(delivery: Delivery, features: list[Feature]) -> Iterable[Row]:
    """Those of the features ahead, and those that were made for what shipped this year."""
    states = ("draft", "ready", "draft", "asked for", "internal", "ready", "draft", "ready",
              "asked for", "ready", "retired", "asked for", "draft", "asked for")  # fmt: skip
    for at, (feature, state) in enumerate(zip(features, states, strict=False)):
        asked = LAST_DAY - timedelta(days=150 - 6 * at)
        ready = LAST_DAY - timedelta(days=8 + at)
        due = LAST_DAY + timedelta(days=9 * at - 20)
        review = f"{feature.name} is in another release now" if at == 7 else ""
        yield _tool(at, feature, state, asked, due, ready, review)
    out = [f for f in delivery.features if f.shipped and f.shipped > date(2026, 1, 1)]
    for at, feature in enumerate(out[-12:], len(states)):
        asked = feature.shipped - timedelta(days=50 + at)
        ready = min(feature.shipped + timedelta(days=(2, 9, -4, 21, 14)[at % 5]), LAST_DAY)
        yield _tool(at, feature, "ready", asked, feature.shipped + timedelta(days=7), ready, "")


def _tool(
    at: int, feature: Feature, state: str, asked: date, due: date, ready: date, review: str
) -> Row:
    (kind, word), is_made = TOOLS[at % len(TOOLS)], state != "asked for"
    return (
        f"{word} {feature.name.split(':')[0]} {at + 1}", kind, AUDIENCES[at % len(AUDIENCES)],
        names.OURS[at % 2][0] if at % 3 else names.REPS[0][0], state,
        f"{1 + at % 3}.{at % 4}" if is_made else "",
        f"https://files.example/{kind.replace(' ', '-')}-{at + 1}" if is_made else "",
        key_of(feature), asked, due, ready if state == "ready" else "", review,
    )  # fmt: skip


def _tool_asks(tools: list[Row], deals: list[Deal]) -> Iterable[Row]:
    """What reps wait for, for the deals that need what the tool shows; one was answered."""
    waited = [tool for tool in tools if tool[4] in ("asked for", "draft")]
    for at, tool in enumerate(waited):
        needing = [d for d in deals if any(key_of(n.feature) == tool[7] for n in d.needs)]
        for of, deal in enumerate(needing[: 1 + at % 3]):
            on = max(deal.created.date(), LAST_DAY - timedelta(days=40 - 3 * at))
            yield (
                f"A-{at + 1:02d}{of}", on, names.REPS[deal.rep][0], tool[0], tool[1], deal.id,
                tool[7], WHY[(at + of) % len(WHY)], STRENGTHS[(at + of) % len(STRENGTHS)][0],
                "", "", "", "",
            )  # fmt: skip
    ready = [tool for tool in tools if tool[4] == "ready"]
    for deal in deals[:1]:
        on = max(deal.created.date(), LAST_DAY - timedelta(days=12))
        yield (
            "A-900", on, names.REPS[deal.rep][0], "", "security answers", deal.id, "",
            "their IT asks where data is kept", "", "instead", ready[0][0], names.OURS[2][0],
            LAST_DAY - timedelta(days=3),
        )  # fmt: skip


def _tool_lets(asks: list[Row], tools: list[Row]) -> Iterable[Row]:
    """One rep may show a draft, to one buyer."""
    owners = {tool[0]: tool[3] for tool in tools if tool[4] == "draft"}
    for ask in [ask for ask in asks if owners.get(ask[3], ask[2]) != ask[2]][:1]:
        at = f"{LAST_DAY - timedelta(days=2)} 16:20:00"
        yield ask[3], ask[2], ask[5], owners[ask[3]], at, "shown on our screen, not handed over"


def _version_moves(delivery: Delivery) -> Iterable[Row]:
    """Features that moved from release to release, and releases whose date moved."""
    for release in delivery.releases:
        if release.moved_on:
            yield (
                "releases",
                release.name,
                f"{release.moved_on} 10:00:00",
                "due",
                release.first_due,
                release.due,
                "changes.csv",
            )
    for feature in delivery.features:
        for (_, before), (since, after) in zip(
            feature.versions, feature.versions[1:], strict=False
        ):
            if before != after:
                yield (
                    "features",
                    str(20_000 + feature.number),
                    f"{since} 15:00:00",
                    "release",
                    before,
                    after,
                    "changes.csv",
                )


def _after(deal: Deal, days: int) -> date:
    return min(
        deal.created.date() + timedelta(days=int(days)),
        deal.touched if deal.touched > deal.created.date() else LAST_DAY,
        LAST_DAY,
    )


def _company(scale: float) -> str:
    stages = ("Prospect", "Qualify", "Discover", "Evaluate", "Propose", "Negotiate")
    percents = (5, 10, 20, 40, 60, 80)
    listed = ",\n".join(
        f'  {{ name = "{s}", percent = {p} }}' for s, p in zip(stages, percents, strict=True)
    )
    return f'''# Settings of a company that does not exist: everything shown from here is simulated.
name = "{names.COMPANY}"
simulated = true
currency = "USD"
fiscal_year_start = 10
week_start = "monday"
time_zone = "UTC"
report_day = "friday"
team_from = "project"

[pipelines.Platform]
stages = [
{listed},
  {{ name = "Closed Won", percent = 100, outcome = "won" }},
  {{ name = "Closed Lost", percent = 0, outcome = "lost" }},
]

[[closures]]
first = 2026-12-24
last = 2027-01-01

[[closures]]
first = 2027-08-02
last = 2027-08-06
'''


def _rules() -> str:
    told = ["# What must be evidenced before a deal may leave a stage.\n"]
    for rule, name, stage, asks in RULES:
        told.append(
            f'[[rule]]\nid = "{rule}"\nname = "{name}"\nstage = "{stage}"\n'
            f'asks = "{asks}"\nvalid_from = 2023-10-01\n'
        )
    return "\n".join(told)


def _write(path: Path, header: str, rows: Iterable[Row]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(["" if value is None else value for value in row] for row in rows)
