"""Load: records of the book as a viewer may see them."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from interlock.engine import cut_outcomes
from interlock.engine.without_amounts import deals_without_amounts, features_without_amounts
from interlock.records.features_ahead import FeaturesAhead
from interlock.records.forecasts import BY, Forecast
from interlock.records.record import Record
from interlock.records.report import DealsAhead
from interlock.records.rights import Viewer
from interlock.store import connect, shown, typed


def load_table(name: str, viewer: Viewer) -> pl.DataFrame:
    """A table of the book, without amounts that are not the viewer's to see.

    Raises ``NotAllowed``.
    """
    return shown.table(name, viewer)


def load_record(name: str, key: tuple[Any, ...], viewer: Viewer) -> Record:
    """One record with its past. Raises ``UnknownName`` and ``NotAllowed``."""
    return shown.record(name, key, viewer)


def load_named(name: str, words: Sequence[str], viewer: Viewer) -> Record:
    """One record with its past, by its key as somebody writes it. Raises ``UnknownName``,
    ``NotAllowed``, ``NotPossible`` and ``BadValues``.
    """
    connect.open_book()
    return shown.record(name, typed.key_from(name, words), viewer)


def load_parts(viewer: Viewer) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """By what bookings can be told apart: what every company has, and columns of the CRM that were
    kept; these for who sees all amounts, as they may hold any.
    """
    if viewer.amounts != "all":
        return BY, ()
    kept = shown.table("attributes", viewer).filter(table="deals")["name"]
    return BY, tuple(kept.unique().sort())


def without_amounts(made: DealsAhead, viewer: Viewer) -> DealsAhead:
    """What lies ahead of the deals, without amounts that are not the viewer's to see."""
    if viewer.amounts == "all":
        return made
    own = shown.own_deals(viewer) if viewer.amounts == "own" else frozenset[str]()
    return deals_without_amounts(made, own=own, in_bands=viewer.amounts == "bands")


def forecast_without_amounts(made: Forecast, viewer: Viewer) -> Forecast:
    """A table of odds, without amounts that are not the viewer's to see."""
    if viewer.amounts == "all":
        return made
    own = shown.own_deals(viewer) if viewer.amounts == "own" else frozenset[str]()
    currency = shown.company().currency
    return cut_outcomes.forecast_without_amounts(made, currency=currency, own=own)


def of_features_without_amounts(made: FeaturesAhead, viewer: Viewer) -> FeaturesAhead:
    """What lies ahead of the features, without amounts that are not the viewer's to see."""
    if viewer.amounts == "all":
        return made
    own = shown.own_deals(viewer) if viewer.amounts == "own" else frozenset[str]()
    return features_without_amounts(made, own=own, in_bands=viewer.amounts == "bands")
