"""Load: records of the book as a viewer may see them."""

from typing import Any

import polars as pl

from interlock.engine.without_amounts import deals_without_amounts, features_without_amounts
from interlock.records.features_ahead import FeaturesAhead
from interlock.records.record import Record
from interlock.records.report import DealsAhead
from interlock.records.rights import Viewer
from interlock.store import shown


def load_table(name: str, viewer: Viewer) -> pl.DataFrame:
    """A table of the book, without amounts that are not the viewer's to see.

    Raises ``NotAllowed``.
    """
    return shown.table(name, viewer)


def load_record(name: str, key: tuple[Any, ...], viewer: Viewer) -> Record:
    """One record with its past. Raises ``UnknownName`` and ``NotAllowed``."""
    return shown.record(name, key, viewer)


def without_amounts(made: DealsAhead, viewer: Viewer) -> DealsAhead:
    """What lies ahead of the deals, without amounts that are not the viewer's to see."""
    if viewer.amounts == "all":
        return made
    own = shown.own_deals(viewer) if viewer.amounts == "own" else frozenset[str]()
    return deals_without_amounts(made, own=own, in_bands=viewer.amounts == "bands")


def of_features_without_amounts(made: FeaturesAhead, viewer: Viewer) -> FeaturesAhead:
    """What lies ahead of the features, without amounts that are not the viewer's to see."""
    if viewer.amounts == "all":
        return made
    own = shown.own_deals(viewer) if viewer.amounts == "own" else frozenset[str]()
    return features_without_amounts(made, own=own, in_bands=viewer.amounts == "bands")
