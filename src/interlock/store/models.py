"""The models: revisions, and for each table of the book the versions of its rows."""

from typing import Any

import polars as pl
from django.db import models
from django.db.models import Field, Q
from django.db.models.functions import Left

from interlock.records.table import Column, Table
from interlock.store.fields import Moment, Money, Names
from interlock.store.kept import KEPT
from interlock.store.member_models import (
    CalendarFeed,
    Delivery,
    Event,
    Member,
    Notice,
    Nudge,
    Reply,
    SavedView,
    Token,
    Webhook,
    Work,
)
from interlock.store.rows import BEGINNING
from interlock.store.tool_models import ToolFile, ToolFileBegun, ToolTaken
from interlock.store.week_models import ClosedWeek, Sending, WeekReport

__all__ = [
    "MODELS",
    "ORIGINS",
    "CalendarFeed",
    "ClosedWeek",
    "Delivery",
    "Event",
    "Forgotten",
    "Member",
    "Notice",
    "Nudge",
    "Outcome",
    "Reply",
    "Revision",
    "SavedView",
    "Sending",
    "Token",
    "ToolFile",
    "ToolFileBegun",
    "ToolTaken",
    "Version",
    "Webhook",
    "WeekReport",
    "Work",
]

ORIGINS = ("typed", "imported", "computed", "undone", "anonymised")


class Revision(models.Model):
    """One change of the book, whole or not at all: who made it, when, from where, in words.

    ``undoes`` is the revision that this one took back; ``moves_forecasts``: it changed something
    that forecasts read.
    """

    number = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    by = models.TextField(default="")
    origin = models.TextField(choices=[(origin, origin) for origin in ORIGINS])
    words = models.TextField(default="")
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")
    moves_forecasts = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.number}: {self.words}"


class Version(models.Model):
    """A row as it stood from revision ``since`` until ``until``; without an until it stands."""

    version = models.BigAutoField(primary_key=True)
    since = models.ForeignKey(
        Revision, models.PROTECT, related_name="+", db_column="since", db_index=False
    )
    until = models.ForeignKey(
        Revision, models.PROTECT, related_name="+", db_column="until", db_index=False, null=True
    )

    class Meta:
        """A pattern for the tables' models, no table of its own."""

        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.version}"


def _kind(column: Column) -> "Field[Any, Any]":
    """The column's field; all may be empty, as what is required is the importers' to say."""
    kinds: dict[type[pl.DataType], type[Field[Any, Any]]] = {
        pl.Decimal: Money,
        pl.String: models.TextField, pl.Date: models.DateField, pl.Boolean: models.BooleanField,
        pl.Int32: models.IntegerField, pl.Float64: models.FloatField, pl.Datetime: Moment,
        pl.List: Names,
    }  # fmt: skip
    return kinds[column.dtype.base_type()](db_column=column.name, null=True)


def attribute(column: str) -> str:
    """What a column is called on a model: Django keeps ``id`` for its own."""
    return "own_id" if column == "id" else column


def _beginning(column: Column) -> models.F | Left:
    """What is looked up by: an index holds no long text, and a column may."""
    name = attribute(column.name)
    return Left(name, BEGINNING) if column.dtype == pl.String else models.F(name)


def _model(table: Table) -> type[Version]:
    """The model of a table: its columns, and the revisions between which a row stood."""
    name = "".join(word.capitalize() for word in table.name.split("_"))
    fields = {attribute(column.name): _kind(column) for column in table.columns}
    keys = models.Index(
        *(_beginning(table.column(column)) for column in table.key), name=f"{table.name}_key"
    )
    began = models.Index(fields=["since"], name=f"{table.name}_since")
    ended = models.Index(
        fields=["until"], name=f"{table.name}_until", condition=Q(until__isnull=False)
    )
    meta = type("Meta", (), {"db_table": f"book_{table.name}", "indexes": [keys, began, ended]})
    told = {"__module__": __name__, "__doc__": table.meaning, "Meta": meta}
    return type(name, (Version,), {**fields, **told})


MODELS = {name: _model(table) for name, table in KEPT.items()}


class Outcome(models.Model):
    """A forecast or report as it was made, never edited: what was asked of which revision, by which
    program, its birth, and all of it as JSON.
    """

    number = models.BigAutoField(primary_key=True)
    fingerprint = models.TextField(unique=True)
    at = models.DateTimeField(auto_now_add=True)
    kind = models.TextField()
    asked = models.TextField()
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+", db_column="revision")
    code = models.TextField()
    as_of = models.DateField()
    seed = models.BigIntegerField()
    method = models.TextField()
    version = models.TextField()
    body = models.TextField()

    def __str__(self) -> str:
        return f"{self.number}: {self.kind} as of {self.as_of}"

    def save(self, *args: Any, **more: Any) -> None:
        """Keep it; what is kept is never changed."""
        if not self._state.adding:
            raise TypeError("an outcome that is kept is never edited")
        super().save(*args, **more)


class Forgotten(models.Model):
    """A name that was taken out of the book, as a digest under a key, and its alias."""

    number = models.BigAutoField(primary_key=True)
    alias = models.TextField()
    key = models.TextField()
    digest = models.TextField()
    length = models.IntegerField()
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+", db_column="revision")

    def __str__(self) -> str:
        return self.alias
