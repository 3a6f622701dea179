"""What the log of a tracker's changes tells of items, features and releases."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from interlock.importers import issue_changes, issue_states
from interlock.importers.group_days import group_days
from interlock.importers.guess_text import squeezed
from interlock.importers.issue_moves import moves
from interlock.importers.logged import in_own_form
from interlock.importers.references import names_of
from interlock.records.company import Company
from interlock.records.problems import LeftOut, Problem
from interlock.records.tables import CHANGES

FIELDS = {
    "status": "status|state|workflow state|issue status|estado|statut|état|stato|stan|ステータス|"
              "状态|статус",
    "resolution": "resolution|state reason|lösung|résolution|resolución|resolução|risoluzione",
    "release": "fix version|fix versions|milestone|project milestone|release|"
               "target release|target version|lösungsversion|lösungsversionen|"
               "meilenstein|jalon|hito|マイルストーン|里程碑",
    "feature": "epic link|epic|parent|parent link|parent issue|parent key|issue parent association|"
               "project|module|component|components|feature",
    "due": "due date|due|due on|target date|fälligkeitsdatum|fällig am|date d'échéance|"
           "fecha de vencimiento|data de vencimento",
}  # fmt: skip
"""What is followed -> the tracker's usual names of the field, with ``|`` between."""

FIELD_OF = {squeezed(word): ours for ours, words in FIELDS.items() for word in words.split("|")}
DUE = {"features": "wanted_by", "releases": "due"}
MOST_NAMED = 5
UNREAD = "a value could not be read, see the problems"


@dataclass(frozen=True)
class Followed:
    """The tables with what the log tells, and what was wrong or left out."""

    tables: dict[str, pl.DataFrame]
    problems: tuple[Problem, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def follow(
    tables: Mapping[str, pl.DataFrame], log: pl.DataFrame, rows: pl.DataFrame, company: Company
) -> Followed:
    """Days of work from changes of status; past releases, features and due dates as changes.

    ``log`` are changes of issues, ``rows`` the issues that the exports hold.
    """
    if not log.height:
        return Followed(dict(tables))
    led = issue_changes.led(log, tables, rows)
    named = led.changes.with_columns(theirs="field", field=_ours(led.changes["field"]))
    status = named.filter(pl.col("field").is_in(["status", "resolution"]), ~_is("releases"))
    days = issue_states.with_days(tables, status, rows, company)
    placed = _placed(named, tables)
    dated = _dated(named)
    due, wrong, unread = _due(dated, company)
    used = pl.concat([status, placed, dated])["place"].implode()
    unused = named.filter(~pl.col("place").is_in(used))
    changes = [tables["changes"], days.changes, moves(placed, tables), due.select(CHANGES.names)]
    features = group_days(tables, days.tables)
    return Followed(
        {**days.tables, "features": features, "changes": pl.concat(changes)},
        (*led.problems, *days.problems, *wrong),
        (*led.left_out, *unread, *_not_followed(unused)),
    )


def _ours(fields: pl.Series) -> pl.Series:
    words = {word: FIELD_OF.get(squeezed(word)) for word in fields.unique()}
    return fields.replace_strict(words, return_dtype=pl.String)


def _placed(named: pl.DataFrame, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Changes of ``release`` and ``feature`` with ids as values.

    A field counts as an item's feature when any of its values names one, so that where features are
    releases a move to another release is one to another feature too. A feature that is none any
    longer is no feature; a release that is none any longer stays as it was called.
    """
    features, releases = names_of("feature", tables["features"]).ids, _release_ids(tables)
    grouped = named.filter(pl.col("field").is_in(["release", "feature"]))
    ids = pl.col("old", "new").replace_strict(features, default=None, return_dtype=pl.String)
    mine = grouped.filter(_is("items")).with_columns(ids, field=pl.lit("feature"))
    names_one = pl.any_horizontal(pl.col("old", "new").is_not_null()).any().over("theirs")
    release = grouped.filter(pl.col("field") == "release", ~_is("releases"))
    return pl.concat(
        [mine.filter(names_one), release.with_columns(pl.col("old", "new").replace(releases))]
    )


def _is(table: str) -> pl.Expr:
    return pl.col("table") == table


def _release_ids(tables: Mapping[str, pl.DataFrame]) -> dict[str, str]:
    """What the log calls a release -> its id: the name itself, or the end of one that has its
    project before it.
    """
    releases = tables["releases"]
    known = dict(releases.select("name", "id").drop_nulls().iter_rows())
    short = releases.filter(pl.col("id").str.contains(": ", literal=True)).select(
        said=pl.col("id").str.split(": ").list.last(), id="id"
    )
    ends = short.filter(pl.col("said").is_unique())
    return dict(ends.iter_rows()) | known | {id_: id_ for id_ in releases["id"]}


def _dated(named: pl.DataFrame) -> pl.DataFrame:
    """Changes of the stated dates that features and releases have."""
    ours = pl.col("table").replace_strict(DUE, default=None, return_dtype=pl.String)
    return named.filter(field="due").with_columns(field=ours).drop_nulls("field")


def _due(
    dated: pl.DataFrame, company: Company
) -> tuple[pl.DataFrame, list[Problem], tuple[LeftOut, ...]]:
    """Changes whose days can be read, what is wrong with the others, and how many they are."""
    parts, problems = [dated.clear()], list[Problem]()
    for (file,), part in dated.partition_by("source", as_dict=True).items():
        log = in_own_form(part, file=str(file), time_zone=company.time_zone)
        parts.append(log.changes)
        problems += log.problems
    read = pl.concat(parts)
    lost = dated.height - read.height
    return read, problems, (LeftOut("changes", lost, UNREAD),) if lost else ()


def _not_followed(unused: pl.DataFrame) -> tuple[LeftOut, ...]:
    """One line a file: how many changes are of what has no past here, and of which fields."""
    said = []
    for (file,), part in unused.partition_by("source", as_dict=True).items():
        counts = part.group_by("theirs", maintain_order=True).len()
        fields = counts.sort("len", descending=True, maintain_order=True)["theirs"].to_list()
        more = f" and {len(fields) - MOST_NAMED} more" if len(fields) > MOST_NAMED else ""
        named = ", ".join(fields[:MOST_NAMED]) + more
        why = f"{file}: of fields that have no past here: {named}"
        said.append(LeftOut("changes", part.height, why))
    return tuple(said)
