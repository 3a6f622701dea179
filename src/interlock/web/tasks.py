"""Work that takes longer than a page may: done by the worker."""

from django.tasks import task

from interlock.actions.deals_ahead import deals_ahead
from interlock.actions.report import report
from interlock.actions.save_outcome import work_out


@task
def make_report(reader: str) -> None:
    """The weekly report of the book as it is, for one reader."""
    asked = {"reader": reader, "as_of": None, "seed": 1}
    work_out("report", asked, lambda book, tell: report(book, reader=reader, progress=tell))


@task
def make_deals() -> None:
    """What lies ahead of every open deal of the book as it is."""
    asked = {"as_of": None, "seed": 1}
    work_out("deals", asked, lambda book, tell: deals_ahead(book, progress=tell))
