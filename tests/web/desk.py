"""What the worker and the desk make, at once and in the tests' own process."""

from functools import cache

from interlock.actions import load_answer
from interlock.actions.features_ahead import features_ahead
from interlock.actions.load_outlook import Desk
from interlock.engine import outlook as looking
from interlock.web import tasks
from tests.web.test_deals import HELD


@cache
def outlook():
    return looking.outlook(HELD, as_of=HELD.seen_on, seed=1)


@cache
def work():
    return features_ahead(HELD)


def features_at_once(monkeypatch):
    """What lies ahead of the features of the small book of deals is kept."""
    monkeypatch.setattr(tasks, "features_ahead", lambda _book, **_: work())
    tasks.make_features.func()


def answer_at_once(monkeypatch, revision):
    """The outlook of the small book of deals is held."""
    desk = Desk(held=(revision, outlook()), making=revision)
    monkeypatch.setattr(load_answer, "_reply", lambda asks: _said(desk.reply(asks)))


def _said(reply):
    if isinstance(reply, Exception):
        raise reply
    return reply
