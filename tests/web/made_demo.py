"""A demo whose book is small and whose weeks are made up, so that it stands at once."""

import os
import subprocess
import sys

MADE_UP = """
from interlock.actions import save_demo
from interlock.engine.readers import for_reader
from interlock.records.cast import BEGINNING, CAST
from interlock.records.report import Reader
from interlock.settings import HOME
from interlock.store import connect, outcomes, write
from tests.render import sample
from tests.store.books import book, deal

connect.open_book()
from interlock.web import tasks
deals = [deal("D1", name="Acorn", owner="Tobias Lindqvist"), deal("D2", name="Oak", stage="Demo")]
write.book(book(deals), by="Ann", words="first")
save_demo.begin(CAST.values(), HOME / BEGINNING)
told = {"management": Reader("management"), "development": Reader("development")}
told["Tobias Lindqvist"] = Reader("sales")
for reader, kind in told.items():
    made = for_reader(sample.report(), kind)
    outcomes.keep("report", tasks.of_report(reader), 1, made)
"""


def make(home):
    env = os.environ | {"INTERLOCK_HOME": str(home)}
    subprocess.run([sys.executable, "-c", MADE_UP], env=env, check=True)
