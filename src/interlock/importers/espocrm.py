"""EspoCRM: the list of opportunities, by labels or by internal names."""

from interlock.importers.columns import Field, day, flag, money, text
from interlock.importers.deal_list import read_deals
from interlock.importers.source import Extract, ImportSource, Likeness, headers_of, likeness
from interlock.importers.table import Rows
from interlock.records.company import Company

ALSO_READ = (
    "amountWeightedConverted",
    "Weighted Amount",
    "modifiedAt",
    "Modified At",
    "probability",
)
CREATED = ("createdAt", "Created At")
CLOSINGS = ("closeDate", "Close Date")
ASSIGNED = ("assignedUser", "assignedUserName", "Assigned User")


def fields(company: Company) -> list[Field]:
    on = day(time_zone=company.time_zone)
    return [
        Field("id", ("id",), text),
        Field("name", ("name",), text),
        Field("account", ("account", "accountName"), text),
        Field("owner", ASSIGNED, text),
        Field("pipeline", ("teams", "teamsNames"), text),
        Field("stage", ("stage",), text),
        Field("amount", ("amount", "amountConverted", "Amount Converted"), money),
        Field("currency", ("amountCurrency", "Amount Currency"), text),
        Field("created_on", CREATED, on),
        Field("close_on", CLOSINGS, on),
        Field("is_deleted", ("deleted",), flag),
    ]


def detect(headers: tuple[str, ...]) -> Likeness | None:
    known = (*headers_of(fields(Company())), *ALSO_READ)
    must = (("name",), ("stage",), CLOSINGS, CREATED, ASSIGNED)
    return likeness(headers, "EspoCRM's of an opportunity", must=must, known=known)


def read(rows: Rows, company: Company) -> Extract:
    """Deals; the stage says how one ended."""
    return read_deals(rows, company, fields(company), also_read=ALSO_READ)


SOURCE = ImportSource("EspoCRM opportunities", detect, read, fields(Company()))
