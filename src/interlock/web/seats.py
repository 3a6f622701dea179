"""People: who is missing on which open deal, as a table or CSV."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from interlock.actions.load_people import Seating, load_seating
from interlock.records.bands import BANDS
from interlock.records.errors import NothingKept
from interlock.records.report import DealLine, DealsAhead
from interlock.records.seats import LONG_AGO, Seat, Seated
from interlock.render import seats as drawn
from interlock.render.csv_text import written
from interlock.web import clock, csv_file, nothing_yet, standing
from interlock.web.gate import opens, viewer_of

A_PAGE = 50
ANYBODY, LONG = "anybody", "long ago"
KEPT = ("q", "owner", "segment", "missing", "mine")
"""What can be asked for."""

HEADS = (
    "deal", "name", "account", "owner", "amount", "part", "state", "who", "met_on", "met_by",
)  # fmt: skip

Lines = Mapping[str, DealLine]


@dataclass(frozen=True)
class Shown:
    """What is looked at: the seats, the forecast where it is there, what is asked for."""

    seating: Seating
    made: DealsAhead | None
    words: Mapping[str, str]

    @property
    def lines(self) -> Lines:
        return {line.id: line for line in self.made.deals} if self.made else {}


@opens("week")
def seats(request: HttpRequest) -> HttpResponse:
    """The open deals with whom we know on each and who is missing, as the address says."""
    try:
        found = standing.deals(request)
    except NothingKept:
        return nothing_yet.page(request, "people")
    if request.htmx:  # type: ignore[attr-defined]
        return standing.progress(request, found)
    viewer = viewer_of(request)
    shown = Shown(load_seating(viewer, now=clock.now()), found.made, request.GET)
    deals = chosen(shown)
    if request.GET.get("as") == "csv":
        return csv_file.answer("people", written(HEADS, _cells(shown, deals)))
    return render(request, "people/seats.html", {"standing": found, **_told(shown, deals)})


def chosen(shown: Shown) -> list[Seated]:
    """The deals asked for: those on which somebody is missing first, then what hangs on each."""
    lines = shown.lines
    found = [deal for deal in shown.seating.deals if _fits(deal, shown)]
    return sorted(
        found, key=lambda deal: (not deal.gaps, *_weight(lines.get(deal.deal)), deal.name)
    )


def _told(shown: Shown, deals: Sequence[Seated]) -> dict[str, Any]:
    seating, made = shown.seating, shown.made
    page = Paginator(deals, A_PAGE).get_page(shown.words.get("page"))
    parts = seating.deals[0].seats if seating.deals else ()
    worth = drawn.worth(made.parts) if made else []
    return {
        "simulated": made and made.simulated,
        "seating": seating,
        "asked": shown.words,
        "parts": parts,
        "shown": page,
        "rows": drawn.rows(list(page), shown.lines, made, today=seating.today,
                           may_change=seating.changes),
        "count": len(deals),
        "missing_on": sum(bool(deal.gaps) for deal in deals),
        "has_amounts": any(line.amount is not None or line.band for line in shown.lines.values()),
        "owners": sorted({deal.owner for deal in seating.deals} - {""}),
        "segments": sorted({deal.segment for deal in seating.deals} - {""}),
        "missing": [
            (ANYBODY, "anybody"), *((seat.part, seat.part) for seat in parts),
            (LONG, f"not met for {seating.stale_days} days"),
        ],
        "as_csv": _query(shown.words, **{"as": "csv"}),
        "worth": worth,
        "worth_in_words": drawn.worth_in_words(worth),
    }  # fmt: skip


def _query(words: Mapping[str, str], **more: str) -> str:
    told = QueryDict(mutable=True)
    for name in KEPT:
        if value := words.get(name):
            told[name] = value
    told.update(more)
    return told.urlencode()


def _weight(line: DealLine | None) -> tuple[float, float]:
    """Most first: the amount where it is seen, else odds times the third of the amount."""
    if line is None:
        return 0.0, 0.0
    third = BANDS.index(line.band) + 1 if line.band else 1
    return -(line.amount or 0.0), -line.p_won * third


def _fits(deal: Seated, shown: Shown) -> bool:
    said = shown.words
    text, missing = said.get("q", "").strip().lower(), said.get("missing", "")
    return (
        (not text or text in f"{deal.name} {deal.account} {deal.owner} {deal.deal}".lower())
        and said.get("owner", "") in ("", deal.owner)
        and said.get("segment", "") in ("", deal.segment)
        and (not said.get("mine") or deal.deal in shown.seating.own)
        and (not missing or any(_lacks(seat, missing) for seat in deal.seats))
    )


def _lacks(seat: Seat, missing: str) -> bool:
    if missing == LONG:
        return seat.state == LONG_AGO
    return seat.is_gap and missing in (ANYBODY, seat.part)


def _cells(shown: Shown, deals: Sequence[Seated]) -> Iterator[tuple[Any, ...]]:
    """Each seat a row, with whoever holds it."""
    lines = shown.lines
    for deal in deals:
        line = lines.get(deal.deal)
        amount = "" if line is None else line.band if line.amount is None else line.amount
        for seat in deal.seats:
            held = seat.part, seat.state, "; ".join(seat.names), seat.met_on, seat.by
            yield deal.deal, deal.name, deal.account, deal.owner, amount, *held
