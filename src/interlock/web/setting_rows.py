"""Settings that are tables: the form of one row, and the way between rows and what company.toml
says.
"""

from typing import Any

from django import forms

from interlock.records.company import DEFAULT_STRENGTHS, ITEM_STATES, RENAMED
from interlock.records.sales_tables import OUTCOMES
from interlock.web.setting_fields import Day, Number, PerCent, choice, plain

RowValues = dict[str, Any]
CHOOSE = ("", "choose")


class Row(forms.Form):
    """A row of a list of tables."""

    is_fixed = False
    """Rows are neither added nor removed."""

    first_rows = 1
    """Empty rows of a table that has none yet."""

    @classmethod
    def rows_of(cls, value: Any) -> list[RowValues]:
        """The rows of a value."""
        return list(value)

    @classmethod
    def value_of(cls, rows: list[RowValues]) -> Any:
        """The value of rows."""
        return [_said(row) for row in rows]

    @classmethod
    def line(cls, row: RowValues) -> str:
        """A row as a reader says it."""
        raise NotImplementedError


class Rates(Row):
    """What a currency is worth from a day on."""

    currency = forms.CharField(max_length=3, widget=forms.TextInput(attrs={"size": 4}))
    on = Day(label="From")
    rate = Number(label="Worth of one")

    @classmethod
    def line(cls, row: RowValues) -> str:
        """Such as USD from 2026-01-01: 0.91."""
        return f"{row['currency']} from {row['on']}: {plain(row['rate'])}"


class Closures(Row):
    """Days on which nobody works."""

    first = Day(label="First day")
    last = Day(label="Last day")
    team = forms.CharField(required=False, help_text="empty: everybody")

    @classmethod
    def line(cls, row: RowValues) -> str:
        """Such as 2026-12-24 to 2027-01-01, everybody."""
        return f"{row['first']} to {row['last']}, {row.get('team', 'everybody')}"


class Staffing(Row):
    """So many more or fewer in a team."""

    team = forms.CharField()
    people = Number(help_text="-1: one leaves")
    first = Day(label="From")
    last = Day(label="Up to", required=False)

    @classmethod
    def line(cls, row: RowValues) -> str:
        """Such as Core: +1 from 2027-01-04."""
        until = f" up to {row['last']}" if row.get("last") else ""
        return f"{row['team']}: {row['people']:+g} from {row['first']}{until}"


class Renames(Row):
    """What was called otherwise."""

    field = choice([(one, one) for one in RENAMED], label="What", initial=RENAMED[0])
    old = forms.CharField(label="Was called")
    new = forms.CharField(label="Is called")
    until = Day(label="Up to", required=False)

    @classmethod
    def line(cls, row: RowValues) -> str:
        """Such as stage Demo is Discover, up to 2026-03-31."""
        until = f", up to {row['until']}" if row.get("until") else ""
        return f"{row['field']} {row['old']} is {row['new']}{until}"


class Named(Row):
    """A name with its value."""

    @classmethod
    def rows_of(cls, value: Any) -> list[RowValues]:
        """One for each name."""
        return [{"name": name, "value": one} for name, one in value.items()]

    @classmethod
    def value_of(cls, rows: list[RowValues]) -> Any:
        """By name."""
        return {row["name"]: row["value"] for row in rows}


class Shares(Named):
    """A name with a share."""

    name = forms.CharField()
    value = PerCent(label="Per cent")

    @classmethod
    def line(cls, row: RowValues) -> str:
        """Such as P2: 80 %."""
        return f"{row['name']}: {PerCent().words(row['value'])}"


class Statuses(Named):
    """A tracker's word with one of ours."""

    name = forms.CharField(label="In the tracker")
    value = choice([CHOOSE, *((one, one) for one in ITEM_STATES)], label="Means")

    @classmethod
    def line(cls, row: RowValues) -> str:
        """Such as Ready for QA: under way."""
        return f"{row['name']}: {row['value']}"


class Stages(Row):
    """A stage of a pipeline, in its place."""

    first_rows = 8
    place = Number(label="Order", required=False)
    pipeline = forms.CharField()
    name = forms.CharField(label="Stage")
    percent = Number(label="Per cent", required=False, min_value=0, max_value=100)
    outcome = choice([(one, one) for one in OUTCOMES], label="Deals in it are", initial=OUTCOMES[0])

    @classmethod
    def rows_of(cls, value: Any) -> list[RowValues]:
        """The stages of all pipelines, counted on."""
        every = [
            {"pipeline": name, **one} for name, said in value.items() for one in said["stages"]
        ]
        return [{"place": at, **one} for at, one in enumerate(every, start=1)]

    @classmethod
    def value_of(cls, rows: list[RowValues]) -> Any:
        """By pipeline, in the order of their places; without one a stage comes last."""
        found: dict[str, Any] = {}
        ordered = sorted(rows, key=lambda row: (row["place"] is None, row["place"] or 0))
        for row in ordered:
            said = {name: row[name] for name in ("name", "percent", "outcome")}
            found.setdefault(row["pipeline"], {"stages": []})["stages"].append(_said(said))
        return found

    @classmethod
    def line(cls, row: RowValues) -> str:
        """Such as Sales: Won, 100 %, won."""
        percent = f", {plain(row['percent'])} %" if row.get("percent") is not None else ""
        ends = f", {row['outcome']}" if row["outcome"] != "open" else ""
        return f"{row['pipeline']}: {row['name']}{percent}{ends}"


class Strengths(Row):
    """How much hangs on a class of need."""

    is_fixed = True
    name = choice([(one.name, one.name) for one in DEFAULT_STRENGTHS], widget=forms.HiddenInput)
    worth = Number(min_value=0)
    worth_sd = Number(label="Give or take")
    synonyms = forms.CharField(label="Also called", required=False, help_text="with commas between")

    @classmethod
    def rows_of(cls, value: Any) -> list[RowValues]:
        """One for each class."""
        return [
            {"name": name, **one, "synonyms": ", ".join(one.get("synonyms", ()))}
            for name, one in value.items()
        ]

    @classmethod
    def value_of(cls, rows: list[RowValues]) -> Any:
        """By class."""
        said = ("worth", "worth_sd")
        return {
            row["name"]: _said({name: row[name] for name in said} | {"synonyms": _names(row)})
            for row in rows
        }

    @classmethod
    def line(cls, row: RowValues) -> str:
        """Such as dealbreaker: 1.2, give or take 0.6."""
        more = f", also called {row['synonyms']}" if row["synonyms"] else ""
        return f"{row['name']}: {plain(row['worth'])}, give or take {plain(row['worth_sd'])}{more}"


def _names(row: RowValues) -> list[str]:
    return [name.strip() for name in row["synonyms"].split(",") if name.strip()]


def _said(row: RowValues) -> RowValues:
    """Without what is empty: company.toml has no word for it."""
    return {name: value for name, value in row.items() if value not in (None, "", [])}
