"""Promises of both sides with what decided them, and each move of their days: by whom, why, and who
was told.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from world import names
from world.deals import Deal
from world.delivery import LAST_DAY, Delivery, Feature
from world.jira_file import key_of
from world.luck import luck
from world.sales import STAGES

OWN, OUTCOME = "own act", "outcome"
LEAD, SUPPORT, LEGAL = (name for name, *_ in names.OURS[:3])
MANAGER = names.REPS[0][0]
REP = [name for name, *_ in names.REPS]
ACTS = (
    "Introduce {0} to the buyer's finance director",
    "Send {0} the security answers",
    "Bring {0}'s list of must-haves in writing",
    "Arrange the pilot site at {0}",
)
SURE = ("P2", "80 %", "P1", "65 %", "P3")
EVIDENCE = ("e-mail of {}", "meeting notes {}", "call of {}", "")
ASKED = ("they asked for it in the workshop", "it is the next step of their timetable", "")
FIRM = ((1, "contract"), (2, "contract"), (4, "written"), (5, "contract"), (6, "written"))
"""(which feature ahead, form) of what single buyers were promised, besides everybody"""


class Promise(NamedTuple):
    """A row of promises.csv."""

    id: str
    what: str
    kind: str
    form: str
    maker: str
    to: str
    said_on: date
    due: date | str
    confidence: str
    why: str = ""
    evidence: str = ""
    deal: str = ""
    feature: str = ""
    release: str = ""
    tool: str = ""
    done_on: date | str = ""
    delivery: str = ""
    support: str = ""


Move = tuple[str, str, str, date, date | str, str, str]
"""A row of moves.csv: promise, at, by, old, new, why, told."""


def promises(
    seed: int,
    deals: Sequence[Deal],
    tools: Sequence[tuple[object, ...]],
    delivery: Delivery,
) -> tuple[list[Promise], list[Move]]:
    """Promises kept, late, broken, withdrawn and open, and outcomes; and how their days moved."""
    features = [f for f in delivery.features if not f.shipped and not f.dropped]
    open_deals = [deal for deal in deals if not deal.closed]
    moves: list[Move] = []
    rows = [
        *_slipped(open_deals, features, moves),
        *_ahead(features),
        *_firm(open_deals, features),
        *_shipped(delivery),
        *_of_releases(delivery, moves),
        *_of_tools(tools),
        *_given_up(deals, delivery, moves),
        *_acts(seed, open_deals, moves),
        *_signed(deals),
    ]
    return sorted(rows, key=lambda row: row.id), moves


def _slipped(
    deals: Sequence[Deal], features: Sequence[Feature], moves: list[Move]
) -> Iterator[Promise]:
    """What many wait for, moved from one release to the next."""
    slipped = next(f for f in features if f.name == names.SLIPPED)
    waiting = next((d for d in deals if any(n.feature is slipped for n in d.needs)), deals[0])
    due, told = date(2026, 12, 16), REP[waiting.rep]
    yield Promise(
        "P-001", f"Ship {slipped.name}", OWN, "written", LEAD, told, date(2026, 6, 3), due, "P2",
        "their sites sign off together from autumn on", "minutes of the steering group, 2 Jun",
        waiting.id, key_of(slipped),
    )  # fmt: skip
    why = "the data model had to change first"
    moves.append(("P-001", "2026-09-02 16:20:00", LEAD, date(2026, 9, 16), due, why, told))


def _ahead(features: Sequence[Feature]) -> Iterator[Promise]:
    """What all buyers were told."""
    for at, feature in enumerate(features[1:9]):
        said = LAST_DAY - timedelta(days=70 - 4 * at)
        yield Promise(
            f"P-{10 + at:03d}", f"Ship {feature.name}", OWN, ("said", "said", "written")[at % 3],
            LEAD, REP[at % 8], said, _ahead_due(at),
            ("P1", "P2", "P3")[at % 3], "", _noted(at, said), "", key_of(feature),
        )  # fmt: skip


def _noted(at: int, on: date) -> str:
    """A note of the day on which it was said."""
    return EVIDENCE[at % 4].format(f"{on.day} {on:%b}")


def _ahead_due(at: int) -> date:
    return LAST_DAY + timedelta(days=5 + 9 * at)


def _firm(deals: Sequence[Deal], features: Sequence[Feature]) -> Iterator[Promise]:
    """The same by the same day, to one buyer, in writing or in the contract."""
    for at, (of, form) in enumerate(FIRM):
        feature = features[of] if of < len(features) else None
        waiting = [d for d in deals if any(n.feature is feature for n in d.needs)]
        if feature is None or not waiting:
            continue
        deal = max(waiting, key=lambda d: (STAGES.index(d.moments[-1].stage), -d.number))
        paper = "order form, annex 2" if form == "contract" else "e-mail to their head of IT"
        yield Promise(
            f"P-{20 + at:03d}", f"Deliver {feature.name} to {names.account(deal.account)}", OWN,
            form, LEAD, names.account(deal.account), LAST_DAY - timedelta(days=40 - 6 * at),
            _ahead_due(of - 1), ("P1", "P2", "70 %")[at % 3], "they do not sign without it", paper,
            deal.id, key_of(feature),
        )  # fmt: skip


def _shipped(delivery: Delivery) -> Iterator[Promise]:
    """What was said of the features that shipped since May."""
    out = [(f, f.shipped) for f in delivery.features if f.shipped and f.shipped > date(2026, 5, 1)]
    for at, (feature, shipped) in enumerate(out[:12]):
        due = shipped + timedelta(days=(12, 3, 20, -9, 6, -21)[at % 6])
        yield Promise(
            f"P-{30 + at:03d}", f"Ship {feature.name}", OWN, "written", LEAD, REP[at % 8],
            shipped - timedelta(days=80), due, "P2", feature=key_of(feature),
        )  # fmt: skip


def _of_releases(delivery: Delivery, moves: list[Move]) -> Iterator[Promise]:
    """The last release and the next one; the next one moved this week."""
    out = [release for release in delivery.releases if release.shipped]
    ahead = [release for release in delivery.releases if not release.shipped]
    for release in out[-1:]:
        yield Promise(
            "P-042", f"Release {release.name} is out before the autumn fair", OWN, "internal",
            names.OPERATIONS, MANAGER, release.due - timedelta(days=60),
            release.due + timedelta(days=2), "90 %", release=release.name,
        )  # fmt: skip
    for release in ahead[:1]:
        first = release.due - timedelta(days=7)
        yield Promise(
            "P-043", f"Release {release.name} is out", OWN, "written", LEAD, MANAGER,
            date(2026, 9, 21), release.due, "75 %", "sales plans the year's last demos by it",
            "note of the release meeting, 18 Sep", release=release.name,
        )  # fmt: skip
        why = "acceptance at the pilot sites takes a week more"
        moves.append(("P-043", "2026-11-18 09:30:00", LEAD, first, release.due, why, SUPPORT))


def _of_tools(tools: Sequence[tuple[object, ...]]) -> Iterator[Promise]:
    """A sales tool that was ready in time, and one that is still wanted."""
    ready = [tool for tool in tools if tool[4] == "ready" and tool[3] == MANAGER]
    wanted = [tool for tool in tools if tool[4] == "asked for" and tool[3] == MANAGER]
    for tool in ready[:1]:
        yield Promise(
            "P-044", f"Have the {tool[1]} ready: {tool[0]}", OWN, "internal", MANAGER, REP[4],
            date(2026, 10, 5), LAST_DAY, "P1", "the fair in spring", tool=str(tool[0]),
        )  # fmt: skip
    for tool in wanted[:1]:
        yield Promise(
            "P-045", f"Have the {tool[1]} ready: {tool[0]}", OWN, "written", MANAGER, REP[2],
            date(2026, 10, 19), LAST_DAY + timedelta(days=7), "60 %",
            "buyers ask what it costs before they see it", "meeting notes 12 Oct",
            tool=str(tool[0]),
        )  # fmt: skip


def _given_up(deals: Sequence[Deal], delivery: Delivery, moves: list[Move]) -> Iterator[Promise]:
    """One whose feature was dropped, one withdrawn, one that its lost deal ended, one undated."""
    said = date(2026, 9, 7)
    for feature in [f for f in delivery.features if f.dropped and f.dropped > said][:1]:
        yield Promise(
            "P-046", f"Train support on {feature.name}", OWN, "internal", names.OPERATIONS,
            SUPPORT, said, date(2026, 10, 30), "P2", feature=key_of(feature),
        )  # fmt: skip
    yield Promise(
        "P-047", "Show the buyers' forum the plan for next year", OWN, "internal", REP[6], LEAD,
        date(2026, 10, 12), "", "P2", "they asked for it at the last forum", "meeting notes 12 Oct",
    )  # fmt: skip
    first, second = date(2026, 11, 26), date(2026, 12, 3)
    moves.append(("P-047", "2026-11-05 10:00:00", REP[6], first, second, "the hall was taken",
                  LEAD))  # fmt: skip
    moves.append(("P-047", "2026-11-17 15:40:00", REP[6], second, "", "the forum is put off to"
                  " spring", f"{LEAD}; {MANAGER}"))  # fmt: skip
    for deal in _ended(deals, "Closed Lost")[-1:]:
        yield Promise(
            "P-048", ACTS[3].format(names.account(deal.account)), OWN, "internal", REP[deal.rep],
            LEAD, _end(deal) - timedelta(days=25), _end(deal) + timedelta(days=14), "55 %",
            ASKED[0], "call of 20 Oct", deal.id,
        )  # fmt: skip
    yield Promise(
        "P-049", "Answer where backups are kept", OWN, "said", LEGAL, REP[1], date(2026, 10, 26),
        "", "", "asked in two security questionnaires",
    )  # fmt: skip


def _acts(seed: int, deals: Sequence[Deal], moves: list[Move]) -> Iterator[Promise]:
    """What reps said that they do for a deal, and that some of them sign."""
    late = [d for d in deals if STAGES.index(d.moments[-1].stage) >= 3 and not d.stale]
    for at, deal in enumerate(late[:16]):
        said, due, done = _days(seed, deal)
        rep, name = REP[deal.rep], names.account(deal.account)
        act = Promise(
            f"P-{50 + at:03d}", ACTS[at % 4].format(name), OWN, "internal", rep, LEAD, said, due,
            SURE[at % 5], ASKED[at % 3], _noted(at, said), deal.id, done_on=done,
        )  # fmt: skip
        yield act
        if at % 5 == 4:
            on = LAST_DAY - timedelta(days=8)
            told = "" if at % 10 == 4 else LEAD
            moves.append((act.id, f"{on} 11:05:00", rep, due - timedelta(days=14), due,
                          "their contact is away", told))  # fmt: skip
        if at == 11:
            on = datetime(2026, 11, 17, 8, 50)
            moves.append((act.id, str(on), rep, LAST_DAY - timedelta(days=1), due,
                          "the site has its stocktake first", ""))  # fmt: skip
        if at % 4 == 1:
            yield Promise(
                f"P-{80 + at:03d}", f"{name} signs", OUTCOME, "internal", rep, MANAGER, said,
                deal.moments[-1].close, SURE[at % 3], deal=deal.id,
            )  # fmt: skip


def _days(seed: int, deal: Deal) -> tuple[date, date, date | str]:
    """When it was said, for when, and when it was done."""
    random = luck(seed, "promises", deal.number)
    said = LAST_DAY - timedelta(days=int(random.integers(14, 60)))
    due = LAST_DAY + timedelta(days=int(random.integers(-20, 16)))
    if due < LAST_DAY and random.random() < 0.75:
        return said, due, min(due + timedelta(days=int(random.choice([-3, -1, 4, 9]))), LAST_DAY)
    return said, due, ""


def _signed(deals: Sequence[Deal]) -> Iterable[Promise]:
    """Outcomes that are certain by now: one signed in time, one lost."""
    for id_, stage in (("P-097", "Closed Won"), ("P-098", "Closed Lost")):
        for deal in _ended(deals, stage)[-2:-1]:
            said = _end(deal) - timedelta(days=30)
            yield Promise(
                id_, f"{names.account(deal.account)} signs", OUTCOME, "internal", REP[deal.rep],
                MANAGER, said, _end(deal) + timedelta(days=9), "70 %",
                "their board meets before", _noted(2, said), deal.id,
            )  # fmt: skip


def _ended(deals: Sequence[Deal], stage: str) -> list[Deal]:
    return sorted((d for d in deals if d.moments[-1].stage == stage), key=_end)


def _end(deal: Deal) -> date:
    return deal.moments[-1].at.date()
