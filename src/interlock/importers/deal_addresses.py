"""Deals named by their id, or by the address under which a CRM shows them."""

import polars as pl

from interlock.importers.salesforce_ids import full_id

SALESFORCE = r"\b006(?:[A-Za-z0-9]{15}|[A-Za-z0-9]{12})\b"
IN_ADDRESS = (
    r"https?://\S+?/(?:deals?|0-3|crm\.lead)/([\w-]+)",
    r"https?://\S+?#Opportunity/view/(\w+)",
    r"https?://\S+?[?&]module=Opportunities\S*?[?&]record=([\w-]+)",
    r"https?://\S+?[#?&]id=(\d+)\S*?model=crm\.lead",
)
"""HubSpot, Pipedrive, Frappe CRM and Odoo; EspoCRM; SuiteCRM; older Odoo."""


def ids_in(cells: pl.DataFrame) -> pl.DataFrame:
    """(wish, id) for whatever in a cell (``wish``, ``text``) may be a deal's id."""
    text = pl.col("text")
    found = [cells.select("wish", id="text")]
    found.append(_each(cells, text.str.extract_all(SALESFORCE)))
    addresses = cells.filter(text.str.contains("://", literal=True))
    found += [_each(addresses, text.str.extract_groups(p).struct.field("1")) for p in IN_ADDRESS]
    ids = pl.concat(found).drop_nulls().unique(maintain_order=True)
    return pl.concat([ids, ids.with_columns(full_id(ids["id"]).alias("id"))]).unique()


def _each(cells: pl.DataFrame, found: pl.Expr) -> pl.DataFrame:
    listed = cells.select("wish", id=found)
    if listed.schema["id"] == pl.String:
        return listed
    return listed.explode("id", keep_nulls=False, empty_as_null=False)


def addresses_in(text: pl.Expr) -> pl.Expr:
    """The addresses of deals in a text, with ``;`` between; nothing where there is none."""
    found = text.str.extract_all("|".join((rf"https?://\S+?{SALESFORCE}", *IN_ADDRESS)))
    return pl.when(found.list.len() > 0).then(found.list.join(";"))
