from dataclasses import fields
from datetime import date
from decimal import Decimal

import pytest

from interlock.importers.company_file import READERS, company_of, read_company
from interlock.importers.rules_file import read_rules
from interlock.records.calendar import FiscalCalendar
from interlock.records.company import Closure, Company, Rate, Staffing, Stage
from interlock.render import company_toml
from tests.importers.made_files import write

WHOLE = """
name = "Norvane"
simulated = true
currency = "EUR"
fiscal_year_start = 4
fiscal_calendar = "4-4-5"
fiscal_year_ends = "Nearest Saturday"
week_start = "sunday"
time_zone = "Europe/Berlin"
report_day = "Friday"
report_hour = "7:30"
calls_lock = "Thursday 17:00"
departments = ["sales", "labs"]
buyer_roles = "champion"
contract_months = 24
renewal_notice = 60
handover = ["Plan", "Teach"]
need_strength_default = "dealbreaker"
feature_from = ["label", "epic"]
team_from = "project"
wip_limit = 2
upkeep_types = ["Bug"]
statuses = { Parked = "waiting", Approved = "done" }
feature_label = "feature:"
stale_days = 14
early_share = 0.3
promise_share = 0.4
broken_share = 0.1
keep_columns = ["Cloud*"]
ramp_weeks = [1, 4]
upkeep_share = { all = 0.2, Core = 0.4 }
confidence_levels = { P1 = 0.99 }
own_records = "shared"
category_bands = { commit = 0.8 }

[targets]
"2026-Q4" = 1200000
[[rates]]
currency = "USD"
on = 2026-01-01
rate = 0.92
[[renames]]
field = "stage"
old = "Demo"
new = "Talk"
[[closures]]
first = 2026-12-24
last = 2027-01-01
[[staffing]]
team = "Core"
people = -1
first = 2026-12-01
[pipelines.Main]
stages = ["Talk", { name = "Offer", percent = 60 }, "Closed Won", { name = "Gone", outcome = "lost" }]
[need_strengths.important]
synonyms = ["Wichtig"]
worth = 0.7
"""


def company(home, text):
    return read_company(write(home, {"company.toml": text}) / "company.toml")


def test_every_setting_can_be_given(tmp_path):
    said, targets, problems = company(tmp_path, WHOLE)
    assert problems == ()
    assert said.given == set(READERS)
    assert said.fiscal == FiscalCalendar("4-4-5", 4, "nearest saturday")
    assert (said.week_start, said.report_day, said.time_zone) == (6, 4, "Europe/Berlin")
    assert said.report_hour == "07:30"
    assert said.rates == (Rate("USD", date(2026, 1, 1), Decimal("0.92")),)
    assert said.closures == (Closure(date(2026, 12, 24), date(2027, 1, 1)),)
    assert said.staffing == (Staffing("Core", -1.0, date(2026, 12, 1)),)
    assert (said.ramp_weeks, said.upkeep_share) == ((1, 4), {"all": 0.2, "Core": 0.4})
    assert said.pipelines[0].stages == (
        Stage("Talk"),
        Stage("Offer", 60.0),
        Stage("Closed Won", None, "won"),
        Stage("Gone", None, "lost"),
    )
    assert said.own_records == "shared"
    assert (said.early_share, said.promise_share, said.broken_share) == (0.3, 0.4, 0.1)
    assert said.strength("important").worth == 0.7
    assert "wichtig" in said.strength("important").synonyms
    assert targets.rows() == [("2026-Q4", "company", Decimal(1200000))]


def test_settings_written_as_a_file_are_read_as_they_were(tmp_path):
    said, *_ = company(tmp_path, WHOLE)
    assert company(tmp_path, company_toml.written(said))[0] == said
    one, *_ = company(tmp_path, 'name = "Norvane"')
    assert company_toml.written(one) == 'name = "Norvane"\n'


def test_every_setting_of_the_company_can_be_read():
    assert set(READERS) == {field.name for field in fields(Company)} - {"given"}


def test_without_a_file_everything_is_default(tmp_path):
    assert read_company(None)[0] == Company()
    assert company(tmp_path, "")[0] == Company()


