"""Frappe CRM: the list of deals."""

from interlock.importers.columns import Field, day, money, text
from interlock.importers.deal_list import read_deals
from interlock.importers.source import Extract, ImportSource, Likeness, headers_of, likeness
from interlock.importers.table import Rows
from interlock.records.company import Company

STATUS, OWNERS = ("status", "Status"), ("deal_owner", "Deal Owner")
VALUES = ("deal_value", "Deal Value", "annual_revenue", "Annual Revenue", "expected_deal_value")
ORGANIZATIONS = ("organization", "Organization", "organization_name", "Organization Name")
ALSO_READ = (
    "modified",
    "Last Updated On",
    "probability",
    "expected_deal_value",
    "idx",
    "docstatus",
)


def fields(company: Company) -> list[Field]:
    on = day(time_zone=company.time_zone)
    return [
        Field("id", ("name", "ID"), text),
        Field("account", ORGANIZATIONS, text),
        Field("name", ("lead_name", "Lead Name", *ORGANIZATIONS), text),
        Field("owner", OWNERS, text),
        Field("stage", STATUS, text),
        Field("amount", VALUES, money),
        Field("currency", ("currency", "Currency"), text),
        Field("created_on", ("creation", "Created On"), on),
        Field("expected_close_on", ("expected_closure_date", "Expected Closure Date",
                                    "close_date", "Close Date"), on),
        Field("closed_on", ("closed_date", "Closed Date", "closed_on", "Closed On"), on),
        Field("lost_reason", ("lost_reason", "Lost Reason"), text),
    ]  # fmt: skip


def detect(headers: tuple[str, ...]) -> Likeness | None:
    known = (*headers_of(fields(Company())), *ALSO_READ)
    must = (ORGANIZATIONS, OWNERS, STATUS, VALUES)
    return likeness(headers, "Frappe CRM's of a deal", must=must, known=known)


def read(rows: Rows, company: Company) -> Extract:
    """Deals; the status is the stage, and Won and Lost end it."""
    return read_deals(rows, company, fields(company), also_read=ALSO_READ)


SOURCE = ImportSource("Frappe CRM deals", detect, read, fields(Company()))
