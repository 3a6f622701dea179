"""interlock week: the week closed and its reports sent, for those whose own clock does so."""

import click

from interlock.cli import closing
from interlock.cli.talk import progress
from interlock.render.past_weeks import why_no_past


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
@click.option(
    "--most", default=52, show_default=True, type=click.IntRange(1), help="So many weeks."
)
@click.option("--dry-run", is_flag=True, help="Say which there would be, and work out none.")
def past(most: int, dry_run: bool) -> None:
    """Work out the reports of weeks before the first that was closed, newest first.

    Each says what it would have said of what was known on the day before, by the history in the
    exports. It is kept and marked as made afterwards; nobody is sent it. Stopped at any moment, it
    goes on from there when it is called again.

    \b
    Example:
      interlock week past --most 12
    """
    found = closing.load_past()
    due = found.due[:most]
    for one in due if dry_run else ():
        click.echo(f"{one.day} would be worked out of what was known by {one.as_of}")
    if not dry_run:
        with progress() as tell:
            for day in closing.close_past(due, tell=tell):
                click.echo(f"{day} worked out")
    if not due:
        click.echo(why_no_past(found))


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
