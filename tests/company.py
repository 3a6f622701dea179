"""The example company: its book, its outlook and what commands say of it, each made only once."""

import json
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from interlock.actions import forecast as forecasting
from interlock.actions.read_files import read_files
from interlock.cli.main import main
from interlock.engine import outlook as looking
from interlock.engine.outlook import Outlook
from interlock.records.book import Book
from interlock.records.forecasts import Forecast

COMPANY = Path(__file__).parents[1] / "examples" / "company"


@cache
def book() -> Book:
    return read_files(COMPANY).book


@cache
def outlook(*, as_of: date, seed: int) -> Outlook:
    return looking.outlook(book(), as_of=as_of, seed=seed)


def kept_outlook(_: Book, *, as_of: date, seed: int, **_more: object) -> Outlook:
    """In place of `outlooks.look` where no other company is asked for."""
    return outlook(as_of=as_of, seed=seed)


@cache
def forecast(what: str) -> Forecast:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(forecasting, "look", kept_outlook)
        return forecasting.forecast(book(), what=what)


@cache
def report(*options: str) -> tuple[Result, str, dict]:
    """What the command says, the page and the JSON."""
    with tempfile.TemporaryDirectory() as folder:
        page, data = Path(folder) / "deep" / "r.html", Path(folder) / "r.json"
        words = ["report", str(COMPANY), *options, "--out", str(page), "--json", str(data)]
        said = CliRunner().invoke(main, words, catch_exceptions=False)
        return said, page.read_text("utf-8"), json.loads(data.read_text("utf-8"))
