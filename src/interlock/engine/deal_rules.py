"""How one deal stands to each rule: met, missing, or not to be known."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import polars as pl

from interlock.engine.rule_states import NO, YES, Version, ready, states, versions
from interlock.records.book import Book
from interlock.records.deal_file import RuleState
from interlock.records.measured import RuleLine, RulesSection

MET, MISSING, UNKNOWN = "met", "missing", "not known"
_WORDS = {YES: MET, NO: MISSING}


def of_deal(
    book: Book,
    deal: str,
    *,
    stage: str,
    stages: Sequence[str],
    on: date,
    worth: RulesSection | None = None,
) -> tuple[RuleState, ...]:
    """The rules in force on a day, those asked for by the deal's stage or an earlier one first,
    each with its state by ``rule_states`` and its measured worth.

    ``stages`` in the company's order; a rule without a stage, or whose stage is not among them, is
    asked for always, and so is every rule while the deal's own stage is unknown.
    """
    mine = book.evidence.filter(pl.col("deal") == deal, pl.col("on") <= on).sort("on")
    found = {(one.rule, one.since): one for one in versions(book)}
    lines = {(one.rule, one.since): one for one in worth.lines} if worth else {}
    place = {name: at for at, name in enumerate(stages)}
    told = [
        _state(row, found, lines, mine, deal, on, _is_asked(row["stage"], stage, place))
        for row in _in_force(book.rules, on).iter_rows(named=True)
    ]
    return tuple(sorted(told, key=lambda one: (not one.asked, place.get(one.stage, -1), one.name)))


def _in_force(rules: pl.DataFrame, on: date) -> pl.DataFrame:
    begun = pl.col("valid_from").is_null() | (pl.col("valid_from") <= on)
    stands = pl.col("valid_to").is_null() | (pl.col("valid_to") >= on)
    return rules.filter(begun, stands)


def _is_asked(of_rule: str | None, of_deal: str, place: dict[str, int]) -> bool:
    if of_rule not in place or of_deal not in place:
        return True
    return place[of_rule] <= place[of_deal]


def _state(
    row: dict[str, object],
    found: dict[tuple[str, date | None], Version],
    lines: dict[tuple[str, date | None], RuleLine],
    mine: pl.DataFrame,
    deal: str,
    on: date,
    asked: bool,
) -> RuleState:
    own = str(row["id"])
    key = (own, row["valid_from"] if isinstance(row["valid_from"], date) else None)
    state = _of_version(found[key], mine, deal, on) if key in found else UNKNOWN
    given = mine.filter(pl.col("rule") == own).tail(1) if state == MET else mine.clear()
    day, by, what = given.select("on", "by", "what").row(0) if given.height else (None, "", "")
    return RuleState(
        rule=own,
        name=str(row["name"] or own),
        stage=str(row["stage"] or ""),
        asks=str(row["asks"] or ""),
        asked=asked,
        state=state,
        on=day,
        by=by or "",
        what=what or "",
        worth=lines.get(key),
    )


def _of_version(version: Version, mine: pl.DataFrame, deal: str, on: date) -> str:
    day = np.array([(on - date(1970, 1, 1)).days])
    state, _ = states(version, ready(mine, pl.Series([deal])), np.array([0]), day)
    return _WORDS.get(int(state[0]), UNKNOWN)
