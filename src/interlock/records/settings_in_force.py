"""Every setting with its value and where that comes from, for the small print."""

from dataclasses import fields, is_dataclass
from typing import Any

from interlock.records.birth import Setting
from interlock.records.company import Company


def settings_in_force(company: Company) -> tuple[Setting, ...]:
    """All settings, those of ``company.toml`` and the defaults alike."""
    return tuple(
        Setting(
            f.name,
            _words(getattr(company, f.name)),
            "company.toml" if f.name in company.given else "default",
        )
        for f in fields(company)
        if f.name != "given"
    )


def differing(one: Company, other: Company) -> tuple[str, ...]:
    """The settings of which the one says something else than the other, or that only one says."""
    return tuple(
        f.name
        for f in fields(Company)
        if f.name != "given"
        and (
            getattr(one, f.name) != getattr(other, f.name)
            or (f.name in one.given) != (f.name in other.given)
        )
    )


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_words(part)}" for name, part in value.items())
    if isinstance(value, tuple):
        return ", ".join(_words(part) for part in value) or "none"
    if is_dataclass(value):
        parts = (
            f"{f.name} {_words(getattr(value, f.name))}" for f in fields(value) if f.name != "name"
        )
        return f"{getattr(value, 'name', '')} ({', '.join(parts)})".strip()
    return str(value)
