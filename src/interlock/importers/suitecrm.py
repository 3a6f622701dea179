"""SuiteCRM: the list of opportunities."""

from interlock.importers.columns import Field, day, flag, money, text
from interlock.importers.crm_words import KINDS, known_words
from interlock.importers.deal_list import read_deals
from interlock.importers.source import Extract, ImportSource, Likeness, headers_of, likeness
from interlock.importers.table import Rows
from interlock.records.company import Company

STAGES = ("sales_stage", "Sales Stage")
CLOSINGS = ("date_closed", "Expected Close Date", "Expected Close Date:")
NAMES = ("name", "Opportunity Name")
ALSO_READ = ("probability", "Probability (%)", "date_modified", "modified_user_id", "campaign_id")


def fields(company: Company) -> list[Field]:
    on = day(time_zone=company.time_zone)
    return [
        Field("id", ("id", "ID"), text),
        Field("name", NAMES, text),
        Field("account", ("account_name", "Account Name"), text),
        Field("owner", ("assigned_user_name", "Assigned to", "assigned_user_id"), text),
        Field("stage", STAGES, text),
        Field("amount", ("amount", "Opportunity Amount", "amount_usdollar"), money),
        Field("currency", ("currency_name", "Currency", "currency_id"), text),
        Field("created_on", ("date_entered", "Date Created"), on),
        Field("close_on", CLOSINGS, on),
        Field("kind", ("opportunity_type", "Type"), known_words(KINDS)),
        Field("is_deleted", ("deleted",), flag),
    ]


def detect(headers: tuple[str, ...]) -> Likeness | None:
    known = (*headers_of(fields(Company())), *ALSO_READ)
    whose = "SuiteCRM's of an opportunity"
    return likeness(headers, whose, must=(NAMES, STAGES, CLOSINGS), known=known)


def read(rows: Rows, company: Company) -> Extract:
    """Deals; date_closed is the expected day of an open deal, the closing day of a closed one."""
    return read_deals(rows, company, fields(company), also_read=ALSO_READ)


SOURCE = ImportSource("SuiteCRM opportunities", detect, read, fields(Company()))
