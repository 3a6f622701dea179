"""What is asked of the process that holds the outlook, and what it replies."""

from collections.abc import Mapping
from dataclasses import dataclass

from interlock.records.best_plan import BestPlan
from interlock.records.both_ways import Turn
from interlock.records.plan import Plan
from interlock.records.planning import Underway, Wishes
from interlock.records.whatif import Answer, Comparison, WhatIf


@dataclass(frozen=True)
class Ask:
    """One what-if, or several beside each other by name; of one what it does (``answer``), its
    ``turn`` alone, both (``all``), or it as a ``plan``. For whom: which ``amounts`` they see (one
    of ``AMOUNTS_SEEN``) and their ``own`` deals (ids).
    """

    whatifs: Mapping[str, WhatIf]
    amounts: str
    own: frozenset[str] = frozenset()
    what: str = "answer"


@dataclass(frozen=True)
class AskBest:
    """The best order that a search finds for these ``wishes``: for whom, as an ``Ask`` says."""

    wishes: Wishes
    amounts: str
    own: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Waiting:
    """No answer yet: at which ``step`` the forecast is that it needs, or why it ``failed``."""

    step: str
    failed: str = ""


@dataclass(frozen=True)
class Searching:
    """A plan is looked for: how ``far`` that is, with sums in ``currency``."""

    far: Underway
    currency: str


@dataclass(frozen=True)
class Asked[Made: Answer | BestPlan | Comparison | Plan | Turn]:
    """What was answered: ``made`` of the book as it is, or, while that is worked out, of the book
    as it was (not ``is_current``), after ``revision``.
    """

    made: Made
    is_current: bool
    revision: int
