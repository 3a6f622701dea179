"""All import sources, and which of them a file is of."""

from dataclasses import dataclass

from interlock.importers import jira, own, salesforce, salesforce_history
from interlock.importers.source import ImportSource

SOURCES = (
    salesforce.SOURCE,
    salesforce_history.SOURCE,
    salesforce_history.FIELD_SOURCE,
    jira.SOURCE,
    own.SOURCE,
)


@dataclass(frozen=True)
class Found:
    """The source of a file, and why."""

    source: ImportSource
    why: str


def detect(headers: tuple[str, ...]) -> Found | None:
    """The surest source that knows these headers; the file's name plays no part."""
    known = [(source, source.detect(headers)) for source in SOURCES]
    found = [Found(source, why) for source, why in known if why is not None]
    return max(found, key=lambda f: f.source.confidence, default=None)
