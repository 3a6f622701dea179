"""ActionableAgile: an id, a title, and one column of days for every step of the workflow."""

from interlock.importers.columns import Field, day, text
from interlock.importers.issue_list import read_issues
from interlock.importers.source import Extract, ImportSource, Likeness
from interlock.importers.table import Rows
from interlock.records.company import Company

FEATURES_ARE = ("epic", "parent", "label")
FEWEST_STEPS = 2
DONE = ("done", "closed", "completed", "complete", "released", "deployed", "finished", "resolved",
        "live", "shipped")  # fmt: skip
FIRST = ("id", "issue id", "key", "item id", "work item id")
TITLES = ("title", "name", "summary", "item name")
TYPES, TEAMS = ("type", "issue type", "work item type"), ("team", "area path", "project", "board")
PARENTS = ("epic", "epic link", "parent", "feature")


def detect(headers: tuple[str, ...]) -> Likeness | None:
    """Its first column is an id, and two or more columns that follow are called like steps, the
    last of them like an end.
    """
    plain = [header.strip().lower() for header in headers]
    if not plain or plain[0] not in FIRST:
        return None
    steps = _steps(plain)
    if len(steps) < FEWEST_STEPS or plain[steps[-1]] not in DONE:
        return None
    named = ", ".join(headers[at] for at in steps[:4])
    return Likeness(0.5, f"{headers[0]} first, and the steps {named} are as in ActionableAgile's")


WAITING = ("backlog", "to do", "todo", "open", "new", "ready", "created", "proposed", "next")
DOING = ("analysis", "analysis active", "in progress", "doing", "development", "dev", "active",
         "build", "building", "design", "implementation", "coding", "in development", "wip")  # fmt: skip
CHECKING = ("review", "code review", "in review", "testing", "test", "qa", "verify", "staging",
            "uat", "acceptance", "validation", "analysis done", "dev done", "ready to release",
            "ready for release", "deploy")  # fmt: skip


def _steps(plain: list[str]) -> list[int]:
    known = (*WAITING, *DOING, *CHECKING, *DONE)
    return [at for at, header in enumerate(plain) if at and header in known]


def read(rows: Rows, company: Company) -> Extract:
    """Items: entered in the first step, begun in the first that is no waiting, done in the last."""
    plain = [header.strip().lower() for header in rows.headers]
    steps = _steps(plain)
    work = next((at for at in steps if plain[at] not in WAITING), steps[-1])
    on = day(time_zone=company.time_zone)
    fields = [
        Field("id", (rows.headers[0],), text),
        Field("key", (rows.headers[0],), text),
        Field("title", TITLES, text),
        Field("type", TYPES, text),
        Field("team", TEAMS, text),
        Field("parent", PARENTS, text),
        Field("created_on", (rows.headers[steps[0]],), on),
        Field("started_on", (rows.headers[work],), on),
        Field("done_on", (rows.headers[steps[-1]],), on),
    ]
    used = [rows.headers[at] for at in steps]
    return read_issues(rows, company, fields, kinds=FEATURES_ARE, also_read=(*used, "link"))


SOURCE = ImportSource(
    "ActionableAgile items",
    detect,
    read,
    (FIRST, TITLES, TYPES, TEAMS, PARENTS, WAITING, DOING, CHECKING, DONE),
)
