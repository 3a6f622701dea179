"""Salesforce: an opportunity report as exported from the screen, by its labels."""

import polars as pl

from interlock.importers.columns import Cleaned, Field, day, flag, money, text
from interlock.importers.crm_words import CATEGORIES, KINDS, known_words
from interlock.importers.deal_list import read_deals
from interlock.importers.salesforce_ids import full_id
from interlock.importers.source import Extract, ImportSource, Likeness, headers_of, likeness
from interlock.importers.table import Rows, plain_header
from interlock.importers.tidy import without_footer
from interlock.records.company import Company

ALSO_READ = ("Amount (converted) Currency", "Age", "Fiscal Period", "Stage Duration", "Owner Role")
NAMES = (
    "Opportunity Name", "Opportunity: Opportunity Name", "Opportunityname", "Name der Opportunity",
    "Nom de l'opportunité", "Nombre de la oportunidad", "Nome da oportunidade", "Nome opportunità",
    "Naam opportunity", "商談名",
)  # fmt: skip
STAGES = ("Stage", "Phase", "Etapa", "Étape", "Fase", "フェーズ")
CLOSE_DATES = (
    "Close Date", "Schlusstermin", "Schlussdatum", "Abschlussdatum", "Date de clôture",
    "Date de fermeture", "Fecha de cierre", "Data de fechamento", "Data chiusura", "Data di chiusura",
    "Sluitingsdatum", "完了予定日",
)  # fmt: skip


def fields(company: Company) -> list[Field]:
    on = day(time_zone=company.time_zone)
    return [
        Field("id", ("Opportunity ID", "Opportunity: Opportunity ID", "Opportunity-ID",
                     "ID de l'opportunité", "Id. de la oportunidad", "ID da oportunidade",
                     "18 Digit Opportunity ID", "Opportunity ID (18)"), _id),
        Field("name", NAMES, text),
        Field("account", ("Account Name", "Account: Account Name", "Accountname", "Nom du compte",
                          "Nombre de la cuenta", "Nome da conta", "Nome account", "取引先名"), text),
        Field("owner", ("Opportunity Owner", "Opportunity Owner: Full Name", "Opportunity-Inhaber",
                        "Inhaber der Opportunity", "Propriétaire de l'opportunité",
                        "Propietario de oportunidad", "Proprietário da oportunidade",
                        "Titolare opportunità", "Owner", "商談 所有者"), text),
        Field("pipeline", ("Opportunity Record Type", "Record Type"), text),
        Field("stage", STAGES, text),
        Field("amount", ("Amount", "Betrag", "Montant", "Importe", "Valor", "Importo", "Bedrag",
                         "金額", "Amount (converted)"), money),
        Field("currency", ("Amount Currency", "Betrag Währung", "Betrag (Währung)",
                           "Opportunity Currency", "Currency"), text),
        Field("created_on", ("Created Date", "Erstelldatum", "Date de création", "Fecha de creación",
                             "Data de criação", "Data creazione", "作成日"), on),
        Field("close_on", CLOSE_DATES, on),
        Field("category", ("Forecast Category", "Prognosekategorie", "Catégorie de prévisions",
                           "Categoría de pronóstico"), known_words(CATEGORIES)),
        Field("kind", ("Type", "Typ", "Tipo"), known_words(KINDS)),
        Field("is_closed", ("Closed", "Geschlossen", "Is Closed"), flag),
        Field("is_won", ("Won", "Gewonnen", "Is Won"), flag),
    ]  # fmt: skip


def detect(headers: tuple[str, ...]) -> Likeness | None:
    there = {plain_header(header) for header in headers}
    if there & {"from stage", "field / event", "old value", "von phase"}:
        return None
    known = (*headers_of(fields(Company())), *ALSO_READ)
    whose = "labels of a Salesforce opportunity report"
    return likeness(headers, whose, must=(NAMES, STAGES, CLOSE_DATES), known=known)


def read(rows: Rows, company: Company) -> Extract:
    """Deals. Close Date is the expected day of an open deal and the closing day of a closed one.

    A report often has no ids; account and name stand in then. How a deal ended is told by Closed
    and Won where they are columns, else as ``company.toml`` says, else by the stage's name.
    """
    return read_deals(without_footer(rows), company, fields(company), also_read=ALSO_READ)


def _id(column: pl.Series) -> Cleaned:
    return Cleaned(full_id(column), pl.Series([False] * len(column), dtype=pl.Boolean))


SOURCE = ImportSource("Salesforce opportunity report", detect, read, fields(Company()))
