"""A browser, started once for each file of tests, and where a site of theirs is at home."""

import shutil

import pytest
from playwright.sync_api import sync_playwright


@pytest.fixture(scope="module")
def browser(chromium):
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def home(tmp_path_factory, sqlite_template):
    """A folder with an empty book, its tables made."""
    folder = tmp_path_factory.mktemp("home")
    shutil.copy(sqlite_template, folder / "book.sqlite3")
    return folder
