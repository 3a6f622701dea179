"""interlock backtest: forecasts of past days held against what happened."""

import click

from interlock.cli.backtest_dates import dates
from interlock.cli.backtest_deals import deals
from interlock.cli.backtest_features import features
from interlock.cli.backtest_pace import pace
from interlock.cli.backtest_promises import promises
from interlock.cli.backtest_wins import wins


@click.group()
def backtest() -> None:
    """Hold forecasts against what happened.

    \b
    Example:
      interlock backtest deals examples/company --from 2026-01-05 --to 2026-06-29
    """


backtest.add_command(dates)
backtest.add_command(deals)
backtest.add_command(features)
backtest.add_command(pace)
backtest.add_command(promises)
backtest.add_command(wins)
