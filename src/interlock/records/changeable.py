"""What a what-if can be about: records of the book by id, with what they are called."""

from dataclasses import dataclass

Called = tuple[tuple[str, str], ...]
"""(id, what it is called) of each record"""


@dataclass(frozen=True)
class Changeable:
    """Features under way, releases to come, teams, open deals and standing promises; the features
    for which most open deals wait are ``most_needed`` (ids).
    """

    features: Called = ()
    releases: Called = ()
    teams: Called = ()
    deals: Called = ()
    promises: Called = ()
    most_needed: tuple[str, ...] = ()