MISTAKES = """
curency = "EUR"
currency = "eur"
fiscal_year_start = 13
fiscal_calendar = "4-4-4"
fiscal_year_ends = "last day"
time_zone = "Europe/Berln"
report_day = "someday"
report_hour = "24:00"
calls_lock = "thursday noon"
rates = [{ currency = "USD", on = "2026-01-01", rate = 1 }]
closures = [{ first = 2026-02-01, last = 2026-01-01 }]
pipelines = { Main = { stages = [{ name = "x", outcom = "won" }] } }
need_strengths = { vital = { worth = 1 } }
feature_from = "epics"
targets = { "Q4 2026" = 5 }
wip_limit = true
staffing = [{ team = "Core", people = 0, first = 2026-12-01 }]
ramp_weeks = [8, 2]
upkeep_share = { all = 20 }
promise_share = 2
stale_days = 20
"""


def test_every_wrong_setting_is_said_at_once_and_keeps_its_default(tmp_path):
    said, targets, problems = company(tmp_path, MISTAKES)
    assert [p.column for p in problems] == [
        line.split(" =")[0] for line in MISTAKES.strip().splitlines()[:-1]
    ]
    assert said == Company(stale_days=20, given=frozenset({"stale_days"}))
    assert targets.height == 0
    by_setting = {p.column: p for p in problems}
    assert by_setting["curency"].remedy == "did you mean currency?"
    assert by_setting["time_zone"].allowed.startswith("Europe/Berlin or ")
    assert by_setting["pipelines"].allowed == "did you mean outcome?"
    assert "monday" in by_setting["report_day"].allowed


@pytest.mark.parametrize(
    "value",
    [
        "1",
        '""',
        "[]",
        "[[1]]",
        "{ a = 1 }",
        "nan",
        "inf",
        "2026-01-01",
        "true",
        "[{ a = 1 }]",
        "-1",
    ],
)
@pytest.mark.parametrize("setting", [*READERS, "targets"])
def test_a_value_of_any_kind_is_taken_or_said(tmp_path, setting, value):
    said, _, problems = company(tmp_path, f"{setting} = {value}\n")
    taken = bool(said.given) or setting == "targets"
    assert taken or [p.column for p in problems] == [setting]


def test_text_that_is_no_toml_is_said_with_its_line(tmp_path):
    (problem,) = company(tmp_path, 'name = "x"\ncurrency = EUR\n')[2]
    assert problem.line == 2
    assert company(tmp_path, "[" * 5000)[2]


RULES = """
[[rule]]
id = "metrics"
name = "What changes for the buyer, in figures"
stage = "Discover"
valid_from = 2026-01-01
[[rule]]
name = "no id"
stag = "Propose"
valid_to = "2026-01-01"
"""


def test_rules_are_read_and_every_mistake_in_them_is_said(tmp_path):
    rules, problems = read_rules(write(tmp_path, {"rules.toml": RULES}) / "rules.toml")
    assert rules.select("id", "stage", "valid_from").rows() == [
        ("metrics", "Discover", date(2026, 1, 1))
    ]
    assert [(p.column, p.remedy) for p in problems] == [
        ("rule 2: stag", "did you mean stage?"),
        ("rule 2: valid_to", ""),
        ("rule 2: id", "give the rule a short name"),
    ]


@pytest.mark.parametrize("text", ["rule = 1", "rule = [1]", "rules = []", "[[rule]]\nid = 1"])
def test_rules_of_any_other_shape_are_said(tmp_path, text):
    rules, problems = read_rules(write(tmp_path, {"rules.toml": text}) / "rules.toml")
    assert rules.height == 0
    assert problems


PLACES = """\
name = "Norvane"
stale_days = 0

[[rates]]
currency = "USD"
on = 2026-01-01
rate = 0.92

[[rates]]  # of the other currency
currency = "usd"
on = 2026-02-01
rate = 0

[pipelines.Main]
stages = ["Talk"]
[pipelines."Second one"]
stages = []

[upkeep_share]
all = 0.2
Core = 20
name = 30
"""


def test_a_mistake_is_said_with_the_line_on_which_its_part_begins():
    _, _, problems = company_of(PLACES.encode())
    assert [(p.line, p.column) for p in problems] == [
        (2, "stale_days"),
        (9, "rates, row 2"),
        (16, "pipelines, Second one"),
        (21, "upkeep_share, Core"),
        (22, "upkeep_share, name"),
    ]


def test_parts_of_one_line_are_said_with_that_line():
    said = 'name = "x"\nclosures = [{ first = 2026-01-02, last = 2026-01-01 }, { first = 1 }]\n'
    _, _, problems = company_of(said.encode())
    assert [(p.line, p.column) for p in problems] == [
        (2, "closures, row 1"),
        (2, "closures, row 2"),
    ]
