"""The example company: its book, its outlook and what commands say of it, each made only once
in a test run.
"""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from interlock.actions import forecast as forecasting
from interlock.actions import report as reporting
from interlock.actions.read_files import read_files
from interlock.cli.main import main
from interlock.engine import outlook as looking
from interlock.engine import outlooks
from interlock.engine.outlook import Outlook
from interlock.records.book import Book
from interlock.records.forecasts import Forecast
from interlock.records.report import WeeklyReport
from tests.shared import once
from tests.store.books import same

COMPANY = Path(__file__).parents[1] / "examples" / "company"


@cache
def book() -> Book:
    return read_files(COMPANY).book


@cache
def outlook(*, as_of: date, seed: int, draws: int | None = None) -> Outlook:
    made = partial(looking.outlook, book(), as_of=as_of, seed=seed, draws=draws)
    return once(f"outlook of {as_of} with {seed} and {draws or 'all'} draws", made)


@contextmanager
def kept_outlooks() -> Iterator[None]:
    """Where no other company is asked for, which is made sure of to the last value: its outlooks
    are looked up, not worked out again.
    """

    def kept(asked: Book, *, as_of: date, seed: int, **_more: object) -> Outlook:
        assert asked is book() or same(asked, book())
        return outlook(as_of=as_of, seed=seed)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(outlooks, "outlook", kept)
        yield


@cache
def forecast(what: str) -> Forecast:
    with kept_outlooks():
        return forecasting.forecast(book(), what=what)


MADE = reporting.report


@cache
def weekly(reader: str = "management") -> WeeklyReport:
    """The weekly report, as the value that every form of it is made of."""
    with kept_outlooks():
        return once(f"weekly for {reader}", partial(MADE, book(), reader=reader))


@contextmanager
def kept_reports() -> Iterator[None]:
    """The same for the command."""

    def kept(asked: Book, *, reader: str, as_of: date | None, seed: int, **more: object):
        is_kept = as_of is None and seed == 1
        return weekly(reader) if is_kept else MADE(asked, reader=reader, as_of=as_of, seed=seed)

    with pytest.MonkeyPatch.context() as patched, kept_outlooks():
        patched.setattr(reporting, "report", kept)
        yield


class Said(NamedTuple):
    exit_code: int
    stdout: str


@cache
def report(*options: str) -> tuple[Said, str, dict]:
    """What the command says, the page and the JSON."""
    return once(" ".join(("report", *options)), partial(_report, options))


def _report(options: tuple[str, ...]) -> tuple[Said, str, dict]:
    with tempfile.TemporaryDirectory() as folder, kept_reports():
        page, data = Path(folder) / "deep" / "r.html", Path(folder) / "r.json"
        words = ["report", str(COMPANY), *options, "--out", str(page), "--json", str(data)]
        done = CliRunner().invoke(main, words, catch_exceptions=False)
        said = Said(done.exit_code, done.stdout)
        return said, page.read_text("utf-8"), json.loads(data.read_text("utf-8"))
