"""Files none of which says a day are told so by every command that forecasts."""

import pytest
from click.testing import CliRunner

from interlock.cli.main import main


@pytest.mark.parametrize(
    "asked",
    [("report",), ("plan", "--quick"), ("whatif", "--drop", "F1"), ("forecast", "bookings")],
    ids=" ".join,
)
def test_without_a_day_a_forecast_says_what_is_missing_and_what_to_do(tmp_path, asked):
    (tmp_path / "features.csv").write_text("id,name,team,order\nF1,Single sign-on,Core,1\n")
    command, *more = asked
    if command == "forecast":
        words = [command, *more, str(tmp_path)]
    else:
        words = [command, str(tmp_path), *more]
    found = CliRunner().invoke(main, words, catch_exceptions=False)
    said = " ".join(found.stderr.split())
    assert found.exit_code == 1
    assert "no day to forecast from" in said
    assert "interlock check FOLDER" in said
