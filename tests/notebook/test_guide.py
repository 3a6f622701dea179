"""The notebook of the guide says what it said when it was written, cell by cell."""

import json
import runpy
import sys
from pathlib import Path

import pytest

from interlock.actions import forecast, read_files, whatif
from tests import company

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def guide(monkeypatch):
    """What writes the notebook. The example company is read, and its outlook made, only once;
    a baseline that only some have is left out."""
    monkeypatch.setitem(sys.modules, "sklearn", None)
    kept = read_files.Reading(company.book())
    monkeypatch.setattr(read_files, "read_files", lambda *_, **__: kept)
    for action in (forecast, whatif):
        monkeypatch.setattr(action, "look", company.kept_outlook)
    return runpy.run_path(str(ROOT / "scripts" / "write_notebook.py"))


def test_every_cell_says_what_it_said(guide):
    for number, (cell, made) in enumerate(guide["ran"](guide["cells"]()), 1):
        if cell["metadata"].get("picture"):
            assert "<svg" in made._repr_html_() or number == 1
        assert (number, guide["outputs"](made, number)) == (number, cell["outputs"])


def test_the_page_is_that_of_the_notebook_and_every_picture_is_there(guide):
    every = guide["cells"]()
    assert guide["PAGE"].read_text(encoding="utf-8") == guide["page"](every)
    named = [cell["metadata"]["picture"] for cell in every if "picture" in cell["metadata"]]
    assert [name for name in named if not guide["picture_of"](name).exists()] == []


def test_it_is_a_notebook_that_any_tool_reads(guide):
    whole = json.loads(guide["NOTEBOOK"].read_text(encoding="utf-8"))
    assert (whole["nbformat"], whole["metadata"]["kernelspec"]["language"]) == (4, "python")
    ids = [cell["id"] for cell in whole["cells"]]
    assert len(ids) == len(set(ids))
