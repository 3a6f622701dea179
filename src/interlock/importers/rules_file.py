"""rules.toml: what must be evidenced before a deal may leave a stage."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from interlock.importers.toml_files import read_toml, tables, unknown_keys
from interlock.records.problems import Problem
from interlock.records.sales_tables import RULES


def read_rules(path: Path | None) -> tuple[pl.DataFrame, tuple[Problem, ...]]:
    """The rules in ``path``, each a ``[[rule]]``; one with a mistake is left out and said."""
    content, problems = read_toml(path)
    name = path.name if path else "rules.toml"
    rules = tables(content.get("rule", []))
    wrong = [*problems, *unknown_keys(name, content, ("rule",))]
    if rules is None:
        wrong.append(Problem(name, "must be a list of tables", None, "rule", remedy="[[rule]]"))
    rows = []
    for at, rule in enumerate(rules or [], start=1):
        mistakes = _wrong(name, f"rule {at}: ", rule)
        wrong += mistakes
        if not mistakes:
            rows.append({name: rule.get(name) for name in RULES.names})
    return pl.DataFrame(rows, schema=RULES.schema, orient="row"), tuple(wrong)


def _wrong(file: str, where: str, rule: Mapping[str, Any]) -> list[Problem]:
    problems = unknown_keys(file, rule, RULES.names, where)
    for name in (name for name in RULES.names if name in rule):
        is_day = name.startswith("valid_")
        if type(rule[name]) is not (date if is_day else str):
            allowed = "a day such as 2026-11-20 without quotes" if is_day else "text"
            value = str(rule[name])[:80]
            problems.append(
                Problem(file, "of the wrong kind", None, f"{where}{name}", value, allowed)
            )
    if not rule.get("id"):
        remedy = "give the rule a short name"
        problems.append(Problem(file, "is missing", None, f"{where}id", remedy=remedy))
    return problems
