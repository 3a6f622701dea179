"""The company's settings in sections, each setting with what it is called and how it is typed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

from django import forms

from interlock.records.calendar import OF_MONTHS, WEEKDAYS, WEEKS_OF_MONTHS, YEAR_ENDS
from interlock.records.company import ALONE, FEATURE_FROM, SHARED, TEAM_FROM, Company
from interlock.records.sales_tables import STRENGTHS
from interlock.render import company_toml
from interlock.web import setting_rows as rows
from interlock.web.setting_fields import Pair, PerCent, Words, choice, number_of, words

MONTHS = dict(enumerate(
    ("January", "February", "March", "April", "May", "June", "July", "August", "September",
     "October", "November", "December"), start=1,
))  # fmt: skip
DAYS = [(day, day.capitalize()) for day in WEEKDAYS]
LATER = "Counts from the next exports on."


@dataclass(frozen=True)
class Setting:
    """A setting: its name in company.toml, what it is called, how its value is typed, what it does.
    A ``row`` makes it a table.
    """

    name: str
    label: str
    field: Callable[..., forms.Field] | None = None
    help: str = ""
    row: type[rows.Row] | None = None

    def form_field(self) -> forms.Field:
        """A field for its value."""
        if self.field is None:
            raise TypeError(f"{self.name} is a table")
        return self.field(label=self.label, help_text=self.help)

    def lines(self, value: Any) -> list[str]:
        """Its value as a reader says it."""
        if self.row:
            return [self.row.line(one) for one in self.row.rows_of(value)] or ["none"]
        return [words(self.form_field(), value)]


@dataclass(frozen=True)
class Section:
    """Settings that belong together."""

    key: str
    title: str
    about: str
    settings: Sequence[Setting]

    @property
    def names(self) -> list[str]:
        return [setting.name for setting in self.settings]


SECTIONS = (
    Section("company", "Company", "", (
        Setting("name", "Name", forms.CharField),
        Setting("time_zone", "Time zone", partial(
            forms.CharField, widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off"})
        ), f"Such as Europe/Berlin. {LATER}"),
        Setting("week_start", "Weeks begin on", partial(choice, DAYS)),
        Setting("report_day", "Day of the weekly report", partial(choice, DAYS)),
        Setting("report_hour", "Hour of the weekly report", forms.CharField,
                "Such as 08:00, in the time zone above: then the week is closed and sent."),
        Setting("simulated", "Simulated", partial(forms.BooleanField, required=False),
                "Every page says that this company does not exist."),
    )),
    Section("money", "Money", "Amounts in other currencies count at the rate of their day.", (
        Setting("currency", "Currency", partial(
            forms.CharField, max_length=3, widget=forms.TextInput(attrs={"size": 4})
        ), "Three capital letters. Until it is set, that of most deals."),
        Setting("rates", "Rates", row=rows.Rates,
                help="What one unit of a currency is worth in the company's, from a day on."),
    )),
    Section("fiscal", "Fiscal year", "Quarters of every forecast, call, target and report.", (
        Setting("fiscal_year_start", "First month", partial(number_of, MONTHS),
                "A year is named by the calendar year in which it ends."),
        Setting("fiscal_calendar", "Quarters of", partial(choice, [
            (OF_MONTHS, "three months"),
            *((one, f"13 weeks, {one}") for one in WEEKS_OF_MONTHS),
        ]), "Years of whole weeks have 52 or 53; the 53rd goes to the last quarter."),
        Setting("fiscal_year_ends", "Years of weeks end on the", partial(
            choice, [(one, one.title()) for one in YEAR_ENDS]
        ), "Last or nearest to the end of the month before the first."),
    )),
    Section("stages", "Stages", "The sales process, in order.", (
        Setting("pipelines", "Pipelines and their stages", row=rows.Stages,
                help="Per cent is what the CRM states. 2.5 in Order puts a row between 2 and 3. "
                     "What a stage does to its deals counts from the next exports on."),
    )),
    Section("categories", "Categories and calls", "", (
        Setting("category_bands", "Odds from which a deal belongs to a category", row=rows.Shares),
        Setting("stale_days", "Days without a change until a deal is stale",
                partial(forms.IntegerField, min_value=1, max_value=3650)),
        Setting("calls_lock", "The week's calls are locked on", partial(
            forms.CharField, required=False
        ), "A weekday and an hour, such as thursday 17:00. Empty: they never are."),
    )),
    Section("needs", "Needs", "How much a missing feature takes from the odds of a deal.", (
        Setting("need_strengths", "Worth of a need", row=rows.Strengths,
                help="Fall of the weekly log-odds of winning while it is unmet, with its spread, "
                     "until your own deals say more. Other names count from the next exports on."),
        Setting("need_strength_default", "A need without a strength is", partial(
            choice, [(one, one) for one in STRENGTHS]
        )),
        Setting("early_share", "Not missed before the day it is wanted by, per cent", PerCent),
        Setting("promise_share", "Worth of a promise that is trusted wholly, per cent", PerCent),
        Setting("broken_share", "Counts more after a broken promise, per cent", PerCent,
                "For the rest of the quarter."),
    )),
    Section("people", "People and departments", "", (
        Setting("departments", "Departments that have a contact in every deal", Words,
                "One a line."),
        Setting("buyer_roles", "Roles on the buyer's side that every deal needs", Words,
                "One a line."),
    )),
    Section("customers", "After the sale", "", (
        Setting("contract_months", "A contract without a stated term runs, months",
                partial(forms.IntegerField, min_value=0, max_value=600),
                "0: no term is assumed."),
        Setting("renewal_notice", "A renewal is due before the contract ends, days",
                partial(forms.IntegerField, min_value=1, max_value=730)),
        Setting("handover", "Handed over when a deal is won", Words, "One step a line."),
    )),
    Section("work", "Work and time off", "", (
        Setting("closures", "Days on which nobody works", row=rows.Closures),
        Setting("staffing", "Who joins, leaves or is away", row=rows.Staffing),
        Setting("ramp_weeks", "Who joins adds nothing, then half, up to week", partial(
            Pair, "adds nothing up to week", "adds half up to week"
        )),
        Setting("wip_limit", "Features that a team works on at once",
                partial(forms.IntegerField, min_value=1, max_value=100)),
        Setting("upkeep_types", "Kinds of work that are upkeep", Words, "One a line."),
        Setting("upkeep_share", "Planned for upkeep", row=rows.Shares,
                help="In place of what is learnt: by team, or all."),
    )),
    Section("confidence", "Confidence and records", "What promises and dates are given with.", (
        Setting("confidence_levels", "Levels", row=rows.Shares),
        Setting("own_records", "What came of a person's own days is seen by", partial(choice, [
            (ALONE, "that person alone, unless they share it"),
            (SHARED, "that person, managers and owners"),
        ])),
    )),
    Section("reading", "Reading exports", LATER, (
        Setting("statuses", "Statuses of the tracker", row=rows.Statuses,
                help="Only those that are not understood by their name."),
        Setting("feature_from", "A feature is an issue's", Words,
                f"The first that an issue has, one a line: {', '.join(FEATURE_FROM)}."),
        Setting("feature_label", "Labels that name a feature begin with",
                partial(forms.CharField, required=False, strip=False),
                "Empty: an issue's first label names it."),
        Setting("team_from", "A team is an issue's", Words,
                f"The first that an issue has, one a line: {', '.join(TEAM_FROM)}."),
        Setting("renames", "Called otherwise", row=rows.Renames),
        Setting("keep_columns", "Other columns to keep", Words,
                "One pattern a line; * is all of them, at most 60 a file."),
    )),
)  # fmt: skip
BY_KEY = {section.key: section for section in SECTIONS}
BY_NAME = {one.name: one for one in chain.from_iterable(each.settings for each in SECTIONS)}


def said(company: Company) -> dict[str, Any]:
    """Every setting as company.toml says it."""
    found = company_toml.said(company)
    return {name: found.get(name, "") for name in BY_NAME}


DEFAULTS = said(Company())


def default_of(name: str, value: Any) -> list[str]:
    """The default of a setting, where its value is another."""
    default = DEFAULTS[name]
    return [] if value == default else BY_NAME[name].lines(default)
