"""The deals as CRMs export them in one list without a history."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
from synthetic.crm_shapes import addressed, created, known, salesforce_ids, two
from synthetic.frames import STAGES, Frames

Columns = dict[str, pl.Expr | str]
Write = Callable[[Path, Frames, pl.DataFrame, pl.DataFrame], None]
Ids = Callable[[Frames], pl.DataFrame]

OUTCOME, DAY = pl.col("outcome"), pl.col("expected_close_on")
OPEN_STAGE = pl.coalesce("last", "stage")
"""The stage that a closed deal was in before."""

ENDED = pl.col("closed_on").dt.strftime("%Y-%m-%d 15:00:00")
AT, PIPELINE = "%Y-%m-%d %H:%M:%S", "Sales"


def numbered(address: str, *, form: str = "{}") -> Ids:
    """Ids that count from 1, in a form, and the address under which somebody sees the deal."""

    def ids(frames: Frames) -> pl.DataFrame:
        number = (pl.col("number") + 1).cast(pl.String)
        return addressed(frames.deals.select("number", deal=pl.format(form, number)), address)

    return ids


def listed(file: str, columns: Columns) -> Write:
    """How a list is written: one file with these columns."""

    def write(folder: Path, frames: Frames, ids: pl.DataFrame, notes: pl.DataFrame) -> None:
        last = frames.stages.filter(pl.col("new").is_in(STAGES[5:])).select("number", last="old")
        rows = known(frames, ids, notes).join(last, on="number", how="left", maintain_order="left")
        rows.select(**columns).write_csv(folder / file)

    return write


PIPEDRIVE: Columns = {
    "Deal - ID": "deal",
    "Deal - Title": "name",
    "Deal - Organization": "account",
    "Deal - Owner": "owner",
    "Deal - Pipeline": pl.lit(PIPELINE),
    "Deal - Stage": OPEN_STAGE,
    "Deal - Status": OUTCOME.str.to_titlecase(),
    "Deal - Value": two("amount"),
    "Deal - Currency of Value": pl.lit("EUR"),
    "Deal - Deal created": created(AT),
    "Deal - Expected close date": pl.when(OUTCOME == "open").then(DAY),
    "Deal - Won time": pl.when(OUTCOME == "won").then(ENDED),
    "Deal - Lost time": pl.when(OUTCOME == "lost").then(ENDED),
    "Deal - Wishes": "note",
}
REPORT: Columns = {
    "Opportunity ID": "deal",
    "Opportunity Name": "name",
    "Account Name": "account",
    "Opportunity Owner": "owner",
    "Stage": "stage",
    "Amount Currency": pl.lit("EUR"),
    "Amount": two("amount"),
    "Created Date": pl.col("created_on").dt.strftime("%d/%m/%Y"),
    "Close Date": DAY.dt.strftime("%d/%m/%Y"),
    "Closed": OUTCOME != "open",
    "Won": OUTCOME == "won",
    "Wishes": "note",
}
ODOO: Columns = {
    "External ID": "deal",
    "Opportunity": "name",
    "Customer": "account",
    "Salesperson": "owner",
    "Sales Team": pl.lit(PIPELINE),
    "Stage": pl.when(OUTCOME == "won").then(pl.lit("Won")).otherwise(OPEN_STAGE),
    "Expected Revenue": two("amount"),
    "Currency": pl.lit("EUR"),
    "Created on": created(AT),
    "Expected Closing": DAY,
    "Closed Date": ENDED,
    "Probability": OUTCOME.replace_strict({"won": 100, "lost": 0, "open": 40}),
    "Active": OUTCOME != "lost",
    "Internal Notes": "note",
}
ESPOCRM: Columns = {
    "id": "deal",
    "name": "name",
    "accountName": "account",
    "assignedUserName": "owner",
    "stage": "stage",
    "amount": two("amount"),
    "amountCurrency": pl.lit("EUR"),
    "createdAt": created(AT),
    "closeDate": DAY,
    "description": "note",
}
SUITECRM: Columns = {
    "ID": "deal",
    "Opportunity Name": "name",
    "Account Name": "account",
    "Assigned to": "owner",
    "Sales Stage": "stage",
    "Opportunity Amount": two("amount"),
    "Currency": pl.lit("EUR"),
    "Date Created": created(AT),
    "Expected Close Date": DAY,
    "Description": "note",
}
FRAPPE: Columns = {
    "ID": "deal",
    "Organization": "account",
    "Lead Name": "name",
    "Deal Owner": "owner",
    "Status": pl.when(OUTCOME == "open").then("stage").otherwise(OUTCOME.str.to_titlecase()),
    "Deal Value": two("amount"),
    "Currency": pl.lit("EUR"),
    "Created On": created(AT),
    "Expected Closure Date": pl.when(OUTCOME == "open").then(DAY),
    "Closed Date": pl.col("closed_on"),
    "Wishes": "note",
}
LISTS: dict[str, tuple[Ids, Write]] = {
    "salesforce-report": (salesforce_ids, listed("report.csv", REPORT)),
    "pipedrive": (
        numbered("https://synthetic.pipedrive.example/deal/{}"),
        listed("pipedrive-deals.csv", PIPEDRIVE),
    ),
    "odoo": (
        numbered("https://odoo.example/odoo/crm/crm.lead/{}", form="crm_lead_{}"),
        listed("crm.lead.csv", ODOO),
    ),
    "espocrm": (
        numbered("https://crm.example/#Opportunity/view/{}", form="65a1b2c3d4e5f{}"),
        listed("Opportunity.csv", ESPOCRM),
    ),
    "suitecrm": (
        numbered("https://crm.example/index.php?module=Opportunities&record={}", form="a9f0-{}-0c"),
        listed("Opportunities.csv", SUITECRM),
    ),
    "frappe": (
        numbered("https://crm.example/crm/deals/{}", form="CRM-DEAL-2026-{}"),
        listed("CRM Deal.csv", FRAPPE),
    ),
}
