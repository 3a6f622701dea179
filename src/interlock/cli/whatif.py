"""interlock whatif: what changes that nobody has made yet would do to both sides, on stdout."""

from datetime import date
from pathlib import Path

import click

from interlock.cli.changes import asked, change_options
from interlock.cli.options import book_or_folder, forecast_options, reading_options
from interlock.cli.source import read
from interlock.cli.talk import progress, tell_problems

File = click.Path(dir_okay=False, path_type=Path)


@click.command()
@book_or_folder
@change_options
@click.option("--load", type=File, help="Begin with the changes saved in a file.")
@click.option("--undo", default=0, metavar="N", help="Leave out the last N of the changes loaded.")
@click.option("--save", type=File, help="Save the changes, to be loaded or compared later.")
@click.option(
    "--against", type=File, multiple=True, help="Compare with what-ifs saved; repeat it for more."
)
@click.option("--json", "form", flag_value="json", help="JSON: everything.")
@click.option("--csv", "form", flag_value="csv", help="CSV: a row each quarter, deal, feature, ...")
@forecast_options
@reading_options
@click.pass_context
def whatif(
    context: click.Context,
    folder: Path | None,
    load: Path | None,
    undo: int,
    save: Path | None,
    against: tuple[Path, ...],
    form: str | None,
    as_of: date | None,
    seed: int,
    mapping: Path | None,
    strict: bool,
) -> None:
    """Say what changes would do: money by quarter, deals hurt and helped, dates, promises.

    Changes are made one after the other, as written, over the same luck. Features are named by
    id, key or name; deals, releases and promises by id or name.

    \b
    Example:
      interlock whatif examples/company --drop CORE-1199 --people Core=+2
    """
    from interlock.actions.whatif import compare
    from interlock.actions.whatif import whatif as whatif_of
    from interlock.importers import saved_whatif
    from interlock.records.whatif import WhatIf
    from interlock.render import whatif as shown
    from interlock.render import whatif_compared, whatif_table

    answered = {"json": whatif_table.as_json, "csv": whatif_table.as_csv, None: shown.as_text}
    compared = {
        "json": whatif_table.compared_json,
        "csv": whatif_table.compared_csv,
        None: whatif_compared.as_text,
    }
    began = saved_whatif.read(load) if load else WhatIf()
    changes = began.undone(undo).and_(*asked(context))
    others = {path.stem: saved_whatif.read(path) for path in against}
    if not changes.changes and not others:
        raise click.UsageError("Say at least one change, such as --drop FEATURE.", context)
    with progress() as tell:
        reading = read(folder, mapping=mapping, strict=strict, progress=tell)
        if others:
            sides = {(save or load or Path("this")).stem: changes, **others}
            together = compare(reading.book, sides, as_of=as_of, seed=seed, progress=tell)
            text = compared[form](together)
        else:
            made = whatif_of(reading.book, changes, as_of=as_of, seed=seed, progress=tell)
            text = answered[form](made)
    tell_problems(reading)
    if save:
        save.write_text(whatif_table.saved(changes), encoding="utf-8")
    click.echo(text, nl=False)
