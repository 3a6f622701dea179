"""Deals and features named by id, key or name: each reference led to the record that it means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from interlock.importers.cells import LINE
from interlock.importers.salesforce_ids import full_id
from interlock.records.errors import near_misses
from interlock.records.problems import LeftOut, Problem

REFERENCES = {
    "evidence": {"deal": "deal"},
    "needs": {"deal": "deal", "feature": "feature"},
    "buyer_steps": {"deal": "deal"},
    "people": {"deal": "deal"},
    "meetings": {"deal": "deal"},
    "deal_calls": {"deal": "deal"},
    "promises": {"deal": "deal", "feature": "feature"},
    "notes": {"deal": "deal", "feature": "feature"},
    "told": {"deal": "deal", "feature": "feature"},
    "risks": {"deal": "deal", "feature": "feature"},
    "tool_asks": {"deal": "deal"},
    "tool_lets": {"deal": "deal"},
    "handover_steps": {"deal": "deal"},
    "dependencies": {"feature": "feature", "after": "feature"},
    "items": {"feature": "feature"},
}
"""table -> its columns that name a record, and what kind of record."""

LISTS_FEATURES = ("tools", "tool_asks")
"""Tables with a column ``features`` that names several."""

NAMES = ("name", "key", "id")
"""Columns by which a record is named, the one that counts most last."""

MOST_SAID = 1_000
MOST_HINTS = 20
HINTS_FROM = 20_000
"""Near misses are looked for for few values among not too many names: each look takes time."""

Frames = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class Names:
    """What a reference may say -> id; ``several`` are names that more than one record has,
    ``left_out`` those of records whose rows could not be read.
    """

    kind: str
    ids: Mapping[str, str]
    several: frozenset[str]
    left_out: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Resolved:
    """The tables with ids for references, and what was lost because it names nothing."""

    tables: dict[str, pl.DataFrame]
    problems: tuple[Problem, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def names_of(kind: str, frame: pl.DataFrame, left_out: Sequence[pl.DataFrame] = ()) -> Names:
    """An id goes before a key, and a key before a name; ``left_out`` are rows of which some value
    could not be read.
    """
    ids: dict[str, str] = {}
    several: set[str] = set()
    for column in NAMES:
        if column not in frame.columns or not frame.height:
            continue
        pairs = frame.select(pl.col(column), pl.col("id").alias("_id")).drop_nulls()
        single = pairs.filter(pl.col(column).is_unique())
        several |= set(pairs.filter(~pl.col(column).is_unique())[column])
        ids |= dict(single.iter_rows())
    called = [rows[name] for rows in left_out for name in NAMES if name in rows.columns]
    lost = frozenset(word for some in called for word in some.drop_nulls())
    return Names(kind, ids, frozenset(several - set(ids)), lost - set(ids) - several)


def resolve(file: str, tables: Frames, deals: Names, features: Names) -> Resolved:
    """Every reference of one file as an id. A row that names no record, or several, is a problem
    and left out.
    """
    names = {"deal": deals, "feature": features}
    resolved, problems, left_out = dict(tables), [], []
    for table, columns in REFERENCES.items():
        if table in tables and tables[table].height:
            known = {column: names[kind] for column, kind in columns.items()}
            resolved[table], wrong, lost = _resolved(tables[table], file, known)
            problems += wrong
            if lost:
                left_out.append(LeftOut(table, lost, f"{file}: no such deal or feature"))
    for table in LISTS_FEATURES:
        if table in resolved and "features" in resolved[table].columns:
            resolved[table], wrong = _listed(resolved[table], file, features)
            problems += wrong
    return Resolved(resolved, tuple(problems), tuple(left_out))


def changes_by_id(changes: pl.DataFrame, deals: Names, features: Names) -> pl.DataFrame:
    """The change log may name deals and features too; what means no record stays as it is."""
    if not changes.height:
        return changes
    for table, names in (("deals", deals), ("features", features)):
        mine = (pl.col("table") == table) & ~pl.col("id").is_in(list(names.ids.values()))
        if changes.filter(mine).height:
            known = pl.col("id").replace(names.ids)
            changes = changes.with_columns(id=pl.when(mine).then(known).otherwise("id"))
    return changes


def _resolved(
    frame: pl.DataFrame, file: str, known: Mapping[str, Names]
) -> tuple[pl.DataFrame, list[Problem], int]:
    lost = pl.Series([False] * frame.height, dtype=pl.Boolean)
    problems: list[Problem] = []
    for column, names in known.items():
        if column not in frame.columns:
            continue
        said = frame[column]
        ids = _ids(said, names)
        wrong = said.is_not_null() & ids.is_null()
        lines = _lines(frame).filter(wrong)
        problems += _problems(file, column, lines, said.filter(wrong), names)
        frame = frame.with_columns(ids.alias(column))
        lost = lost | wrong
    return frame.filter(~lost), problems, int(lost.sum())


def _ids(said: pl.Series, names: Names) -> pl.Series:
    """As it is written; else as the long form of a short Salesforce id."""
    ids = said.replace_strict(names.ids, default=None, return_dtype=pl.String)
    if ids.null_count() == said.null_count():
        return ids
    longer = full_id(said).replace_strict(names.ids, default=None, return_dtype=pl.String)
    return ids.zip_with(ids.is_not_null(), longer)


def _lines(frame: pl.DataFrame) -> pl.Series:
    return (
        frame[LINE] if LINE in frame.columns else pl.Series([None] * frame.height, dtype=pl.Int64)
    )


def _problems(
    file: str, column: str, lines: Sequence[int | None] | pl.Series, values: pl.Series, names: Names
) -> list[Problem]:
    different = values.unique(maintain_order=True)
    remedies = {value: _remedy(value, names) for value in different[:MOST_HINTS]}
    usual = f"give the {names.kind}'s id, key or exact name"
    said = [
        Problem(
            file,
            _what(value, names),
            line,
            column,
            value,
            remedy=remedies.get(value, usual),
            row_left_out=True,
        )
        for line, value in zip(lines[:MOST_SAID], values[:MOST_SAID], strict=True)
    ]
    more = len(values) - MOST_SAID
    return said + ([Problem(file, f"{more:,} more of the same", None, column)] if more > 0 else [])


def _what(value: str, names: Names) -> str:
    if value in names.several:
        return f"several {names.kind}s are called so"
    if value in names.left_out:
        return f"the row of this {names.kind} was left out"
    return f"no {names.kind} has this id, key or name"


def _remedy(value: str, names: Names) -> str:
    if value in names.several:
        return "give the id"
    if value in names.left_out:
        return "mend that row first"
    near = near_misses(value, names.ids) if len(names.ids) <= HINTS_FROM else []
    if near:
        return f"did you mean {' or '.join(near)}?"
    return f"give the {names.kind}'s id, key or exact name"


def _listed(frame: pl.DataFrame, file: str, features: Names) -> tuple[pl.DataFrame, list[Problem]]:
    """A row stays when one of its features is unknown; only that feature is left out of it."""
    listed = frame.select(_lines(frame).alias(LINE), "features").explode("features").drop_nulls()
    ids = _ids(listed["features"], features) if listed.height else listed["features"]
    wrong = listed.filter(ids.is_null())
    problems = [
        Problem(
            file, _what(value, features), line, "features", value, remedy=_remedy(value, features)
        )
        for line, value in wrong.head(MOST_HINTS).iter_rows()
    ]
    known = dict(zip(listed["features"], ids, strict=True))
    lead = pl.element().replace_strict(known, default=None, return_dtype=pl.String).drop_nulls()
    return frame.with_columns(pl.col("features").list.eval(lead)), problems
