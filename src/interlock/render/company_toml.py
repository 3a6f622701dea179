"""The company's settings as the file company.toml."""

from dataclasses import asdict
from typing import Any

import tomli_w

from interlock.records.calendar import WEEKDAYS
from interlock.records.company import DEFAULT_STRENGTHS, Company


def written(company: Company) -> str:
    """The settings that were given, in the company's order; the others keep their defaults."""
    told = {name: value for name, value in said(company).items() if name in company.given}
    return tomli_w.dumps(told)


def said(company: Company) -> dict[str, Any]:
    """Every setting by name as the file says it, but those for which it has no word, as they are
    empty.
    """
    plain: dict[str, Any] = _plain(asdict(company))
    return {
        **plain,
        "week_start": WEEKDAYS[company.week_start],
        "report_day": WEEKDAYS[company.report_day],
        "rates": [{**_plain(asdict(rate)), "rate": float(rate.rate)} for rate in company.rates],
        "pipelines": {one["name"]: {"stages": one["stages"]} for one in plain["pipelines"]},
        "need_strengths": {one.name: _strength(one) for one in company.need_strengths},
    }


def _strength(one: Any) -> dict[str, Any]:
    """Its synonyms beyond those that every company has."""
    own = {default.name: default.synonyms for default in DEFAULT_STRENGTHS}[one.name]
    more = [name for name in one.synonyms if name not in own]
    return {"worth": one.worth, "worth_sd": one.worth_sd, **({"synonyms": more} if more else {})}


def _plain(value: Any) -> Any:
    """Without what is empty: TOML has no word for it."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items() if one not in (None, "")}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value
