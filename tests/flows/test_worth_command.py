"""interlock worth: tipping points first, every figure with its range, count and source."""

import io
import json

import polars as pl
import pytest
from click.testing import CliRunner

from interlock.cli.main import main
from interlock.engine import exposure, need_features, needs_worth, outlook
from interlock.records.worth import NeedsWorth
from interlock.render import worth as shown
from tests.engine.books import AS_OF
from tests.engine.need_worlds import slipping

DEALS = """id,name,owner,stage,outcome,amount,created_on,closed_on
A,Acorn,Ann,Won,won,100,2026-01-05,2026-03-01
B,Birch,Ann,Qualify,open,200,2026-01-07,
"""
POINTS = ("mean", "p025", "p10", "p25", "p50", "p75", "p90", "p975")


@pytest.fixture(scope="module")
def now():
    """A company in which a dealbreaker takes 1.2."""
    return outlook.outlook(slipping(seed=2, psi=1.2, deals=500), as_of=AS_OF, seed=1)


@pytest.fixture(scope="module")
def made(now) -> dict:
    return json.loads(shown.as_json(needs_worth.of(now)))


def test_fair_shares_add_up_where_risks_do_not(made):
    shares = [line["share"] for line in made["features"]]
    assert sum(shares) == pytest.approx(made["together"])
    assert all(line["share"] <= line["at_risk"]["mean"] + 1e-6 for line in made["features"])
    assert all(line["week_later"] >= 0 <= line["week_sooner"] for line in made["features"])


def test_the_command_prints_a_page_and_as_json_the_same_with_its_birth(tmp_path):
    (tmp_path / "deals.csv").write_text(DEALS)
    (tmp_path / "features.csv").write_text("id,name,team,order\nF,Offline mode,Core,1\n")
    (tmp_path / "needs.csv").write_text("deal,feature,strength,on\nB,F,dealbreaker,2026-02-01\n")
    (tmp_path / "promises.csv").write_text(
        "id,what,maker,said_on,due,feature\nP,Ship it,Core,2026-02-01,2026-03-01,F\n"
    )
    text, told = (
        CliRunner().invoke(main, ["worth", str(tmp_path), *form], catch_exceptions=False).stdout
        for form in ([], ["--json"])
    )
    assert "Not enough yet to say what needs are worth" in text
    assert "Offline mode" in text
    assert "Promises of features\n  A promise counts by the share" in text
    found = json.loads(told)
    assert (found["schema"], found["seed"]) == ("interlock/worth/1", 1)
    assert {line["source"] for line in found["classes"]} == {"assumed"}
    assert (found["promises"]["passes"], found["promises"]["fewest"]) == (False, 20)


def test_every_figure_has_its_range_its_count_and_its_source(made):
    for line in made["classes"]:
        assert set(line["psi"]) == set(line["odds_kept"]) == set(POINTS)
        assert line["source"] in ("assumed", "mixed", "learnt", "test")
        assert line["count"] <= line["of"]
    for line in made["features"]:
        assert all(set(line[name]) == set(POINTS) for name in ("at_risk", "anyway", "freed"))
        assert (line["source"], line["deals"] > 0) in {("mixed", True), ("learnt", True)}
    assert all(rep["closed"]["of"] and rep["source"] for rep in made["inflation"]["reps"])


def test_ranges_rise_and_their_chances_lie_between_none_and_one(made):
    for line in (*made["classes"], *made["features"]):
        for value in line.values():
            if isinstance(value, dict) and "p10" in value:
                points = [value[point] for point in POINTS[1:]]
                assert points == sorted(points)
    assert all(0 <= line["chance"] <= 1 for line in made["features"])


def test_bands_and_e_values_stand_beside_what_they_qualify(made):
    for line in made["classes"]:
        assert line["bounds"][1] - line["bounds"][0] == pytest.approx(
            1 if line["unmet"]["of"] else 2
        )
        middle = line["psi"]["p50"]
        assert [bias for bias, _, _ in line["bands"]] == [0.35, 0.7]
        assert all(low <= middle <= high for _, low, high in line["bands"])
    dealbreaker = made["classes"][0]
    assert dealbreaker["e_value"] >= dealbreaker["e_near"] >= 1


@pytest.fixture(scope="module")
def without_worth() -> NeedsWorth:
    """A company in which unmet needs take nothing."""
    return needs_worth.page(slipping(seed=1, psi=0.0, deals=700), as_of=AS_OF, seed=1)


def test_where_needs_take_nothing_the_page_says_that_no_difference_was_seen(without_worth):
    text = shown.as_text(without_worth)
    assert "Features made no difference seen (dealbreaker)" in text
    line = without_worth.classes[0]
    assert (line.verdict, line.psi.p10, line.counted) == ("no difference seen", 0.0, 0.0)
    assert "keep from psi" in text.split("Classes of need")[0]


def test_the_text_never_claims_more_than_an_association(without_worth):
    assert "cause" not in shown.as_text(without_worth).lower()
    assert "association" in shown.as_text(without_worth)


def test_csv_has_a_row_each_feature_with_ranges_as_columns(without_worth):
    table = pl.read_csv(io.StringIO(shown.as_csv(without_worth)))
    assert table.height == len(without_worth.features) > 0
    assert {"tipping_psi", "chance", "at_risk_p10", "freed_p90", "source", "count"} <= set(
        table.columns
    )


def test_at_risk_agrees_with_the_report_and_the_balance_with_dropping_the_feature(now):
    exposed = exposure.exposures(now)
    lines = need_features.features(now)
    assert {line.feature for line in lines} == set(exposed)
    for line in lines:
        assert line.at_risk.mean == pytest.approx(exposed[line.feature].at_risk, abs=1e-6)
        assert line.exposed == exposed[line.feature].exposed


def test_the_freer_the_time_the_higher_the_tipping_point(now):
    top = need_features.features(now)[0]
    tips = [
        need_features.tip(now, top.feature, freed * top.at_risk.mean, 0) for freed in (0.2, 0.8)
    ]
    assert [tip.verdict for tip in tips] == ["tips", "tips"]
    assert 0 < tips[0].psi < tips[1].psi < 4
    assert need_features.tip(now, top.feature, 0.0, 0).verdict == "keep"
