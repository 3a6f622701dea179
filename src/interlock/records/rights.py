"""Who may see and change what: one table by role, and nothing decided anywhere else."""

from dataclasses import dataclass

from interlock.records.tables import TABLES

EVERY = frozenset(TABLES)
WORK = frozenset({"features", "items", "releases", "teams", "dependencies", "tools"})
BETWEEN = frozenset(
    {"needs", "promises", "moves", "notes", "risks", "tool_asks", "tool_lets", "handover_steps"}
)
GOALS = frozenset({"targets", "rules", "memberships"})
CALLED = frozenset({"calls", "deal_calls"})

AMOUNTS: dict[str, tuple[str, ...]] = {
    "deals": ("amount", "arr"),
    "calls": ("amount",),
    "targets": ("amount",),
}
"""table -> its columns of money; values of these in the change log are money too."""


AMOUNTS_SEEN = ("all", "own", "bands", "none")
"""Whose amounts somebody sees: all, those of their own deals, of each deal only in which third of
the open ones it lies, or none.
"""

OF_DEALS = frozenset(
    {"deals", "evidence", "needs", "buyer_steps", "people", "meetings", "deal_calls"}
    | {"told", "risks", "tool_asks", "handover_steps"}
)
"""Tables of which a rep changes what belongs to their own deals."""

MAKES_OWN = frozenset({"deals", "people"})
"""Tables that say whose a deal is: who sees only some amounts makes no more deals their own."""

READS = frozenset({"week"})
BRINGS = frozenset({"import"})
LOOKS = frozenset({"settings"})
RUNS = frozenset({"people", "company"})
"""Pages: to read, to bring exports in and take them back, to look at the settings and to keep the
rules, to say who may do what and to change the settings.
"""

READS_CALLS = frozenset({"calls"})
CALLS = READS_CALLS | {"say"}
LEADS = frozenset({"lead"})
"""Pages of calls: to read them, to say one's own, and to say another's and the targets."""

FINANCE = frozenset({"finance"})
"""What was promised in writing, with the amounts of all deals beside it."""

SHUT = {
    "all": frozenset[str](),
    "own": BRINGS | LEADS | FINANCE,
    "bands": BRINGS | LEADS | FINANCE | CALLS,
    "none": BRINGS | LEADS | FINANCE | CALLS,
}
"""amounts seen -> pages that show or hold more."""


@dataclass(frozen=True)
class Right:
    """Tables that a role ``sees`` and ``changes``, of deals only its own if ``own_only``;
    ``amounts`` it sees (one of ``AMOUNTS_SEEN``); pages that it ``opens``.
    """

    sees: frozenset[str]
    changes: frozenset[str]
    amounts: str
    opens: frozenset[str] = READS
    own_only: bool = False


RIGHTS: dict[str, Right] = {
    "owner": Right(EVERY, EVERY, "all", READS | BRINGS | LOOKS | RUNS | CALLS | LEADS | FINANCE),
    "manager": Right(EVERY, EVERY, "all", READS | BRINGS | LOOKS | CALLS | LEADS | FINANCE),
    "rep": Right(EVERY, EVERY - WORK - GOALS - {"tool_lets"}, "all", READS | CALLS, own_only=True),
    "product": Right(
        EVERY, WORK | BETWEEN | {"rules"}, "all", READS | BRINGS | LOOKS | READS_CALLS | FINANCE
    ),
    "developer": Right(EVERY - CALLED - {"targets"}, WORK | BETWEEN, "bands"),
    "viewer": Right(EVERY - CALLED, frozenset(), "none"),
}
"""What each role may; of amounts the owner of the book may say otherwise for anybody."""


LEVELS = {"rep": "rep", "manager": "manager", "owner": "vp"}
"""role -> the level of what they call."""


@dataclass(frozen=True)
class Viewer:
    """Whoever looks: a ``name`` as records have it, a role, and where the owner said otherwise,
    which amounts they see (``said``).
    """

    name: str
    role: str
    said: str | None = None

    @property
    def right(self) -> Right:
        return RIGHTS[self.role]

    @property
    def amounts(self) -> str:
        return self.said or self.right.amounts

    @property
    def opens(self) -> frozenset[str]:
        """Pages; exports hold every amount, so that only who sees them all brings them in, and
        without any amount there are no calls.
        """
        return self.right.opens - SHUT[self.amounts]

    @property
    def level(self) -> str:
        """The level at which they say odds and numbers of their own; empty for who says none."""
        return LEVELS.get(self.role, "")

    def may_change(self, table: str, *, own: bool) -> bool:
        """Whether they change records of a table; ``own``: it belongs to a deal of theirs."""
        limited = (self.right.own_only and table in OF_DEALS) or (
            self.amounts != "all" and table in MAKES_OWN
        )
        return table in self.right.changes and (own or not limited)

    def says_done(self, maker: str, *, own: bool) -> bool:
        """Whether they may say that what ``maker`` promised is done: that is for the maker, for
        whose deal it is about (``own``), and for managers.
        """
        is_maker = maker.casefold() == self.name.casefold()
        return "promises" in self.right.changes and (is_maker or own or "lead" in self.right.opens)

    def sees_amount(self, *, own: bool) -> bool:
        """Whether they see the amount of a deal; ``own``: it is theirs."""
        return self.amounts == "all" or (own and self.amounts == "own")

    @property
    def reads_sales(self) -> bool:
        """Whether notes for sales alone are theirs to read: for whoever sees amounts."""
        return self.amounts in ("all", "own")

    def may_take_away(self, by: str) -> bool:
        """Whether a note that somebody wrote is theirs to take away: one's own, and anybody's for
        those who manage.
        """
        return self.may_change("notes", own=True) and (
            by == self.name or self.role in ("owner", "manager")
        )

    @property
    def reads_shared(self) -> bool:
        """Whether records that persons share are theirs to read: for those who manage."""
        return self.role in ("owner", "manager")

    @property
    def report(self) -> str:
        """The reader whose weekly report is theirs: none that shows more amounts than they see."""
        if self.amounts in ("none", "bands"):
            return "development"
        return self.name if self.amounts == "own" or self.role == "rep" else "management"

    def may_read_of(self, reader: str, *, amounts: bool) -> bool:
        """Whether a report that was made for a reader is theirs to read; ``amounts`` are in it or
        not. Management's holds what finance reads; a person's is theirs, and those who lead read
        it.
        """
        named = reader.casefold()
        is_own = named == self.name.casefold()
        if amounts and self.amounts != "all" and not (is_own and self.amounts == "own"):
            return False
        if named == "management":
            return "finance" in self.opens
        return is_own or named in ("sales", "development") or "lead" in self.opens

    def sees_score_of(self, name: str) -> bool:
        """How good somebody's own odds were is theirs to see, and their managers'."""
        return name in ("", self.name) or self.role in ("owner", "manager")
