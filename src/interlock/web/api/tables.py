"""What the book holds of a noun: needs, people, rules and others, row by row."""

from typing import Any

import polars as pl
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field, create_model

from interlock.actions.load_records import load_table
from interlock.web.api import rows
from interlock.web.api.answers import Page, Paging, opens, paged
from interlock.web.gate import viewer_of

NOUNS: dict[str, tuple[str, ...]] = {
    "needs": ("deal", "feature", "strength"),
    "people": ("deal", "name", "side"),
    "rules": ("id", "stage"),
    "evidence": ("deal", "rule"),
    "buyer_steps": ("deal",),
    "meetings": ("deal", "person"),
    "told": ("deal", "feature"),
    "items": ("feature", "team"),
    "teams": ("name",),
    "dependencies": ("feature", "after"),
    "memberships": ("name", "group"),
    "targets": ("period", "scope"),
    "deal_calls": ("deal", "by", "period"),
}
"""noun -> the columns by which its rows can be asked for"""

router = Router(tags=["tables"])


def _listed(name: str, columns: tuple[str, ...]) -> None:
    """Give a table an address."""
    page: Any = Page[rows.of(name)]  # type: ignore[misc]
    words: Any = {one: (str | None, Field(None, description=f"{one} is this")) for one in columns}
    asking: Any = create_model(f"Asked{name.title()}", __base__=Paging, **words)

    def listed(request: HttpRequest, asked: Any) -> HttpResponse:
        said = {one: value for one in columns if (value := getattr(asked, one)) is not None}
        found = load_table(name, viewer_of(request)).filter(pl.lit(value=True), **said)
        tell = pl.DataFrame.to_dicts
        return paged(request, asked, found, tell)

    listed.__annotations__["asked"] = Query[asking]  # type: ignore[misc]
    listed.__name__, listed.__doc__ = name, f"{rows.of(name).__doc__}."
    router.get(f"/{name}", response=page, operation_id=name)(opens("week")(listed))


for _name, _columns in NOUNS.items():
    _listed(_name, _columns)
