"""What the README shows as an example works as it stands there."""

import re
from pathlib import Path

import polars as pl
import pytest

from interlock.actions.read_files import read_files
from interlock.records.forecasts import FORECASTS
from interlock.records.sales_tables import NEEDS

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PIPELINE = """opportunity_id,deal_stage,engage_date,close_date
A1,Won,2026-01-05,2026-03-01
A2,Lost,2026-01-07,2026-02-01
A3,Engaging,2026-02-09,2026-06-30
"""


def block(kind: str) -> str:
    """The code block of a kind (what follows the three backquotes) that the README holds."""
    return re.findall(rf"^```{kind}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)[0]


@pytest.fixture
def mapped(tmp_path):
    """A folder with a pipeline of three deals and the README's mapping file."""
    (tmp_path / "sales_pipeline.csv").write_text(PIPELINE)
    (tmp_path / "mapping.toml").write_text(block("toml"), encoding="utf-8")
    return tmp_path


def test_the_mapping_file_reads_the_csv_that_it_is_written_for(mapped):
    reading = read_files(mapped)
    assert reading.problems == ()
    assert reading.book.deals.select("id", "outcome").rows() == [
        ("A1", "won"),
        ("A2", "lost"),
        ("A3", "open"),
    ]


def test_the_three_lines_of_needs_are_read_as_needs(mapped):
    lines = re.findall(r"^```\n(deal,feature.*?)^```", README, re.DOTALL | re.MULTILINE)[0]
    names = pl.read_csv(lines.encode()).row(0, named=True)
    (mapped / "features.csv").write_text(f"id,name,team,order\n{names['feature']},Wanted,Core,1\n")
    (mapped / "needs.csv").write_text(lines.replace(names["deal"], "A3"))
    reading = read_files(mapped)
    assert reading.problems == ()
    assert set(names) <= set(NEEDS.names)
    assert reading.book.needs["strength"].to_list() == [names["strength"]]


def test_the_notebook_lines_give_the_odds_of_deals(monkeypatch):
    monkeypatch.chdir(ROOT)
    *before, last = block("python").strip().splitlines()
    names: dict[str, object] = {}
    exec("\n".join(before), names)  # noqa: S102
    rows = eval(last, names)  # noqa: S307
    assert rows.columns == list(FORECASTS["deals"].names)
    assert rows.height > 100
