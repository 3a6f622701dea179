"""Productboard: notes with the features that they are linked to, as CSV."""

from interlock.importers.columns import Field
from interlock.importers.source import Extract, ImportSource, Likeness, headers_of, likeness
from interlock.importers.table import Rows
from interlock.importers.wish_list import read_wishes, wish_fields
from interlock.records.company import Company

NOTES = ("Note title", "Note name", "Note ID", "Note text", "Note content", "Note")
FEATURES = (
    "Feature name", "Linked features", "Linked feature", "Related features", "Features", "Feature",
)  # fmt: skip
ALSO_READ = (*NOTES, "Note URL", "Source", "Tags", "Owner", "Company domain", "Updated at")


def fields(company: Company) -> list[Field]:
    return wish_fields(
        company,
        deal=(
            "Opportunity",
            "Opportunity ID",
            "Opportunity name",
            "Salesforce opportunity",
            "Deal",
        ),
        account=("Company name", "Company", "Customer company"),
        feature=FEATURES,
        link=(
            "Jira issue",
            "Jira key",
            "Jira issue key",
            "Jira link",
            "GitHub issue",
            "External link",
        ),
        strength=("Importance", "Feature importance", "Insight importance"),
        said_by=("User name", "Customer name", "User", "User email", "Customer email"),
        on=("Created at", "Note created at", "Created", "Date"),
    )


def detect(headers: tuple[str, ...]) -> Likeness | None:
    of_buyer = ("Company name", "Company", "Customer company", "Opportunity", "Opportunity name")
    known = (*headers_of(fields(Company())), *ALSO_READ)
    return likeness(
        headers, "Productboard's of a note", must=(NOTES, FEATURES, of_buyer), known=known
    )


def read(rows: Rows, company: Company) -> Extract:
    """A wish for each feature that a note is linked to; its importance is 1 (nice to have) to 3."""
    return read_wishes(rows, fields(company), also_read=ALSO_READ)


SOURCE = ImportSource("Productboard notes", detect, read, (NOTES, *fields(Company())))
