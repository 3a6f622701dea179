"""One deal: what lies ahead of it, what moves it, its rules, who is in it, and all that it was."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from interlock.actions.load_deal import load_deal
from interlock.records.deal_file import DealFile
from interlock.records.errors import NothingKept, UnknownName
from interlock.records.report import DealLine, DealsAhead
from interlock.render import amounts, one_deal, plan_lines, words
from interlock.web import (
    clock,
    customer_box,
    customer_told,
    deal_forms,
    notes,
    plan,
    promise_box,
    risk_box,
    standing,
    tool_box,
)
from interlock.web.deal_forms import TYPED_OVER
from interlock.web.gate import opens, viewer_of

FACTS = {
    **TYPED_OVER, "account": "Account", "pipeline": "Pipeline", "outcome": "Outcome", "id": "Id",
}  # fmt: skip
"""Columns of a deal at the head of its page -> what they are called."""


@opens("week")
def deal(request: HttpRequest, own_id: str) -> HttpResponse:
    """The page of a deal; while its forecast is worked out, how far that is."""
    if request.htmx:  # type: ignore[attr-defined]
        return standing.progress(request, standing.deals(request))
    return page(request, own_id)


def page(
    request: HttpRequest, own_id: str, *, forms: Mapping[str, Any] | None = None
) -> HttpResponse:
    """The page, with ``forms`` that could not be taken as they were sent."""
    found, made, line, file = look(request, own_id)
    shared = plan.load(request, own_id, ahead=made)
    features = standing.features(request).made
    told = {
        "standing": found,
        "made": made,
        "line": line,
        "file": file,
        "record": file.record,
        "simulated": made and made.simulated,
        "facts": _facts(file, made, line),
        "ahead": one_deal.ahead(made, line) if made and line else None,
        "events": tuple(reversed(file.life.events)),
        "life": one_deal.life(file.life, name=_name(file)),
        "rules": one_deal.rules(file.rules),
        **_needed(request, file, made),
        "talk": notes.talk(request, "deals", own_id),
        "plan": shared,
        "plan_rows": plan_lines.rows(shared.lines),
        "plan_pictures": plan.pictures(shared.lines, shared),
        "promised": promise_box.box(request, "deal", own_id, deals=made, features=features),
        "tools": tool_box.of_deal(request, own_id, features=features),
        "risks": risk_box.box(request, "deal", own_id, ahead=made),
        "sale": customer_box.box(request, file, made),
        "may_reopen": "deals" in file.hand.changes and "outcome" in file.record.typed,
        "forms": deal_forms.of_deal(file, line, made, viewer_of(request)) | dict(forms or {}),
        **_said(file, made, line),
    }
    return render(request, "deal.html", told, status=400 if forms else 200)


def look(
    request: HttpRequest, own_id: str
) -> tuple[Any, DealsAhead | None, DealLine | None, DealFile]:
    """The forecast of all deals and the line of this one, if they are there, and its file."""
    viewer = viewer_of(request)
    try:
        found = standing.deals(request)
        made = found.made
        file = load_deal(own_id, viewer, ahead=made, now=clock.now())
    except (UnknownName, NothingKept) as error:
        raise Http404 from error
    line = next((one for one in made.deals if one.id == own_id), None) if made else None
    return found, made, line, file


def _name(file: DealFile) -> str:
    return file.record.values["name"] or file.record.key[0]


def _facts(file: DealFile, made: DealsAhead | None, line: DealLine | None) -> list[dict[str, Any]]:
    """What the CRM says of the deal, and what of it whoever looks can type over."""
    values, hand = file.record.values, file.hand
    day = values["expected_close_on"]
    told = {
        **{column: values[column] for column in ("stage", "category", "owner", "account")},
        "amount": _money(file, made, line),
        "expected_close_on": words.full_day(day) if day else "",
        "outcome": values["outcome"],
        "pipeline": values["pipeline"],
        "id": file.record.key[0],
    }
    return [
        {
            "column": column,
            "called": called,
            "value": told[column],
            "is_typed": column in file.record.typed,
            "may_type": column in TYPED_OVER
            and (hand.amount if column == "amount" else "deals" in hand.changes),
        }
        for column, called in FACTS.items()
        if told[column] or column in TYPED_OVER
    ]


def _money(file: DealFile, made: DealsAhead | None, line: DealLine | None) -> str:
    amount, currency = file.record.values["amount"], file.record.values["currency"]
    if amount is None:
        return line.band if line else ""
    return amounts.full(amount, currency=currency or (made.currency if made else ""))


def _needed(request: HttpRequest, file: DealFile, made: DealsAhead | None) -> dict[str, Any]:
    """What the deal needs, and what its buyer was told of that and of anything else."""
    told = customer_told.of_deal(request, file.record.key[0], made=made, on=file.today)
    needs = _needs(file, made, told)
    named = {need["feature"] for need in needs}
    return {"needs": needs, "also_told": [one for of, one in told.items() if of not in named]}


def _needs(
    file: DealFile, made: DealsAhead | None, told: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """What the deal needs, with when that ships."""
    ahead = {one.id: one for one in made.features} if made else {}
    return [
        {
            **need,
            "called": file.features.get(need["feature"], need["feature"]),
            "ahead": (one := ahead.get(need["feature"])),
            "told": told.get(need["feature"]),
            "odds": words.odds(one.p_by_quarter_end)
            if one and one.p_by_quarter_end is not None
            else "",
        }
        for need in file.tables["needs"]
    ]


def _said(file: DealFile, made: DealsAhead | None, line: DealLine | None) -> dict[str, Any]:
    """What people say of its odds, this quarter and before, and how near they were in the past."""
    now = file.calls.get(made.quarter, ()) if made else ()
    fewest = made.deal_calls.fewest if made and made.deal_calls else 0
    return {
        "said": one_deal.said(now, line.p_won if line else None),
        "said_before": {
            period: [one_deal.told_call(call) for call in calls]
            for period, calls in file.calls.items()
        },
        "scores": [one_deal.score(one, fewest=fewest) for one in file.scores],
    }
