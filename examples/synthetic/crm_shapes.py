"""The deals as Salesforce and HubSpot export them, with their histories."""

from pathlib import Path

import polars as pl
from synthetic.frames import STAGES, Frames
from world import names

PERCENT = dict(zip(STAGES, (10, 20, 40, 60, 80, 100, 0), strict=True))
CATEGORY = dict(
    zip(
        STAGES,
        ("Pipeline", "Pipeline", "Pipeline", "BestCase", "Forecast", "Closed", "Omitted"),
        strict=True,
    )
)
SALESFORCE_AT, HUBSPOT_AT = "%Y-%m-%dT%H:%M:%S.000Z", "%Y-%m-%d %H:%M"
PIPELINE = "Sales Pipeline"


def salesforce_ids(frames: Frames) -> pl.DataFrame:
    """(number, deal, address): the CRM's id, and what somebody copies from the browser."""
    ids = [names.salesforce_id("006", 4_000_000 + at) for at in frames.deals["number"]]
    return addressed(
        frames.deals.select("number", deal=pl.Series(ids)),
        "https://synthetic.lightning.example/lightning/r/Opportunity/{}/view",
    )


def hubspot_ids(frames: Frames) -> pl.DataFrame:
    ids = frames.deals.select("number", deal=(pl.col("number") + 9_100_000_000).cast(pl.String))
    return addressed(ids, "https://app.hubspot.example/contacts/77/record/0-3/{}")


def addressed(ids: pl.DataFrame, form: str) -> pl.DataFrame:
    return ids.with_columns(address=pl.format(form, "deal"))


def write_salesforce(folder: Path, frames: Frames, ids: pl.DataFrame, notes: pl.DataFrame) -> None:
    """Opportunity.csv and OpportunityHistory.csv, with the objects' own names."""
    deals = {
        "Id": "deal",
        "Account.Name": "account",
        "Name": "name",
        "StageName": "stage",
        "Amount": two("amount"),
        "Probability": pl.col("stage").replace_strict(PERCENT),
        "CloseDate": "expected_close_on",
        "IsClosed": pl.col("outcome") != "open",
        "IsWon": pl.col("outcome") == "won",
        "ForecastCategory": pl.col("stage").replace_strict(CATEGORY),
        "CurrencyIsoCode": pl.lit("EUR"),
        "Owner.Name": "owner",
        "CreatedDate": created(SALESFORCE_AT),
        "Segment__c": "segment",
        "Notes__c": "note",
    }
    history = {
        "Id": pl.format("008{}AAA", (pl.col("row") + 1).cast(pl.String).str.zfill(12)),
        "OpportunityId": "deal",
        "CreatedDate": pl.col("at").dt.strftime(SALESFORCE_AT),
        "StageName": "stage",
        "Amount": two("amount"),
        "CloseDate": "close",
        "Probability": pl.col("stage").replace_strict(PERCENT),
        "ForecastCategory": pl.col("stage").replace_strict(CATEGORY),
    }
    known(frames, ids, notes).select(**deals).write_csv(folder / "Opportunity.csv")
    saved = saves(frames).join(ids, on="number", maintain_order="left").with_row_index("row")
    saved.select(**history).write_csv(folder / "OpportunityHistory.csv")


def write_hubspot(folder: Path, frames: Frames, ids: pl.DataFrame, notes: pl.DataFrame) -> None:
    """One list, by labels, with the day on which each stage was last entered."""
    entered = frames.stages.group_by("number", "new").agg(pl.col("at").max())
    clocks = entered.pivot("new", index="number", values="at")
    later = {
        f'Date entered "{stage} ({PIPELINE})"': pl.col(stage).dt.strftime(HUBSPOT_AT)
        for stage in STAGES[1:]
        if stage in clocks.columns
    }
    deals = {
        "Record ID": "deal",
        "Deal Name": "name",
        "Associated Company": "account",
        "Deal owner": "owner",
        "Pipeline": pl.lit(PIPELINE),
        "Deal Stage": "stage",
        "Amount": two("amount"),
        "Currency": pl.lit("EUR"),
        "Create Date": created(HUBSPOT_AT),
        "Close Date": pl.col("expected_close_on").dt.strftime("%Y-%m-%d 12:00"),
        "Is Closed": pl.col("outcome") != "open",
        "Is Closed Won": pl.col("outcome") == "won",
        "Deal Description": "note",
        f'Date entered "{STAGES[0]} ({PIPELINE})"': pl.col("at").dt.strftime(HUBSPOT_AT),
    }
    rows = known(frames, ids, notes).join(clocks, on="number", how="left", maintain_order="left")
    rows.select(**deals, **later).write_csv(folder / "hubspot-deals.csv")


def known(frames: Frames, ids: pl.DataFrame, notes: pl.DataFrame) -> pl.DataFrame:
    """Deals with their ids (``deal``) and what was noted of them (``note``)."""
    deals = frames.deals.join(ids, on="number", maintain_order="left")
    return deals.join(notes, on="number", how="left", maintain_order="left")


def saves(frames: Frames) -> pl.DataFrame:
    """(number, at, stage, amount, close): one row a save, with the values after it."""
    first = frames.deals.select(
        "number", "at", stage=pl.lit(STAGES[0]), amount="first_amount", close="first_close_on"
    )
    fields = (("stage", frames.stages), ("amount", frames.amounts), ("close", frames.closes))
    later = [frame.select("number", "at", pl.col("new").alias(name)) for name, frame in fields]
    rows = pl.concat([first, *later], how="diagonal").sort("number", "at", maintain_order=True)
    values = ("stage", "amount", "close")
    filled = rows.with_columns(pl.col(values).forward_fill().over("number"))
    return filled.unique(("number", "at"), keep="last", maintain_order=True)


def created(form: str) -> pl.Expr:
    """The day that the CRM shows, at the first save's time of day."""
    return (pl.col("created_on").dt.combine(pl.col("at").dt.time())).dt.strftime(form)


def two(name: str) -> pl.Expr:
    return pl.format("{}.00", pl.col(name).cast(pl.Int64))
