"""When work began and ended, from the log of a tracker's statuses."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from interlock.importers.cells import LINE
from interlock.importers.status_words import (
    DONE,
    DROPPED,
    UNDER_WAY,
    state_of,
)
from interlock.records.company import ITEM_STATES, Company
from interlock.records.problems import Problem
from interlock.records.tables import CHANGES

ENDS = {"items": {DONE: "done_on", DROPPED: "dropped_on"},
        "features": {DONE: "shipped_on", DROPPED: "dropped_on"}}  # fmt: skip
"""table -> an ended state -> its day."""

UNKNOWN = "unknown"
MOST_SAID = 50


@dataclass(frozen=True)
class States:
    """Records with the days of their log, the days that they lost again as changes, and what is
    wrong.
    """

    tables: dict[str, pl.DataFrame]
    changes: pl.DataFrame
    problems: tuple[Problem, ...] = ()


def with_days(
    tables: Mapping[str, pl.DataFrame], log: pl.DataFrame, rows: pl.DataFrame, company: Company
) -> States:
    """Items began on the first day in a status under way, in the log or the export. They ended on
    the day that began their last stay in done or dropped statuses; reopened they are not ended.

    ``log``: changes of ``status`` and ``resolution`` in order of time. Where the export ended a
    record after the log's last change, or the log ends in a status that nothing explains, the
    export's end counts.
    """
    words = _states_of_words(log, rows, company)
    known = {word: state for word, state in words.items() if state}
    stays = _stays(log, known)
    begun = _begun(log, known)
    found = dict(tables)
    changes = []
    for table, ends in ENDS.items():
        mine = _settled(stays.filter(table=table), tables[table], ends)
        found[table] = _ended(tables[table], mine, ends)
        changes.append(_lost_again(found[table], mine, ends))
    found["items"] = _started(found["items"], begun)
    return States(found, pl.concat(changes), _unknown_words(log, words))


def _states_of_words(
    log: pl.DataFrame, rows: pl.DataFrame, company: Company
) -> dict[str, str | None]:
    """Every status of the log -> its state; a category counts where the export gives only one."""
    categories = dict(
        rows.drop_nulls(["status", "category"])
        .group_by("status")
        .agg(pl.col("category").unique())
        .filter(pl.col("category").list.len() == 1)
        .with_columns(pl.col("category").list.first())
        .iter_rows()
    )
    status = log.filter(field="status")
    words = pl.concat([status["old"], status["new"]]).drop_nulls().unique(maintain_order=True)
    return {word: state_of(word, company, categories.get(word)) for word in words}


def _stays(log: pl.DataFrame, known: Mapping[str, str]) -> pl.DataFrame:
    """(table, id, at, state, source, seen): the state from each moment on, the first without its
    ``at``; ``seen`` is the record's last change.
    """
    who = ("table", "id")
    of_status = pl.col("field") == "status"
    given_up = pl.when(~of_status).then(pl.col("new").replace_strict(_given_up(log), default=False))
    moments = log.group_by(*who, "at", maintain_order=True).agg(
        pl.when(of_status).then(_state("new", known)).drop_nulls().last().alias("state"),
        given_up.drop_nulls().last().alias("given_up"),
    )
    first = log.filter(of_status).unique(who, keep="first", maintain_order=True)
    before = first.select(*who, at=pl.lit(None, pl.Datetime("us")), state=_state("old", known))
    before = before.with_columns(given_up=pl.lit(False))
    both = pl.concat([before, moments.select(before.columns)]).join(
        first.select(*who, "source"), on=who
    )
    both = both.sort(*who, "at", nulls_last=False).with_columns(
        pl.col("state", "given_up").forward_fill().over(who)
    )
    over = (pl.col("state") == DONE) & pl.col("given_up")
    return both.with_columns(
        state=pl.when(over).then(pl.lit(DROPPED)).otherwise("state"),
        seen=pl.col("at").max().over(who),
    ).drop("given_up")


def _settled(stays: pl.DataFrame, frame: pl.DataFrame, ends: Mapping[str, str]) -> pl.DataFrame:
    """Stays with ``until``, each in another state than the one before.

    A status that nothing explains ends no stay, unless a record stands in it today that the export
    calls otherwise. What stands as done while the export calls it dropped was dropped.
    """
    done, dropped = (pl.col(ends[state]).is_not_null() for state in (DONE, DROPPED))
    today = pl.when(done).then(pl.lit(DONE)).when(dropped).then(pl.lit(DROPPED))
    both = stays.join(frame.select("id", _today=today), on="id", maintain_order="left")
    strange, is_last = pl.col("state") == UNKNOWN, pl.col("id").is_last_distinct()
    both = both.filter(~strange | is_last)
    other = pl.col("state").shift(1).over("id").ne_missing(pl.col("_today"))
    both = both.filter(~strange | other)
    given_up = is_last & (pl.col("state") == DONE) & (pl.col("_today") == DROPPED)
    both = both.with_columns(state=pl.when(given_up).then("_today").otherwise("state"))
    is_first = pl.col("state").ne_missing(pl.col("state").shift(1)).over("id")
    return both.filter(is_first).with_columns(until=pl.col("at").shift(-1).over("id"))


def _given_up(log: pl.DataFrame) -> dict[str, bool]:
    words = log.filter(field="resolution")["new"].drop_nulls().unique()
    return {word: state_of(word, Company()) == DROPPED for word in words}


def _state(column: str, known: Mapping[str, str]) -> pl.Expr:
    return pl.col(column).replace_strict(known, default=UNKNOWN, return_dtype=pl.String)


def _begun(log: pl.DataFrame, known: Mapping[str, str]) -> pl.DataFrame:
    """(id, at): the first moment in a status under way; without one where it was created so."""
    status = log.filter(field="status", table="items")
    first = status.unique("id", keep="first", maintain_order=True)
    born = first.filter(_state("old", known) == UNDER_WAY).select(
        "id", at=pl.lit(None, CHANGES.schema["at"])
    )
    came = status.filter(_state("new", known) == UNDER_WAY).select("id", "at")
    return pl.concat([born, came]).unique("id", keep="first", maintain_order=True)


def _started(items: pl.DataFrame, begun: pl.DataFrame) -> pl.DataFrame:
    both = items.join(begun.with_columns(_is=True), on="id", how="left", maintain_order="left")
    day = pl.coalesce(pl.col("at").dt.date(), "created_on")
    first = pl.min_horizontal(day, "started_on")
    began = pl.when(pl.col("_is").is_not_null()).then(first).otherwise("started_on")
    return both.with_columns(started_on=began).select(items.columns)


def _ended(frame: pl.DataFrame, stays: pl.DataFrame, ends: Mapping[str, str]) -> pl.DataFrame:
    """Records with the end that the log says."""
    done, dropped = ends[DONE], ends[DROPPED]
    last = stays.unique("id", keep="last", maintain_order=True).select(
        "id", _state="state", _on=pl.col("at").dt.date(), _seen=pl.col("seen").dt.date()
    )
    both = frame.join(last, on="id", how="left", maintain_order="left")
    state, day = pl.col("_state"), pl.coalesce("_on", done, dropped)
    later = pl.coalesce(done, dropped) > pl.col("_seen")
    reopened = ~state.is_in([DONE, DROPPED, UNKNOWN]) & ~later.fill_null(value=False)
    told = state.is_in([DONE, DROPPED]) | reopened
    return both.with_columns(
        pl.when(state == end)
        .then(day)
        .when(~told.fill_null(value=False))
        .then(column)
        .alias(column)
        for end, column in ends.items()
    ).select(frame.columns)


def _lost_again(frame: pl.DataFrame, stays: pl.DataFrame, ends: Mapping[str, str]) -> pl.DataFrame:
    """For records that ended and came back, the day of the end as it stood from each moment on."""
    parts = [CHANGES.empty()]
    for state, column in ends.items():
        mine = stays.filter(pl.col("state") == state, pl.col("at").is_not_null())
        back = mine.filter(pl.col("until").is_not_null())["id"].unique().implode()
        mine = mine.filter(pl.col("id").is_in(back))
        came = mine.select("id", "at", new=pl.col("at").dt.date().cast(pl.String))
        went = mine.select("id", at="until", new=pl.lit(None, pl.String)).drop_nulls("at")
        now = frame.filter(pl.col("id").is_in(back)).select("id", day=column).drop_nulls()
        last = now.select(
            "id", at=pl.col("day").cast(pl.Datetime("us")), new=pl.col("day").cast(pl.String)
        )
        after = last.join(went.group_by("id").agg(gone=pl.col("at").max()), on="id")
        after = after.filter(pl.col("at") > pl.col("gone")).select("id", "at", "new")
        every = pl.concat([came, went, after.join(came, on=["id", "new"], how="anti")])
        every = every.sort("id", "at").with_columns(
            old=pl.col("new").shift(1).over("id"), field=pl.lit(column)
        )
        whose = mine.select("id", "table", "source").unique()
        parts.append(every.join(whose, on="id").select(CHANGES.names))
    return pl.concat(parts)


def _unknown_words(log: pl.DataFrame, words: Mapping[str, str | None]) -> tuple[Problem, ...]:
    strange = [word for word, state in words.items() if state is None]
    status = log.filter(field="status")
    return tuple(_unknown(status, word) for word in strange[:MOST_SAID])


def _unknown(status: pl.DataFrame, word: str) -> Problem:
    rows = status.filter((pl.col("old") == word) | (pl.col("new") == word))
    several = f" ({rows.height:,} rows)" if rows.height > 1 else ""
    return Problem(
        rows["source"][0],
        f"nothing says what this status means{several}",
        rows[LINE].min(),  # type: ignore[arg-type]
        "status",
        word,
        ", ".join(ITEM_STATES),
        f'say it in company.toml: [statuses] "{word}" = "{UNDER_WAY}"; '
        "until then it is neither a beginning nor an end",
    )
