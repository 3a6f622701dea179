"""Save: the answer to a question of the week."""

from collections.abc import Iterable

import polars as pl

from interlock.records.errors import NotAllowed, UnknownName
from interlock.records.report import Question
from interlock.records.rights import Viewer
from interlock.store import connect, revisions, shown, typed

HOLDS = {"link": "needs", "need": "needs", "amount": "deals"}
"""kind of question -> the table that holds its answer."""


def answer(
    kind: str, deal: str, said: str, *, feature: str = "", viewer: Viewer, by: str
) -> int | None:
    """Keep what was ``said``: how much hangs on the feature (none where nothing does), or the
    amount. The number of the change, None when nothing differs.

    Raises ``NotAllowed``, ``UnknownName`` and ``BadValues``.
    """
    connect.open_book()
    if kind not in HOLDS:
        raise UnknownName("kind of question", kind, HOLDS)
    if not _may_answer(kind, deal, viewer):
        raise NotAllowed(viewer.role, f"change {HOLDS[kind]} of {deal}")
    seen = revisions.latest()
    if kind == "amount":
        return typed.over("deals", (deal,), {"amount": said}, by=by, seen=seen)
    told = {"strength": said, "confirmed": True}
    if _is_there(deal, feature, viewer):
        return typed.over("needs", (deal, feature), told, by=by, seen=seen)
    return typed.add(
        "needs", {"deal": deal, "feature": feature, "on": shown.seen_on(), **told}, by=by
    )


def unanswered(questions: Iterable[Question], viewer: Viewer) -> tuple[Question, ...]:
    """Those that the viewer may answer and that nobody has answered since they were asked."""
    deals = shown.table("deals", viewer)
    valued = set(deals.filter(pl.col("amount").is_not_null())["id"])
    needs = shown.table("needs", viewer)
    asked = set(
        needs.filter(pl.col("confirmed").fill_null(value=True)).select("deal", "feature").rows()
    )
    said = {deal for deal, _ in asked}

    def is_open(one: Question) -> bool:
        answered = {
            "amount": one.deal in valued,
            "link": (one.deal, one.feature) in asked,
            "need": one.deal in said,
        }
        return not answered[one.kind] and _may_answer(one.kind, one.deal, viewer)

    return tuple(one for one in questions if is_open(one))


def _may_answer(kind: str, deal: str, viewer: Viewer) -> bool:
    if kind == "amount":
        return shown.may_write_amount(deal, viewer)
    return shown.may_change(HOLDS[kind], deal, viewer)


def _is_there(deal: str, feature: str, viewer: Viewer) -> bool:
    return shown.table("needs", viewer).filter(deal=deal, feature=feature).height > 0
