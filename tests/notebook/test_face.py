"""The face of the package: light to import, whole, and without Django for files."""

import subprocess
import sys

import pytest

import interlock
from interlock.records.whatif import KINDS
from tests.notebook import small

HEAVY = ("polars", "numpy", "numba", "django", "jinja2", "click", "rich", "requests")


def run(code, *words):
    made = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    return made.stdout.strip()


def test_importing_it_loads_nothing_heavy():
    code = f"import sys, interlock; print(*(one for one in {HEAVY} if one in sys.modules))"
    assert run(code) == ""


@pytest.mark.parametrize("name", interlock.__all__)
def test_what_the_face_names_exists(name):
    assert getattr(interlock, name) is not None
    assert name in dir(interlock)


def test_every_change_that_can_be_supposed_is_on_the_face():
    assert {change.__name__ for change in KINDS.values()} <= set(interlock.__all__)


def test_a_name_that_is_not_there_is_no_attribute():
    with pytest.raises(AttributeError, match="no attribute 'opened'"):
        _ = interlock.opened


def test_files_are_opened_and_forecast_where_there_is_no_django(tmp_path):
    code = (
        "import sys; sys.modules['django'] = None; import interlock; "
        "made = interlock.open(sys.argv[1]).forecast('features'); made._repr_html_(); "
        "print(made.rows.height, 'click' in sys.modules)"
    )
    assert run(code, str(small.write(tmp_path))) == "2 False"
