"""What all tests share: deterministic hypotheses, books on each database, and a browser."""

import gc
import os
import tempfile

import pytest
from hypothesis import settings

from tests import shared
from tests.programs import require

pytest_plugins = ["tests.store.fixtures"]

settings.register_profile("interlock", deadline=None, derandomize=True, max_examples=50)
settings.load_profile("interlock")

os.environ["INTERLOCK_HOME"] = tempfile.mkdtemp(prefix="interlock-home-")
"""No test looks at the book of whoever runs it."""
os.environ.pop("DATABASE_URL", None)
os.environ["OPENBLAS_NUM_THREADS"] = os.environ["POLARS_MAX_THREADS"] = "1"
"""Each core has a worker of its own already: more threads would only wait for each other."""
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
"""Else each worker and each program that is started would compile all of Interlock for itself."""
shared.begin()
shared.compile_in_turn()


def pytest_collection_finish():
    """What is there before the first test stays: nobody need look through it for rubbish."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium or Chrome."""
    return require("chromium", "chromium-browser", "google-chrome", install="Debian's chromium")
