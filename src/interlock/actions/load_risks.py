"""Load: risks as they stand, of the company or of one deal or feature, as a viewer may see them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime

import polars as pl

from interlock.engine import (
    deal_rules,
    gaps,
    mutual_plan,
    risk_effects,
    risk_lines,
    risk_odds,
    risk_proposals,
)
from interlock.records.book import Book
from interlock.records.report import DealsAhead
from interlock.records.rights import Viewer
from interlock.records.risks import Hands, Proposal, RiskBox, RiskLine, RiskList, Stated
from interlock.store import shown

TABLES = ("risks", "promises", "deals", "features", "people", "teams")
BESIDE = (*TABLES, "rules", "evidence", "meetings", "needs", "buyer_steps")
SOON_DAYS = 7


def load_risks(viewer: Viewer, *, ahead: DealsAhead | None, now: datetime) -> RiskList:
    """All risks, and what became of those that are settled. Raises ``NothingKept``."""
    book = shown.book(viewer, TABLES, log_of=("promises", None))
    today = book.today(now)
    lines = risk_lines.lines(book, today=today, ahead=ahead)
    return RiskList(
        lines=_with_hands(lines, viewer),
        effects=risk_effects.measure(lines),
        today=today,
        simulated=book.company.simulated,
    )


def load_due_risks(viewer: Viewer, *, now: datetime) -> tuple[RiskLine, ...]:
    """Open risks against which the viewer promised something that is due within a week, or over."""
    if not shown.table("risks", viewer).height:
        return ()
    book = shown.book(viewer, TABLES, log_of=("promises", None))
    today = book.today(now)
    return tuple(
        one
        for one in risk_lines.lines(book, today=today, ahead=None)
        if one.is_open
        and one.done_on is None
        and one.maker.casefold() == viewer.name.casefold()
        and one.due is not None
        and (one.due - today).days <= SOON_DAYS
    )


def load_box(
    kind: str, own_id: str, viewer: Viewer, *, ahead: DealsAhead | None, now: datetime
) -> RiskBox:
    """The risks of one deal or feature, what could be named, and who owns how many already."""
    book = shown.book(viewer, BESIDE, log_of=("promises", None))
    today = book.today(now)
    lines = risk_lines.lines(book, today=today, ahead=ahead)
    mine = [one for one in lines if (one.kind, one.about) == (kind, own_id)]
    may_name = may_change(kind, own_id, viewer)
    named = [one.what for one in mine]
    return RiskBox(
        kind=kind,
        about=own_id,
        about_name=_called(book, kind, own_id),
        lines=_with_hands(mine, viewer),
        proposals=_proposals(book, kind, own_id, ahead, today, named) if may_name else (),
        owners=_owners(lines),
        names=_names(book, viewer),
        stated=risk_odds.stated(ahead, kind, own_id, today=today),
        may_name=may_name,
        today=today,
    )


def load_stated(
    kind: str, own_id: str, *, ahead: DealsAhead | None, today: date, due: date | None
) -> Stated | None:
    """What Interlock says of a deal or a feature now, to which its risk is held later."""
    return risk_odds.stated(ahead, kind, own_id, today=today, due=due)


def may_change(kind: str, own_id: str, viewer: Viewer) -> bool:
    """Whether the viewer names and ends risks of a deal or a feature."""
    if kind == "deal":
        return shown.may_change("risks", own_id, viewer)
    return "risks" in viewer.right.changes


def _with_hands(lines: Iterable[RiskLine], viewer: Viewer) -> tuple[tuple[RiskLine, Hands], ...]:
    own = shown.own_deals(viewer)

    def hands(one: RiskLine) -> Hands:
        is_own, waits = one.kind == "deal" and one.about in own, one.done_on is None
        changes = viewer.may_change("risks", own=is_own or one.kind == "feature")
        does = one.is_open and waits and one.act != "" and viewer.says_done(one.maker, own=is_own)
        return Hands(changes=changes and one.is_open, does=does)

    return tuple((one, hands(one)) for one in lines)


def _proposals(
    book: Book, kind: str, own_id: str, ahead: DealsAhead | None, today: date, named: Sequence[str]
) -> tuple[Proposal, ...]:
    if ahead is None:
        return ()
    if kind == "feature":
        feature = next((one for one in ahead.features if one.id == own_id), None)
        return risk_proposals.of_feature(feature, today=today, named=named) if feature else ()
    deal = next((one for one in ahead.deals if one.id == own_id), None)
    if deal is None:
        return ()
    needs = book.needs.filter(pl.col("deal") == own_id)
    missing = gaps.gaps(book, as_of=today)
    steps = book.buyer_steps.filter(pl.col("deal") == own_id).iter_rows(named=True)
    return risk_proposals.of_deal(
        deal,
        ahead,
        rules=deal_rules.of_deal(book, own_id, stage=deal.stage, stages=ahead.stages, on=today),
        plan=mutual_plan.plan(steps, (), {}, moved={}, today=today, ahead=None),
        needs=[(one["feature"], one["strength"] or "") for one in needs.iter_rows(named=True)],
        missing=next((gap.missing for gap in missing if gap.deal == own_id), ()),
        today=today,
        named=named,
    )


def _called(book: Book, kind: str, own_id: str) -> str:
    """The name of a deal or a feature, a feature's key where it has none."""
    rows = (book.deals if kind == "deal" else book.features).filter(id=own_id).to_dicts()
    return (rows[0]["name"] or rows[0].get("key") or own_id) if rows else own_id


def _owners(lines: Iterable[RiskLine]) -> tuple[tuple[str, int], ...]:
    counted = Counter(one.owner for one in lines if one.is_open and one.owner)
    return tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def _names(book: Book, viewer: Viewer) -> tuple[str, ...]:
    """Who could promise something: people of ours and owners of deals."""
    ours = book.people.filter(pl.col("side").ne_missing("buyer"))["name"]
    names = {*ours.drop_nulls(), *book.deals["owner"].drop_nulls(), viewer.name}
    return tuple(sorted(names - {""}))
