"""interlock backtest wins: two files in, odds and scores out."""

import io
import json

import numpy as np
import polars as pl
import pytest
from click.testing import CliRunner

from interlock.cli.main import main
from tests.engine.closed_worlds import world

MAPPING = """
[[source]]
file = "whatever.csv"
table = "deals"
attributes = ["driver", "noise 0", "Loss reason"]
[source.columns]
owner = "Seller"
outcome = "Status"
[source.values.outcome]
Won = "won"
Lost = "lost"
"""


def write(path, seed, deals=200):
    made = world(deals, effect=1.2, seed=seed, noise=1)
    endings = np.where(made.won.to_numpy() > 0, "Won", "Lost")
    frame = made.attributes.with_columns(
        pl.Series("Seller", np.resize(["Ann", "Bob", None], deals)),
        pl.Series("Status", endings),
        pl.Series("Loss reason", np.where(endings == "Won", "none", "price")),
    )
    frame = frame.with_columns(
        Status=pl.when(pl.int_range(pl.len()) == 3).then(None).otherwise("Status")
    )
    frame.write_csv(path)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wins")
    write(folder / "past.csv", 1)
    write(folder / "later.csv", 2, 120)
    (folder / "mapping.toml").write_text(MAPPING)
    return folder


def run(folder, *options, mapping="mapping.toml"):
    named = [str(folder / "past.csv"), str(folder / "later.csv"), "--mapping"]
    command = ["backtest", "wins", *named, str(folder / mapping), *options]
    return CliRunner().invoke(main, command, catch_exceptions=False)


def test_csv_has_a_row_for_every_deal_with_an_ending(files):
    table = pl.read_csv(io.StringIO(run(files, "--csv").stdout))
    assert table.columns == ["row", "p_won", "won"]
    assert table["row"].to_list() == [row for row in range(1, 121) if row != 4]
    assert table["p_won"].is_between(0, 1, closed="none").all()
    assert set(table["won"]) == {0, 1}


def test_json_has_its_keys_and_agrees_with_the_csv(files):
    made = json.loads(run(files, "--json").stdout)
    table = pl.read_csv(io.StringIO(run(files, "--csv").stdout))
    assert list(made)[:7] == [
        "version", "method", "seed", "n_train", "n_test", "base_rate", "train_rate",
    ]  # fmt: skip
    assert made["brier"] == pytest.approx(((table["p_won"] - table["won"]) ** 2).mean())
    assert set(made["baselines"]) == set(made["differences"]) == {"constant", "naive_bayes"}
    assert set(made["attributes"][0]) == {"name", "in", "gain_log_loss", "low", "high", "why"}
    assert made["n_test"] == 119
    assert {left["count"] for left in made["left_out"]} == {1}


def test_what_tells_the_ending_is_never_an_attribute(files):
    made = json.loads(run(files, "--json").stdout)
    assert {one["name"] for one in made["attributes"]} == {"driver", "noise 0", "owner"}
    assert {one["attribute"] for one in made["drivers"]} == {"driver"}


def test_without_a_form_a_summary_is_printed(files):
    shown = run(files).stdout
    assert "scored on 119 deals" in shown
    assert "driver = yes" in shown


def test_a_column_that_is_not_there_is_said_with_its_remedy(files):
    (files / "wrong.toml").write_text(MAPPING.replace('"driver"', '"drivers"'))
    result = run(files, mapping="wrong.toml")
    assert result.exit_code == 1
    assert "the mapping names a column that the file does not have" in result.stderr
    assert "did you mean driver" in result.stderr


def test_a_mapping_without_deals_is_said(files):
    (files / "none.toml").write_text("")
    result = run(files, mapping="none.toml")
    assert result.exit_code == 2
    assert 'has no [[source]] with table = "deals"' in result.stderr


def test_a_file_without_any_ending_is_said(files):
    (files / "open.csv").write_text("driver,noise 0,Loss reason,Seller,Status\nyes,a,,Ann,\n")
    named = [str(files / "past.csv"), str(files / "open.csv")]
    command = ["backtest", "wins", *named, "--mapping", str(files / "mapping.toml")]
    result = CliRunner().invoke(main, command, catch_exceptions=False)
    assert result.exit_code == 1
    assert "holds no deal that was won or lost" in result.stderr
    assert "--strict" not in result.stderr


def test_amounts_count_as_numbers_and_an_owner_kept_twice_counts_once(files):
    (files / "amounts.toml").write_text(
        MAPPING.replace('"noise 0"', '"Seller"').replace("owner =", 'amount = "Worth"\nowner =')
    )
    for name in ("past.csv", "later.csv"):
        table = pl.read_csv(files / name, infer_schema=False)
        worth = pl.Series("Worth", [f"$ {at:,}.50" for at in range(table.height)])
        table.with_columns(worth).write_csv(files / f"priced {name}")
    named = [str(files / "priced past.csv"), str(files / "priced later.csv")]
    command = ["backtest", "wins", *named, "--mapping", str(files / "amounts.toml"), "--json"]
    made = json.loads(CliRunner().invoke(main, command, catch_exceptions=False).stdout)
    assert {one["name"] for one in made["attributes"]} == {"driver", "owner", "amount"}
    assert "names" not in " ".join(one["why"] for one in made["attributes"])
