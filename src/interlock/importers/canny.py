"""Canny: posts and the votes for them, as CSV or as JSON of its interface."""

from interlock.importers.columns import Field
from interlock.importers.source import Extract, ImportSource, Likeness, headers_of, likeness
from interlock.importers.table import Rows
from interlock.importers.wish_list import read_wishes, wish_fields
from interlock.records.company import Company

POSTS = ("post.title", "Post title", "Post")
VOTERS = ("voter.name", "Voter name", "Voter", "voter.email", "Voter email")
ALSO_READ = (
    "id", "board.id", "board.name", "Board", "post.id", "Post ID", "Post URL", "post.url",
    "voter.id", "post.status", "Post status", "post.score", "MRR", "Company MRR",
    "Opportunity value", "by.name",
)  # fmt: skip


def fields(company: Company) -> list[Field]:
    return wish_fields(
        company,
        deal=(
            "Opportunity ID",
            "Salesforce opportunity ID",
            "Opportunity",
            "Opportunity name",
            "Deal",
        ),
        account=("voter.companies", "Voter company", "Company name", "Company", "Companies"),
        feature=POSTS,
        link=(
            "post.jira.linkedIssues",
            "jira.linkedIssues",
            "Jira issue",
            "Jira issues",
            "Jira key",
        ),
        strength=("votePriority", "Vote priority", "Priority"),
        said_by=VOTERS,
        on=("created", "Vote created", "Voted at", "Created", "Created at"),
    )


def detect(headers: tuple[str, ...]) -> Likeness | None:
    known = (*headers_of(fields(Company())), *ALSO_READ)
    return likeness(headers, "Canny's of a vote", must=(POSTS, VOTERS), known=known)


def read(rows: Rows, company: Company) -> Extract:
    """A wish for each company of each vote; a vote without company or opportunity is left out."""
    return read_wishes(rows, fields(company), also_read=ALSO_READ)


SOURCE = ImportSource("Canny votes", detect, read, fields(Company()))
