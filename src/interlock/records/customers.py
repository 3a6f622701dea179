"""Customers: what they were promised, how that went, and when they renew."""

from dataclasses import dataclass
from datetime import date

from interlock.records.calendar import Quarter
from interlock.records.report_work import PromiseLine

RENEWED, LEFT, OPEN, DUE, NOT_YET, FOLLOWED, UNKNOWN = (
    "renewed", "left", "open", "due", "not yet", "bought again", "no term known",
)  # fmt: skip
"""How a contract stands: its renewal was won; it was lost, or none came; it is under way; it is due
within the notice with none begun; it is not due yet; none came, and the account bought something
since; nobody says how long it runs.
"""

RUNNING = (OPEN, DUE, NOT_YET)
"""How a contract stands that has neither been renewed nor ended."""

KEPT, LATE, WAITS, OVER = "kept", "late", "open", "over"
"""How a commitment stands."""

TOLD, WRITTEN = "told a day", "met by a written promise"
"""Why something is to be committed."""


@dataclass(frozen=True)
class Commitment:
    """What the buyer of a won deal was promised, as the ledger has it, and who sees to it."""

    line: PromiseLine
    delivery: str
    support: str

    @property
    def standing(self) -> str:
        return standing(self.line)


def standing(line: PromiseLine) -> str:
    """Kept; late, or taken back; open; over: its day has passed and it is not done. Empty for what
    was done without a day ever being named.
    """
    if line.verdict == "odds":
        return WAITS if line.decided is None else KEPT if line.odds else LATE
    if line.verdict == "no date":
        return "" if line.decided else WAITS
    return {"kept": KEPT, "open": WAITS, "broken": OVER}.get(line.verdict, LATE)


@dataclass(frozen=True)
class ToCommit:
    """What a buyer was given to understand and that no promise holds yet: a feature, not out, that
    they were told a day of, or whose need was met by a written promise (``why``). ``due``: the day
    that they were told.
    """

    feature: str
    name: str
    due: date | None
    said_by: str
    said_on: date | None
    why: str


@dataclass(frozen=True)
class HandoverStep:
    """A step of the hand-over; ``is_usual``: it stands in the company's list."""

    step: str
    owner: str
    due: date | None
    done_on: date | None
    done_by: str
    is_usual: bool


@dataclass(frozen=True)
class Contract:
    """A won deal: what it is worth, how long it runs, what was promised in it, what is handed over,
    and how its renewal stands (``state``). ``is_assumed``: the company's usual term stands for one
    that nobody stated. ``renewal``: id of the deal that renews it;
    ``by_account``: it does not say so, and is the account's nearest. ``odds``: that this deal is
    won within half a year. ``steps``: of a deal won lately whose hand-over nobody began
    (``is_begun``), the company's usual ones.
    """

    deal: str
    name: str
    kind: str
    owner: str
    amount: float | None
    band: str
    won_on: date
    renews_on: date | None
    is_assumed: bool
    state: str
    renewal: str
    by_account: bool
    odds: float | None
    commitments: tuple[Commitment, ...]
    to_commit: tuple[ToCommit, ...]
    steps: tuple[HandoverStep, ...]
    delivery: str
    support: str
    is_begun: bool

    @property
    def open_steps(self) -> tuple[HandoverStep, ...]:
        return tuple(step for step in self.steps if step.done_on is None)

    @property
    def runs(self) -> bool:
        return self.state in RUNNING


@dataclass(frozen=True)
class Health:
    """Commitments of a customer: kept; late, or taken back; open; and over: their day has passed
    and they are not done.
    """

    kept: int
    late: int
    open: int
    over: int

    @property
    def settled(self) -> int:
        return self.kept + self.late + self.over


@dataclass(frozen=True)
class Customer:
    """A buyer organisation with at least one won deal, its contracts the newest first, the ids of
    its open deals, and our people for it: (name, what they do), the reps who sold among them.
    """

    account: str
    contracts: tuple[Contract, ...]
    health: Health
    renews_on: date | None
    open_deals: tuple[str, ...]
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class RenewalLink:
    """Whether kept commitments go with renewals on the company's own history.

    ``kept_renewed`` of ``kept_ended`` contracts whose commitments were all kept were renewed, and
    ``missed_renewed`` of ``missed_ended`` others. ``difference`` of the two shares, with its 80 %
    interval ``low`` to ``high``; None under ``fewest`` contracts on either side. ``strata``: what
    was held alike.
    """

    kept_renewed: int
    kept_ended: int
    missed_renewed: int
    missed_ended: int
    difference: float | None
    low: float | None
    high: float | None
    fewest: int
    strata: str

    @property
    def is_enough(self) -> bool:
        return self.difference is not None


@dataclass(frozen=True)
class Customers:
    """Every customer, those that need somebody soonest first, and what is measured over all.
    ``quarters``: this one and the next two.
    """

    customers: tuple[Customer, ...]
    link: RenewalLink
    currency: str
    today: date
    quarters: tuple[Quarter, ...]
    simulated: bool


@dataclass(frozen=True)
class CustomerFile:
    """One customer and what a viewer may do: of which contracts (ids) they hand over what was
    promised, and after which they begin deals. ``deals`` are the names of all deals of the account
    by id; ``ours`` are our people, who may see to something, and ``usual`` who mostly sees to it in
    delivery and in support.
    """

    customer: Customer
    hands_over: frozenset[str]
    begins: frozenset[str]
    deals: dict[str, str]
    ours: tuple[str, ...]
    usual: tuple[str, str]
    link: RenewalLink
    currency: str
    today: date
    simulated: bool
