"""Deals named by their id, or by the address under which a CRM shows them."""

import polars as pl

from interlock.importers.salesforce_ids import full_id

SALESFORCE = r"\b006(?:[A-Za-z0-9]{15}|[A-Za-z0-9]{12})\b"
ADDRESS = r"https?://[^\s;,<>\"')]+"
IN_ADDRESS = (
    r"/(?:deals?|0-3|crm\.lead)/([\w-]+)",
    r"#Opportunity/view/(\w+)",
    r"[?&]module=Opportunities\S*?[?&]record=([\w-]+)",
    r"[#?&]id=(\d+)\S*?model=crm\.lead",
)
"""HubSpot, Pipedrive, Frappe CRM and Odoo; EspoCRM; SuiteCRM; older Odoo."""


SMALL_NUMBER = r"^\s*\d{1,6}\s*$"


def ids_in(cells: pl.DataFrame, *, numbers: bool = True) -> pl.DataFrame:
    """(cell, id) for whatever in a cell (``cell``, ``text``) may be a deal's id: the whole, each
    part between commas, semicolons or line ends, and what CRMs write into addresses.

    Small numbers alone count only with ``numbers``: they may count anything.
    """
    text = pl.col("text")
    parts = _each(cells, text.str.replace_all(r"[,\n]", ";").str.split(";"))
    plain = pl.concat([cells.select("cell", id="text"), parts])
    said = [plain if numbers else plain.filter(~pl.col("id").str.contains(SMALL_NUMBER))]
    said.append(_each(cells, text.str.extract_all(SALESFORCE)))
    addresses = _each(cells, text.str.extract_all(ADDRESS))
    said += [addresses.with_columns(pl.col("id").str.extract(part)) for part in IN_ADDRESS]
    ids = pl.concat(said).with_columns(pl.col("id").str.strip_chars()).drop_nulls()
    ids = ids.unique(maintain_order=True)
    return pl.concat([ids, ids.with_columns(full_id(ids["id"]).alias("id"))]).unique()


def addresses_in(text: pl.Expr) -> pl.Expr:
    """The addresses of deals in a text, with ``;`` between; nothing where there is none."""
    is_deal = pl.element().str.contains("|".join((SALESFORCE, *IN_ADDRESS)))
    found = text.str.extract_all(ADDRESS).list.eval(pl.element().filter(is_deal))
    return pl.when(found.list.len() > 0).then(found.list.join(";"))


def _each(cells: pl.DataFrame, found: pl.Expr) -> pl.DataFrame:
    return cells.select("cell", id=found).explode("id", keep_nulls=False, empty_as_null=False)
