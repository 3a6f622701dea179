"""What a program signs in with, as a person sees their own."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class AccessToken:
    """By its ``number`` and name: made ``at``, ``ends`` (never, without one), ``last_used``."""

    number: int
    name: str
    at: datetime
    ends: datetime | None
    last_used: datetime | None


@dataclass(frozen=True)
class SignedIn:
    """Whose token it is (``user``), and which."""

    user: int
    token: int
