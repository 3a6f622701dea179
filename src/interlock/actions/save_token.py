"""Save: tokens with which programs sign in as a person."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from interlock.records.access_token import AccessToken, SignedIn
from interlock.records.errors import NotPossible
from interlock.store import about, tokens

MOST = 50
"""Tokens that one person may have."""


def make_token(user: int, *, name: str, last_day: date | None, by: str) -> str:
    """A new token of a person, until the end of ``last_day`` in the company's time zone if there
    is one: shown this once. Raises ``NotPossible`` for a day that has passed.
    """
    if len(tokens.listed(user)) >= MOST:
        raise NotPossible(f"Nobody has more than {MOST} tokens: revoke one that is not used")
    ends = _end_of(last_day) if last_day else None
    if ends and ends <= datetime.now(ends.tzinfo):
        raise NotPossible(f"{last_day} has passed: choose a later day, or none")
    return tokens.make(user, name=name, ends=ends, by=by)


def load_tokens(user: int) -> tuple[AccessToken, ...]:
    """A person's tokens, the newest first."""
    return tokens.listed(user)


def revoke_token(number: int, user: int, *, by: str) -> None:
    """Let one's own token sign in no more. Raises ``UnknownName``."""
    tokens.revoke(number, user, by=by)


def signed_in(token: str) -> SignedIn | None:
    """Who signs in with a token; None for one that is not ours, or has ended."""
    return tokens.signed_in(token)


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(about.company().time_zone))
