"""Files alone are enough: no command on a folder needs Django or a database."""

import subprocess
import sys

import pytest

WITHOUT = """
import sys
sys.modules["django"] = None
from interlock.cli.main import main
main(sys.argv[1:])
"""


@pytest.mark.parametrize(
    "words",
    [["report", "examples/company", "--out"], ["forecast", "features", "examples/company"]],
    ids=["report", "forecast"],
)
def test_a_folder_needs_no_django(words, tmp_path):
    asked = [*words, str(tmp_path / "report.html")] if words[-1] == "--out" else words
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT, *asked], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
