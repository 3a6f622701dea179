"""Where a figure comes from: every outcome carries its birth."""

from dataclasses import dataclass
from datetime import date

from interlock.records.problems import LeftOut, Source


@dataclass(frozen=True)
class Setting:
    """A setting in force; ``source`` is ``default`` or the file that says it."""

    name: str
    value: str
    source: str


@dataclass(frozen=True)
class TermTried:
    """A term of the odds of deals: whether it is in, what log likelihood of weeks that had not been
    seen it gained, and how many standard errors that is."""

    name: str
    is_in: bool
    gain: float
    z: float


@dataclass(frozen=True)
class PacePool:
    """What a team's pace ahead is pooled of: (member, weight); weights sum to one."""

    team: str
    members: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Birth:
    """What an outcome was made of and how.

    ``used`` counts the rows of each table as known on ``as_of``; ``unseen`` says in words which
    changes could not be seen, so that a past day is known less well than today; ``terms`` what was
    tried for the odds of deals; ``pools`` what each team's pace was pooled of.
    """

    as_of: date
    seed: int
    method: str
    version: str
    draws: int
    used: tuple[tuple[str, int], ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    unseen: tuple[str, ...] = ()
    settings: tuple[Setting, ...] = ()
    sources: tuple[Source, ...] = ()
    terms: tuple[TermTried, ...] = ()
    pools: tuple[PacePool, ...] = ()
