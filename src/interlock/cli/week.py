"""interlock week: the week closed and its reports sent, for those whose own clock does so."""

import click

from interlock.cli import closing
from interlock.cli.talk import progress


@click.group()
def week() -> None:
    """Close the week and send its reports. The site's worker does both by itself.

    \b
    Example:
      interlock week close --dry-run
    """


@week.command()
@click.option("--now", "early", is_flag=True, help="The week to come, too, as the book is now.")
@click.option("--dry-run", is_flag=True, help="Say what would be closed, and close nothing.")
def close(early: bool, dry_run: bool) -> None:
    """Close each week whose hour has come: keep its reports, and have them sent.

    A week is closed once. One that was missed is closed as the book was at its hour.

    \b
    Example:
      interlock week close --now
    """
    due = closing.load_due(early=early)
    for one in due:
        if one.revision is None:
            click.echo(f"{one.day} not closed: no export was in the book then")
        elif dry_run:
            mailed = "" if one.mails else "; its reports are kept and not sent: it is late"
            click.echo(f"{one.day} would be closed, as change {one.revision} left the book{mailed}")
    if not dry_run:
        with progress() as tell:
            closed = closing.close_due(early=early, tell=tell)
        for day in closed:
            click.echo(f"{day} closed")
    if not due:
        click.echo("No week is to be closed now; --now closes the one to come")


@week.command()
def send() -> None:
    """Send the reports that are due by mail, each once.

    \b
    Example:
      interlock week send
    """
    with progress() as tell:
        went, failed = closing.send_due(tell=tell)
    click.echo(f"{went} sent, {failed} could not be sent and will be tried again")
