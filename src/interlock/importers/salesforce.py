"""Salesforce: the Opportunity export with API names (Data Loader, weekly export)."""

import polars as pl

from interlock.importers.columns import Cleaned, Field, day, flag, money, one_of, text, whole
from interlock.importers.crm_words import CATEGORIES, KINDS, known_words
from interlock.importers.deal_list import read_deals
from interlock.importers.salesforce_ids import full_id
from interlock.importers.source import Extract, ImportSource, Likeness, headers_of, likeness
from interlock.importers.table import Rows, plain_header
from interlock.records.company import Company
from interlock.records.sales_tables import CATEGORIES as ALLOWED_CATEGORIES

KEPT = (
    "probability", "nextstep", "leadsource", "lastactivitydate", "pushcount", "description",
)  # fmt: skip


def fields(company: Company) -> list[Field]:
    """The raw ``Forecast`` of ForecastCategory is what the screen calls Commit."""
    on = day(time_zone=company.time_zone)
    category = one_of(ALLOWED_CATEGORIES, CATEGORIES)
    return [
        Field("id", ("Id",), _id),
        Field("name", ("Name",), text),
        Field("account", ("Account.Name", "AccountName", "AccountId"), text),
        Field("owner", ("Owner.Name", "OwnerName", "OwnerId"), text),
        Field("pipeline", ("RecordType.Name", "RecordTypeId"), text),
        Field("stage", ("StageName",), text),
        Field("amount", ("Amount",), money),
        Field("currency", ("CurrencyIsoCode",), text),
        Field("created_on", ("CreatedDate",), on),
        Field("close_on", ("CloseDate",), on),
        Field("category", ("ForecastCategoryName", "ForecastCategory"), category),
        Field("segment", ("Segment__c",), text),
        Field("kind", ("Type",), known_words(KINDS)),
        Field("arr", ("ARR__c", "Annual_Recurring_Revenue__c"), money),
        Field("renewal_of", ("Renewal_Of__c", "Renewed_Opportunity__c", "Renews__c"), _id),
        Field("term_months", ("Contract_Term__c", "Term_Months__c", "Contract_Term_Months__c",
                              "ContractTerm__c"), whole),
        Field("is_deleted", ("IsDeleted",), flag),
        Field("is_closed", ("IsClosed",), flag),
        Field("is_won", ("IsWon",), flag),
    ]  # fmt: skip


def detect(headers: tuple[str, ...]) -> Likeness | None:
    if "opportunityid" in map(plain_header, headers):
        return None
    must = (("Id",), ("StageName",), ("CloseDate",))
    whose = "Salesforce's names of an opportunity's fields"
    return likeness(headers, whose, must=must, known=headers_of(fields(Company())))


def read(rows: Rows, company: Company) -> Extract:
    """Deals, and as attributes the custom fields (``__c``) and a few others.

    CloseDate is the expected day of an open deal and the closing day of a closed one. How a deal
    ended is told by IsClosed and IsWon; without these by ``company.toml``'s pipelines; without
    these by a stage called Closed Won or Closed Lost.
    """
    return read_deals(rows, company, fields(company), kept=_is_kept)


def _id(column: pl.Series) -> Cleaned:
    return Cleaned(full_id(column), pl.Series([False] * len(column), dtype=pl.Boolean))


def _is_kept(header: str) -> bool:
    return header.lower().endswith("__c") or header.lower() in KEPT


SOURCE = ImportSource("Salesforce opportunities", detect, read, fields(Company()))
