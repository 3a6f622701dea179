"""Save: what somebody says the odds of a deal are, beside what Interlock says."""

from dataclasses import asdict, dataclass
from datetime import date

from interlock.store import connect, typed

TABLE = "deal_calls"


@dataclass(frozen=True)
class Said:
    """Whose odds (``by``, at their ``level``) of which ``deal`` for which ``period``."""

    deal: str
    by: str
    level: str
    period: str


def say(
    said: Said, odds: float, *, model_odds: float, on: date, why: str, typed_by: str
) -> int | None:
    """Keep the odds (0 to 1) that somebody gives a deal on a day, in place of what they said of it
    that day; earlier days stand. The number of the change, None when nothing differs.
    """
    connect.open_book()
    values = {"odds": odds, "model_odds": model_odds, "said_on": on, "why": why or None}
    words = f"odds of deal {said.deal} said by {said.by}"
    return typed.put(TABLE, [asdict(said) | values], by=typed_by, words=words)


def take_back(said: Said, *, on: date, typed_by: str) -> int:
    """Let what somebody said on a day be unsaid: the number of the change.

    Raises ``UnknownName`` where nothing was typed.
    """
    connect.open_book()
    return typed.give_back(TABLE, (said.deal, said.by, said.period, on), (), by=typed_by)
