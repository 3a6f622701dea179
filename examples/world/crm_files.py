"""The CRM's exports in Salesforce's shape: opportunities as they stood on a day, and the history of
their saves.
"""

import csv
from datetime import date, datetime
from pathlib import Path

from world import after_sale, names
from world.deals import Deal, Moment
from world.sales import PERCENT, SWEEPS

COLUMNS = (
    "Id", "IsDeleted", "AccountId", "Account.Name", "RecordType.Name", "Name", "StageName", "Amount", "Probability",
    "ExpectedRevenue", "CloseDate", "Type", "NextStep", "LeadSource", "IsClosed", "IsWon", "ForecastCategory",
    "ForecastCategoryName", "CurrencyIsoCode", "Owner.Name", "CreatedDate", "LastModifiedDate", "LastActivityDate",
    "PushCount", "LastStageChangeDate", "FiscalQuarter", "FiscalYear", "Segment__c", "Region__c", "Loss_Reason__c",
    "Contract_Term__c", "Renewal_Of__c",
)  # fmt: skip
HISTORY = (
    "Id", "OpportunityId", "CreatedById", "CreatedDate", "StageName", "Amount", "ExpectedRevenue", "CloseDate",
    "Probability", "ForecastCategory", "CurrencyIsoCode", "SystemModstamp", "IsDeleted",
)  # fmt: skip
SHOWN = {
    "Omitted": "Omitted",
    "Pipeline": "Pipeline",
    "BestCase": "Best Case",
    "Forecast": "Commit",
    "Closed": "Closed",
}
SOURCES = ("Web", "Partner", "Event", "Outbound", "Referral")
STEPS = (
    "",
    "Send proposal",
    "Meet economic buyer",
    "Security review",
    "Agree timetable",
    "Legal comments",
)
REASONS = ("No decision", "Price", "Missing feature", "Competitor", "Timing")


def write_opportunities(path: Path, deals: list[Deal], day: date) -> None:
    """One row a deal that had been entered by the end of ``day``."""
    standing = [(deal, now) for deal in deals if (now := deal.on(day))]
    made = after_sale.contracts(deals)
    terms = {one.deal.id: one.months or "" for one in made}
    renews = after_sale.renewals(made)
    _write(
        path,
        COLUMNS,
        (
            (
                *_opportunity(deal, now, day),
                terms[deal.id] if now.stage == "Closed Won" else "",
                renews.get(deal.id, ""),
            )
            for deal, now in standing
        ),
    )


def write_history(path: Path, deals: list[Deal], day: date) -> None:
    """One row a save, with the values after it; superseded when the next was made."""
    rows = []
    for deal in deals:
        moments = [m for m in deal.moments if m.at.date() <= day]
        for at, moment in enumerate(moments):
            following = moments[at + 1].at if at + 1 < len(moments) else moment.at
            rows.append(_saved(deal, at, moment, following))
    _write(path, HISTORY, rows)


def _opportunity(deal: Deal, now: Moment, day: date) -> tuple[object, ...]:
    closed, won = now.stage.startswith("Closed"), now.stage == "Closed Won"
    stage_since = next(m.at for m in deal.moments if m.stage == now.stage and m.at.date() <= day)
    month = (now.close.month - 10) % 12
    return (
        deal.id, "false", names.salesforce_id("001", 70_000 + deal.account), names.account(deal.account), "Platform",
        deal.name, now.stage, _money(now.amount), PERCENT[now.stage], _money(now.amount * PERCENT[now.stage] / 100),
        now.close.isoformat(), deal.kind, "" if closed else STEPS[deal.number % len(STEPS)],
        SOURCES[deal.number % len(SOURCES)], _flag(closed), _flag(won), now.category, SHOWN[now.category], "USD",
        names.REPS[deal.rep][0], _stamp(deal.created), _stamp(now.at), min(deal.touched, day).isoformat(),
        sum(1 for p in deal.pushes if p <= day), _stamp(stage_since), month // 3 + 1,
        now.close.year + (1 if now.close.month >= 10 else 0), deal.segment, names.REPS[deal.rep][1],
        _reason(deal, now) if closed and not won else "",
    )  # fmt: skip


def _saved(deal: Deal, at: int, moment: Moment, following: datetime) -> tuple[object, ...]:
    by = names.OPERATIONS if moment.at.date() in SWEEPS else names.REPS[deal.rep][0]
    return (
        names.salesforce_id("008", 9_000_000 + deal.number * 64 + at), deal.id,
        names.salesforce_id("005", 300 + len(by)), _stamp(moment.at), moment.stage, _money(moment.amount),
        _money(moment.amount * PERCENT[moment.stage] / 100), moment.close.isoformat(), PERCENT[moment.stage],
        moment.category, "USD", _stamp(following), "false",
    )  # fmt: skip


def _reason(deal: Deal, now: Moment) -> str:
    return "No decision" if now.at.date() in SWEEPS else REASONS[deal.number % len(REASONS)]


def _money(amount: float) -> str:
    return f"{amount:.2f}"


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _stamp(at: datetime) -> str:
    return at.isoformat(timespec="seconds") + ".000Z"


def _write(path: Path, header: tuple[str, ...], rows: object) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows(rows)
