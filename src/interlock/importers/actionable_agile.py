"""ActionableAgile: an id, a title, and one column of days for every step of the workflow."""

from collections.abc import Sequence

from interlock.importers.columns import Field, day, text
from interlock.importers.guess_text import squeezed
from interlock.importers.issue_list import read_issues
from interlock.importers.source import Extract, ImportSource, Likeness
from interlock.importers.status_words import DONE, UNDER_WAY, USUAL, WAITING, WORDS
from interlock.importers.table import Rows
from interlock.records.company import Company

FEATURES_ARE = ("epic", "parent", "label")
FEWEST_STEPS = 2
FIRST = ("id", "issue id", "key", "item id", "work item id")
TITLES = ("title", "name", "summary", "item name")
TYPES, TEAMS = ("type", "issue type", "work item type"), ("team", "area path", "project", "board")
PARENTS = ("epic", "epic link", "parent", "feature")
STEPS = (WAITING, UNDER_WAY, DONE)


def detect(headers: tuple[str, ...]) -> Likeness | None:
    """Its first column is an id, and two or more columns that follow are called like steps, the
    last of them like an end.
    """
    if not headers or headers[0].strip().lower() not in FIRST:
        return None
    steps = _steps(headers)
    if len(steps) < FEWEST_STEPS or _state(headers[steps[-1]]) != DONE:
        return None
    named = ", ".join(headers[at] for at in steps[:4])
    return Likeness(0.5, f"{headers[0]} first, and the steps {named} are as in ActionableAgile's")


def _steps(headers: Sequence[str]) -> list[int]:
    return [at for at, header in enumerate(headers) if at and _state(header) in STEPS]


def _state(header: str) -> str | None:
    return USUAL.get(squeezed(header))


def read(rows: Rows, company: Company) -> Extract:
    """Items: entered in the first step, begun in the first that is no waiting, done in the last."""
    steps = _steps(rows.headers)
    work = next((at for at in steps if _state(rows.headers[at]) != WAITING), steps[-1])
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


WORDS_OF_STEPS = tuple(tuple(WORDS[state].split("|")) for state in STEPS)
SOURCE = ImportSource(
    "ActionableAgile items",
    detect,
    read,
    (FIRST, ("link",), TITLES, TYPES, TEAMS, PARENTS, *WORDS_OF_STEPS),
)
