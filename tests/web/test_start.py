"""How the site starts: with what pages need, and no more."""

import subprocess
import sys

STARTED = """
import sys
from interlock.store import connect
connect.start()
import interlock.web.urls
LATER = "numba", "typst", "feedgenerator", "icalendar", "inscriptis", "lxml"
print(*(one for one in LATER if one in sys.modules))
"""


def test_the_site_starts_without_what_only_forecasts_and_letters_need():
    done = subprocess.run(
        [sys.executable, "-c", STARTED], capture_output=True, text=True, check=False
    )
    assert done.stdout == "\n", done.stderr
