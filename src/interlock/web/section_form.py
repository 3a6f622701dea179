"""A section of the settings as a form: single values, and tables with empty rows at their end."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME

from interlock.records.company import Company
from interlock.records.problems import Problem
from interlock.web.setting_rows import Row, RowValues
from interlock.web.setting_sections import BY_NAME, Section, Setting, default_of, said

MOST_ROWS = 1000


@dataclass(frozen=True)
class Part:
    """A setting on a form: its field or its table, what is wrong with it, whether it was given, and
    its default where that is another.
    """

    setting: Setting
    field: Any
    table: Any
    wrong: Sequence[str]
    is_given: bool
    default: Sequence[str]


class SectionForm:
    """The form of a section, filled with the settings as they stand or with what was sent."""

    def __init__(
        self, section: Section, company: Company, data: Mapping[str, Any] | None = None
    ) -> None:
        self._section, self._company, self._now = section, company, said(company)
        single = [setting for setting in section.settings if setting.row is None]
        initial = {setting.name: self._now[setting.name] for setting in single}
        self._single = forms.Form(data, initial=initial, label_suffix="")
        self._single.fields = {setting.name: setting.form_field() for setting in single}
        self._tables = {
            setting.name: _table(setting.name, setting.row, self._now[setting.name], data)
            for setting in section.settings
            if setting.row
        }
        self._wrong: defaultdict[str, list[str]] = defaultdict(list)

    @property
    def is_valid(self) -> bool:
        tables = [table.is_valid() for table in self._tables.values()]
        return self._single.is_valid() and all(tables) and not self._wrong

    def values(self) -> dict[str, Any]:
        """What differs from the settings as they stand, of what could be read; None for back to the
        default.
        """
        self._single.full_clean()
        found = dict(self._single.cleaned_data)
        for name, table in self._tables.items():
            if table.is_valid():
                found[name] = _row_of(name).value_of(_rows_that_stay(table))
        return {
            name: None if value in ("", [], {}) else value
            for name, value in found.items()
            if value != self._now[name]
        }

    def tell(self, problems: Sequence[Problem]) -> None:
        """Say what is wrong beside the settings that it is about."""
        for problem in problems:
            name, _, part = str(problem.column).partition(", ")
            said = [
                part.capitalize(),
                problem.what,
                problem.allowed and f"allowed: {problem.allowed}",
            ]
            self._wrong[name].append("; ".join(filter(None, said)))

    def parts(self) -> list[Part]:
        """Every setting of the section."""
        return [
            Part(
                setting,
                None if setting.row else self._single[setting.name],
                self._tables.get(setting.name),
                self._wrong[setting.name],
                setting.name in self._company.given,
                default_of(setting.name, self._now[setting.name]),
            )
            for setting in self._section.settings
        ]


def _table(name: str, row: type[Row], value: Any, data: Mapping[str, Any] | None) -> Any:
    rows = row.rows_of(value)
    more = 0 if row.is_fixed else 1 if rows else row.first_rows
    made = forms.formset_factory(
        row, extra=more, can_delete=not row.is_fixed, can_delete_extra=False, max_num=MOST_ROWS
    )
    return made(data, initial=rows, prefix=name, form_kwargs={"label_suffix": ""})


def _rows_that_stay(table: Any) -> list[RowValues]:
    """Rows that have something in them and are not to be taken out."""
    rows = [dict(form.cleaned_data) for form in table.forms if form.cleaned_data]
    return [row for row in rows if not row.pop(DELETION_FIELD_NAME, False)]


def _row_of(name: str) -> type[Row]:
    row = BY_NAME[name].row
    if row is None:
        raise TypeError(f"{name} is no table")
    return row
