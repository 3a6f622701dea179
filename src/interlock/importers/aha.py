"""Aha!: ideas with the organisations that voted for them, as CSV."""

from interlock.importers.columns import Field
from interlock.importers.source import Extract, ImportSource, Likeness, headers_of, likeness
from interlock.importers.table import Rows
from interlock.importers.wish_list import read_wishes, wish_fields
from interlock.records.company import Company

IDEAS = ("Idea name", "idea.name")
BUYERS = (
    "Organization name", "Organization", "Idea organization name", "Proxy vote organization",
    "Proxy vote organization name", "idea_organization.name",
)  # fmt: skip
DEALS = (
    "Opportunity ID", "Linked opportunity", "Opportunity link", "Proxy vote link", "Opportunity",
    "Opportunity name", "link",
)  # fmt: skip
ALSO_READ = (
    "Idea reference #", "Idea status", "Idea votes", "Idea workflow status", "Proxy votes", "value",
    "Proxy vote value", "Opportunity value", "Idea URL", "Idea description", "weight", "id",
    "idea_id",
)  # fmt: skip


def fields(company: Company) -> list[Field]:
    return wish_fields(
        company,
        deal=DEALS,
        account=BUYERS,
        feature=IDEAS,
        link=("Integration link", "Jira issue", "Jira key", "Feature reference #", "Promoted to"),
        strength=("Proxy vote importance", "Importance", "Priority"),
        said_by=("Contact name", "Proxy vote contact", "Contact", "endorsed_by_idea_user.name"),
        on=("Proxy vote created date", "Vote created date", "created_at", "Created date"),
    )


def detect(headers: tuple[str, ...]) -> Likeness | None:
    known = (*headers_of(fields(Company())), *ALSO_READ)
    must = (IDEAS, (*BUYERS, *DEALS))
    return likeness(headers, "Aha!'s of an idea", must=must, known=known)


def read(rows: Rows, company: Company) -> Extract:
    """A wish for each organisation or opportunity of an idea; ideas without one are left out."""
    return read_wishes(rows, fields(company), also_read=ALSO_READ)


SOURCE = ImportSource("Aha! ideas", detect, read, fields(Company()))
