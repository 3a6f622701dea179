"""Wishes that cannot all hold, and which of them clash."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from interlock.engine.selection import Selection

UNWANTED, EITHER, TOO_LARGE = "unwanted", "either", "too large"


@dataclass(frozen=True)
class Clash:
    """What must be in (``wanted``) and what stands against it: features that must not be in, one of
    two that exclude each other, or all of it the capacity of a ``team``, which it is ``over``.
    """

    kind: str
    wanted: tuple[int, ...]
    against: tuple[int, ...]
    team: int = -1
    over: int = 0

    def said(self, names: Sequence[str], teams: Sequence[str] = ()) -> str:
        """The clash in words."""
        wanted = " and ".join(names[one] for one in self.wanted)
        against = " and ".join(names[one] for one in self.against)
        if self.kind == UNWANTED:
            if self.wanted == self.against:
                return f"{wanted} must be in and must not be in: take one of these wishes back"
            return f"{wanted} must be in and needs {against}, which must not be in"
        if self.kind == EITHER:
            return f"{wanted} must be in and bring {against}, of which only one can be in"
        what = f"the capacity of {teams[self.team]}" if teams else "the capacity"
        return f"{wanted} must be in, with all that they need {self.over} above {what}"


def clashes(of: Selection) -> tuple[Clash, ...]:
    """Every clash among what must and must not be in; none means that something can be chosen: what
    must be in with all that it needs is then a choice.
    """
    return (*_unwanted(of), *_either(of), *_too_large(of))


def _unwanted(of: Selection) -> Iterator[Clash]:
    for feature in sorted(of.must):
        against = of.needed_by[feature] & of.without
        if against:
            found = (feature,) if feature in against else tuple(sorted(against))
            yield Clash(UNWANTED, (feature,), found)


def _either(of: Selection) -> Iterator[Clash]:
    for group in of.either:
        brought = {
            one: tuple(sorted(must for must in of.must if one in of.needed_by[must]))
            for one in group
        }
        for one, other in combinations([one for one in group if brought[one]], 2):
            wanted = dict.fromkeys((brought[one][0], brought[other][0]))
            yield Clash(EITHER, tuple(wanted), (one, other))


def _too_large(of: Selection) -> Iterator[Clash]:
    inside = sorted(of.closed(of.must))
    over = of.sizes[inside].sum(axis=0) - of.capacity[-1]
    for team in range(len(over)):
        if over[team] > 0:
            yield Clash(TOO_LARGE, tuple(sorted(of.must)), (), team, int(over[team]))
