"""Files alone are enough: no command on a folder needs Django or a database."""

import subprocess
import sys

WITHOUT = """
import sys
sys.modules["django"] = None
from interlock.cli.main import main
main(sys.argv[1:])
"""


FILES = {
    "deals": "id,name,owner,stage,outcome,amount,created_on,closed_on\n"
    + "D1,One,Ann,Demo,open,100,2026-01-05,\n"
    + "".join(
        f"C{n},Closed,Ann,Demo,{'won' if n % 3 else 'lost'},9,2026-01-05,2026-03-{1 + n % 28:02}\n"
        for n in range(40)
    ),
    "features": "id,name,team,created_on,wanted_by\nF1,Export,Core,2026-01-05,2026-09-01\n",
    "items": "id,feature,team,created_on,done_on\nI1,F1,Core,2026-01-06,2026-02-01\n",
    "needs": "deal,feature,strength\nD1,F1,dealbreaker\n",
    "promises": "id,what,maker,to,said_on,due,feature\nP1,It,Ann,Bo,2026-01-09,2026-09-01,F1\n",
}


def test_a_report_on_a_folder_needs_no_django(tmp_path):
    for name, rows in FILES.items():
        (tmp_path / f"{name}.csv").write_text(rows)
    asked = ["report", str(tmp_path), "--out", str(tmp_path / "report.html")]
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT, *asked], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
