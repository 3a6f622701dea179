"""interlock kept: forecasts and reports as they were made."""

from pathlib import Path

import click


@click.command()
@click.argument("number", required=False, type=int)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    default=Path("-"),
    help="Where to write it: a report as a page, a forecast as CSV, others as JSON; stdout if not "
    "said.",
)
def kept(number: int | None, out: Path) -> None:
    """List the forecasts and reports that were made of the book, or give back NUMBER as it was.

    \b
    Example:
      interlock kept 12 --out then.html
    """
    import msgspec

    from interlock.actions import save_outcome
    from interlock.records.forecasts import Forecast
    from interlock.records.report import WeeklyReport
    from interlock.render import frames, json, kept_text, page

    if number is None:
        click.echo(kept_text.listed(save_outcome.load_kept()))
        return
    _, made = save_outcome.load_outcome(number)
    if isinstance(made, WeeklyReport):
        written = page.render(made).encode()
    elif isinstance(made, Forecast):
        written = frames.write(made, "csv")
    else:
        written = json.dumped(msgspec.to_builtins(made)).encode()
    with click.open_file(str(out), "wb") as file:
        file.write(written)
