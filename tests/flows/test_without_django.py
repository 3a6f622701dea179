"""Files alone are enough: no command on a folder needs Django or a database."""

import subprocess
import sys

WITHOUT = """
import sys
sys.modules["django"] = None
from interlock.cli.main import main
main(sys.argv[1:])
"""


def test_a_report_on_a_folder_needs_no_django(tmp_path):
    asked = ["report", "examples/company", "--out", str(tmp_path / "report.html")]
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT, *asked], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
