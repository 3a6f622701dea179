"""What can be changed in a what-if: the choices of its forms, without any amount."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class OpenFeature:
    """An unfinished feature, in ``place`` of its team's queue, 1 first."""

    id: str
    key: str
    name: str
    team: str
    place: int
    release: str


@dataclass(frozen=True)
class OpenRelease:
    """A release that has not shipped, with the day stated for it and whether it is a train's."""

    id: str
    name: str
    due: date | None
    train: str


@dataclass(frozen=True)
class Team:
    """A team and how many people work in it; None where nobody said, so that none can move."""

    name: str
    people: float | None


@dataclass(frozen=True)
class OpenDeal:
    """An open deal and the features that it needs: (feature's id, strength)."""

    id: str
    name: str
    owner: str
    needs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Standing:
    """A promise that stands, by its day."""

    id: str
    what: str
    maker: str
    to: str
    due: date


@dataclass(frozen=True)
class Changeable:
    """Everything that a change may name: features in the order of the queues, the rest by name."""

    features: tuple[OpenFeature, ...]
    releases: tuple[OpenRelease, ...]
    teams: tuple[Team, ...]
    deals: tuple[OpenDeal, ...]
    promises: tuple[Standing, ...]
