"""After the sale: which deals renew which, what their buyers were promised, what is handed over."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from world import names
from world.deals import Deal
from world.delivery import LAST_DAY
from world.jira_file import key_of
from world.luck import luck
from world.own_promises import LEAD, OWN, REP, SUPPORT, Promise

WON, LOST, RENEWAL = "Closed Won", "Closed Lost", "Renewal"
TERMS, LONG, LONGER = (6, 12, 18, 24), 24, 36
RENEWED_LATER = timedelta(days=90)
MONTH_DAYS = 30.4
WORK = (
    "Move {0}'s master data across",
    "Train the night shift at {0}",
    "Set {0}'s second site up",
    "Connect the scales at {0}",
)
STEPS = (
    "Hand over what was promised",
    "Introduce delivery to the buyer",
    "Agree on the day of the start",
    "Introduce support to the buyer",
)
LATELY, RECENT = timedelta(days=45), timedelta(days=200)
KEPT = {True: 0.85, False: 0.35}
"""how often all was kept: of what was renewed, and of what was not"""

Row = tuple[object, ...]


class Contract(NamedTuple):
    """A won deal: for how many months, and which deal renews it."""

    deal: Deal
    months: int
    renewal: Deal | None


def contracts(deals: Sequence[Deal]) -> list[Contract]:
    """A renewal renews what its account bought last, where nothing else does; the term is then what
    fits, else two years or three, or nobody stated any.
    """
    won = [deal for deal in deals if deal.moments[-1].stage == WON]
    renewed: dict[str, Deal] = {}
    for renewal in (deal for deal in deals if deal.kind == RENEWAL):
        before = [
            deal
            for deal in won
            if deal.account == renewal.account
            and deal.id not in renewed
            and end(deal) + RENEWED_LATER <= renewal.created.date()
        ]
        if before:
            renewed[max(before, key=end).id] = renewal
    return [Contract(deal, _months(deal, renewed), renewed.get(deal.id)) for deal in won]


def renewals(made: Iterable[Contract]) -> Mapping[str, str]:
    """Deal -> the one that it renews."""
    return {one.renewal.id: one.deal.id for one in made if one.renewal}


def end(deal: Deal) -> date:
    return deal.moments[-1].at.date()


def _months(deal: Deal, renewed: Mapping[str, Deal]) -> int:
    renewal = renewed.get(deal.id)
    if renewal is None:
        return 0 if deal.number % 9 == 0 else LONG if deal.number % 3 else LONGER
    about = renewal.moments[-1].close
    gap = (about - end(deal)).days / MONTH_DAYS
    return min(TERMS, key=lambda term: abs(term - gap))


def commitments(seed: int, made: Iterable[Contract]) -> Iterator[Promise]:
    """What buyers of contracts that are decided were promised; and of those signed lately."""
    number = 300
    for one in made:
        decided = one.renewal is not None and one.renewal.closed
        lately = LATELY < LAST_DAY - end(one.deal) < RECENT and one.deal.number % 3 == 0
        if decided or lately or one.months == 0:
            yield _commitment(seed, number, one)
            number += 1


def _commitment(seed: int, number: int, one: Contract) -> Promise:
    random = luck(seed, "after sale", one.deal.number)
    won, buyer = end(one.deal), names.account(one.deal.account)
    due = won + timedelta(days=int(random.integers(40, 100)))
    renewed = one.renewal is not None and one.renewal.moments[-1].stage == WON
    is_kept = random.random() < KEPT[renewed]
    done = due + timedelta(days=int(random.choice([-9, -2, 0] if is_kept else [6, 17, 40])))
    return Promise(
        f"P-{number}", WORK[number % len(WORK)].format(buyer), OWN,
        "contract" if number % 3 else "written", REP[one.deal.rep], buyer,
        won - timedelta(days=int(random.integers(5, 30))), due, "P2",
        "they start with it", "order form, annex 3", one.deal.id,
        done_on=done if done <= LAST_DAY and number % 11 else "",
        delivery=LEAD, support=SUPPORT,
    )  # fmt: skip


def told(deals: Iterable[Deal]) -> Iterator[Row]:
    """Of features not out that deals won lately need: what their buyers were told."""
    for at, deal in enumerate(_lately(deals)):
        waiting = [n.feature for n in deal.needs if not n.feature.shipped and not n.feature.dropped]
        for feature in waiting[:1]:
            due = LAST_DAY + timedelta(days=30 + 12 * at)
            on = end(deal) - timedelta(days=9)
            yield deal.id, key_of(feature), on, REP[deal.rep], due, "said on the phone"


def handover(deals: Iterable[Deal]) -> Iterator[Row]:
    """One deal is handed over, one half, and those after nobody has begun."""
    for deal, done in zip(_lately(deals), (len(STEPS), len(STEPS) // 2), strict=False):
        for at, step in enumerate(STEPS):
            due = end(deal) + timedelta(days=7 * (at + 1))
            on = min(due - timedelta(days=at % 3), LAST_DAY)
            owner = (REP[deal.rep], LEAD, LEAD, SUPPORT)[at]
            yield deal.id, step, owner, due, *((on, owner) if at < done else ("", ""))


def _lately(deals: Iterable[Deal]) -> list[Deal]:
    """The deals won in the last weeks, the first of them first."""
    won = [deal for deal in deals if deal.moments[-1].stage == WON]
    return sorted((d for d in won if LAST_DAY - end(d) <= LATELY), key=end)
