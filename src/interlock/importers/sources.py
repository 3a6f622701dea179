"""All import sources, and which of them a file is of."""

from dataclasses import dataclass
from functools import lru_cache

from interlock.importers import (
    actionable_agile,
    aha,
    canny,
    espocrm,
    fider,
    frappe,
    github,
    github_releases,
    gitlab,
    hubspot,
    hubspot_contacts,
    hubspot_meetings,
    issue_log,
    jira,
    jira_pipeline,
    lighthouse,
    linear,
    odoo,
    own,
    pipedrive,
    plane,
    productboard,
    salesforce,
    salesforce_activities,
    salesforce_contacts,
    salesforce_history,
    salesforce_report,
    salesforce_report_history,
    suitecrm,
)
from interlock.importers.source import ImportSource

SOURCES = (
    salesforce.SOURCE,
    salesforce_history.SOURCE,
    salesforce_history.FIELD_SOURCE,
    salesforce_report.SOURCE,
    salesforce_report_history.SOURCE,
    salesforce_report_history.FIELD_SOURCE,
    salesforce_contacts.SOURCE,
    salesforce_activities.SOURCE,
    hubspot.SOURCE,
    hubspot_contacts.SOURCE,
    hubspot_meetings.SOURCE,
    pipedrive.SOURCE,
    odoo.SOURCE,
    espocrm.SOURCE,
    suitecrm.SOURCE,
    frappe.SOURCE,
    jira.SOURCE,
    jira_pipeline.SOURCE,
    github.SOURCE,
    github_releases.SOURCE,
    github_releases.MILESTONES,
    gitlab.SOURCE,
    linear.SOURCE,
    plane.SOURCE,
    lighthouse.SOURCE,
    actionable_agile.SOURCE,
    issue_log.SOURCE,
    productboard.SOURCE,
    canny.SOURCE,
    aha.SOURCE,
    fider.SOURCE,
    own.SOURCE,
)


@dataclass(frozen=True)
class Found:
    """The source of a file, how sure that is between 0 and 1, and why."""

    source: ImportSource
    sureness: float
    why: str


@lru_cache(maxsize=100)
def detect(headers: tuple[str, ...]) -> Found | None:
    """The source that knows these headers best; the file's name plays no part."""
    known = [(source, source.detect(headers)) for source in SOURCES]
    found = [Found(source, like.sureness, like.why) for source, like in known if like is not None]
    return max(found, key=lambda f: f.sureness, default=None)
