"""Which deals and which features a wish may mean."""

from collections.abc import Mapping

import polars as pl

from interlock.importers.deal_addresses import ids_in
from interlock.importers.issue_references import ISSUE_KEY


def deals_meant(said: pl.DataFrame, deals: pl.DataFrame) -> pl.DataFrame:
    """(wish, meant): deals of the id or address that a wish names; else those of its name that were
    not closed; where it names no deal, those that its account had open.

    "Were" is on the day of the wish, and now where it has none.
    """
    ids = ids_in(said.select(cell="wish", text="deal"))
    by_id = ids.join(deals.select("id", meant="id"), on="id").select("meant", wish="cell")
    by_id = by_id.select("wish", "meant")
    rest = said.join(by_id, on="wish", how="anti")
    known = deals.select(
        "created_on",
        "closed_on",
        "outcome",
        meant="id",
        name=folded("name"),
        owner=folded("account"),
    )
    named = rest.join(known, left_on=folded("deal"), right_on="name")
    by_name = named.filter(_not_closed(), _same_account())
    unnamed = rest.filter(pl.col("deal").is_null())
    owned = [unnamed.join(known, left_on=folded("account"), right_on=n) for n in ("owner", "name")]
    by_account = [frame.filter(_not_closed(), _begun()) for frame in owned]
    found = [frame.select("wish", "meant") for frame in (by_id, by_name, *by_account)]
    return pl.concat(found).unique(maintain_order=True)


def features_meant(said: pl.DataFrame, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """(wish, meant): features of the key, id or name that a wish gives, and those whose issue it
    names by key, id or address.
    """
    known = _features_by_reference(tables)
    by_reference = _references(said).join(known, on="reference").select("wish", "meant")
    names = tables["features"].select(name=folded("name"), meant="id").drop_nulls()
    by_name = said.join(names, left_on=folded("feature"), right_on="name").select("wish", "meant")
    return pl.concat([by_reference, by_name]).unique(maintain_order=True)


def folded(column: str) -> pl.Expr:
    """A name without regard to case and to how many spaces stand in it."""
    return pl.col(column).str.to_lowercase().str.replace_all(r"\s+", " ")


def _not_closed() -> pl.Expr:
    is_open = pl.col("outcome") == "open"
    closed_later = (pl.col("closed_on") >= pl.col("on")).fill_null(value=False)
    return is_open | closed_later


def _begun() -> pl.Expr:
    return (pl.col("created_on") <= pl.col("on")).fill_null(value=True)


def _same_account() -> pl.Expr:
    """An account named beside the deal must be its own, where both are known."""
    return (folded("account") == pl.col("owner")).fill_null(value=True)


def _features_by_reference(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    features, items = tables["features"], tables["items"]
    own = [features.select(reference=name, meant="id") for name in ("id", "key")]
    parts = [items.select(reference=name, meant="feature") for name in ("id", "key")]
    return pl.concat([*own, *parts]).drop_nulls().unique()


def _references(said: pl.DataFrame) -> pl.DataFrame:
    """(wish, reference) for whatever may be an issue's key, id or address."""
    texts = pl.concat([said.select("wish", text=name) for name in ("link", "feature")])
    text = pl.col("text")
    words = text.str.replace_all(r"[\s,;]+", ";").str.split(";")
    found = pl.concat(
        [
            texts.select("wish", reference=text.str.extract_all(ISSUE_KEY)),
            texts.select("wish", reference=pl.concat_list(text, words)),
        ]
    )
    each = found.explode("reference", keep_nulls=False, empty_as_null=False)
    return each.drop_nulls().unique(maintain_order=True)
