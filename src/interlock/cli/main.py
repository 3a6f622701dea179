"""The command line: thin commands over the actions."""

import click

from interlock import __version__
from interlock.cli.backtest import backtest
from interlock.cli.backup import backup, export, restore
from interlock.cli.check import check
from interlock.cli.demo import demo
from interlock.cli.forecast import forecast
from interlock.cli.kept import kept
from interlock.cli.mail_in import mail_in
from interlock.cli.manage import manage
from interlock.cli.map import map_command
from interlock.cli.mcp import mcp
from interlock.cli.merge import merge, part
from interlock.cli.moved import moved
from interlock.cli.person import anonymise, person
from interlock.cli.plan import plan
from interlock.cli.promises import promises
from interlock.cli.report import report
from interlock.cli.serve import serve, worker
from interlock.cli.take_in import history, take_in, undo
from interlock.cli.talk import Group
from interlock.cli.typed import add, edit, give_back
from interlock.cli.week import week
from interlock.cli.whatif import whatif
from interlock.cli.worth import worth


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Forecast deals and releases together, from the exports that you already have.

    \b
    Example:
      interlock report examples/company
    """


main.add_command(promises)
main.add_command(report)
main.add_command(forecast)
main.add_command(whatif)
main.add_command(plan)
main.add_command(worth)
main.add_command(moved)
main.add_command(check)
main.add_command(map_command)
main.add_command(backtest)
main.add_command(take_in)
main.add_command(history)
main.add_command(undo)
main.add_command(edit)
main.add_command(add)
main.add_command(give_back)
main.add_command(kept)
main.add_command(merge)
main.add_command(part)
main.add_command(person)
main.add_command(anonymise)
main.add_command(backup)
main.add_command(restore)
main.add_command(export)
main.add_command(demo)
main.add_command(serve)
main.add_command(worker)
main.add_command(mail_in)
main.add_command(week)
main.add_command(mcp)
main.add_command(manage)
