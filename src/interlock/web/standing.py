"""What is worked out of the book as it is, for pages: shown when it is there, else on its way."""

from typing import Any

from django.http import HttpRequest

from interlock.actions.save_outcome import begin_work, load_standing
from interlock.records.outcome import Standing
from interlock.web import tasks

SEED = 1


def report(request: HttpRequest, reader: str) -> Standing:
    """The weekly report of one reader. Raises ``NothingKept``."""
    asked = {"reader": reader, "as_of": None, "seed": SEED}
    return _of(request, "report", asked, lambda: tasks.make_report.enqueue(reader=reader))


def deals(request: HttpRequest) -> Standing:
    """What lies ahead of every open deal. Raises ``NothingKept``."""
    asked = {"as_of": None, "seed": SEED}
    return _of(request, "deals", asked, tasks.make_deals.enqueue)


def _of(request: HttpRequest, kind: str, asked: dict[str, Any], enqueue: Any) -> Standing:
    """Asked for by POST, what failed is tried again."""
    if begin_work(kind, asked, again=request.method == "POST"):
        enqueue()
    return load_standing(kind, asked)
