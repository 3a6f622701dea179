"""Who may see and change what: one table by role, and nothing decided anywhere else."""

from dataclasses import dataclass

from interlock.records.tables import TABLES

EVERY = frozenset(TABLES)
WORK = frozenset({"features", "items", "releases", "teams", "dependencies", "tools"})
BETWEEN = frozenset({"needs", "promises"})
GOALS = frozenset({"targets", "rules", "memberships"})
CALLED = frozenset({"calls", "deal_calls"})

AMOUNTS: dict[str, tuple[str, ...]] = {
    "deals": ("amount", "arr"),
    "calls": ("amount",),
    "targets": ("amount",),
}
"""table -> its columns of money; values of these in the change log are money too."""


AMOUNTS_SEEN = ("all", "own", "none")
READS = frozenset({"week"})
BRINGS = frozenset({"import"})
RUNS = frozenset({"people"})
"""Pages: to read, to bring exports in and take them back, to say who may do what."""

READS_CALLS = frozenset({"calls"})
CALLS = READS_CALLS | {"say"}
LEADS = frozenset({"lead"})
"""Pages of calls: to read them, to say one's own, and to say another's and the targets."""

SHUT = {"all": frozenset[str](), "own": BRINGS | LEADS, "none": BRINGS | LEADS | CALLS}
"""amounts seen -> pages that show or hold more."""


@dataclass(frozen=True)
class Right:
    """Tables that a role ``sees`` and ``changes``; ``amounts`` it sees of all deals, of its own or
    of none; pages that it ``opens``.
    """

    sees: frozenset[str]
    changes: frozenset[str]
    amounts: str
    opens: frozenset[str] = READS


RIGHTS: dict[str, Right] = {
    "owner": Right(EVERY, EVERY, "all", READS | BRINGS | RUNS | CALLS | LEADS),
    "manager": Right(EVERY, EVERY, "all", READS | BRINGS | CALLS | LEADS),
    "rep": Right(EVERY, EVERY - WORK - GOALS, "all", READS | CALLS),
    "product": Right(EVERY, WORK | BETWEEN | {"rules"}, "all", READS | BRINGS | READS_CALLS),
    "developer": Right(EVERY - CALLED - {"targets"}, WORK | BETWEEN, "none"),
    "viewer": Right(EVERY - CALLED, frozenset(), "none"),
}
"""What each role may; of amounts the owner of the book may say otherwise for anybody."""


@dataclass(frozen=True)
class Viewer:
    """Whoever looks: a ``name`` as records have it, a role, and where the owner said otherwise,
    whose amounts they see (``said``): all, own or none.
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
