"""What answers what-ifs at once, in the tests' own process."""

from functools import cache

from interlock.actions import load_answer
from interlock.actions.load_outlook import Desk
from interlock.engine import outlook as looking
from tests.web.test_deals import HELD


@cache
def outlook():
    return looking.outlook(HELD, as_of=HELD.seen_on, seed=1)


def answer_at_once(monkeypatch, revision):
    """The outlook of the small book of deals is held."""
    desk = Desk(held=(revision, outlook()), making=revision)
    monkeypatch.setattr(load_answer, "_reply", lambda asks: _said(desk.reply(asks)))


def _said(reply):
    if isinstance(reply, Exception):
        raise reply
    return reply
