"""People one by one: a person, a buyer with who knows whom there, and our departments."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from interlock.actions import load_people
from interlock.records.errors import NothingKept, UnknownName
from interlock.records.seats import BuyerFile, PersonFile
from interlock.render import seats as drawn
from interlock.render import ties
from interlock.web import clock, nothing_yet
from interlock.web.gate import opens, viewer_of


@opens("week")
def departments(request: HttpRequest) -> HttpResponse:
    """Per department its people, their deals, and on how many deals nobody of it is named."""
    try:
        found = load_people.load_departments(viewer_of(request), now=clock.now())
    except NothingKept:
        return nothing_yet.page(request, "people")
    return render(request, "people/departments.html", {"departments": found})


@opens("week")
def buyer(request: HttpRequest, account: str) -> HttpResponse:
    """A buyer: its people, who of ours knows whom, its deals, ways to whoever is missing."""
    try:
        found = load_people.load_buyer(account, viewer_of(request), now=clock.now())
    except (UnknownName, NothingKept) as error:
        raise Http404 from error
    return render(request, "people/buyer.html", {"file": found, **_drawn(found)})


@opens("week")
def person(request: HttpRequest, name: str) -> HttpResponse:
    """All that the book holds of a name: parts in deals, meetings, who of ours knows them."""
    try:
        found = load_people.load_person(name, viewer_of(request), now=clock.now())
    except (UnknownName, NothingKept) as error:
        raise Http404 from error
    return render(request, "people/person.html", {"file": found, **_told(found)})


def pages() -> Callable[[str], str]:
    """What gives the address of somebody's page, empty for whom the book does not hold; it looks
    that up once, for the first that is asked for.
    """
    known = cache(lambda: load_people.load_known(now=clock.now()))
    return lambda name: reverse("person", args=[name]) if name in known() else ""


def _drawn(found: BuyerFile) -> dict[str, Any]:
    today, pairs = found.today, ties.pairs(found.ties)
    others = [name for name in dict.fromkeys(one.name for one in found.people) if name]
    stale_days = found.stale_days
    return {
        "pairs": [
            {"pair": one, "tone": ties.tone(one.on, today, stale_days)} for one in pairs
        ],
        "has_chart": any(post.below for post in found.chart),
        "pictures": [
            ties.picture(pairs, others=others, width=width, today=today, stale_days=stale_days)
            for width in (ties.WIDE, ties.NARROW)
        ] if pairs else [],
        "deals": [
            {
                "deal": deal,
                "cells": [drawn.cell(seat, today=today) for seat in deal.seats],
                "ways": drawn.ways(found.ways.get(deal.deal, ()), today=today),
            }
            for deal in found.open
        ],
    }  # fmt: skip


def _told(found: PersonFile) -> dict[str, Any]:
    buyers = {one.account for one in found.parts if one.side == "buyer"}
    return {
        "buyers": buyers,
        "has_several": len(buyers) > 1,
        "contacts": [drawn.contact(one, today=found.today) for one in found.contacts],
        "pairs": ties.pairs(found.ties),
        "is_ours": any(one.side != "buyer" for one in found.parts) or bool(found.owns),
    }
