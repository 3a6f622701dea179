"""Options that several commands share, so that they mean the same everywhere."""

import getpass
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

Command = Callable[..., Any]
BOOK_ON = "interlock.book_on"


class Day(click.ParamType[date]):
    """A day such as 2026-11-20."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(str(value), "%Y-%m-%d").date()
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as 2026-11-20.", param, ctx)


def folder_argument(command: Command) -> Command:
    """FOLDER: a folder of exports, or one file."""
    return click.argument("folder", type=click.Path(exists=True, path_type=Path))(command)


def book_or_folder(command: Command) -> Command:
    """FOLDER of exports; without one the book, as it is or with --book-on as it was."""
    command = click.option(
        "--book-on",
        type=Day(),
        expose_value=False,
        callback=_noted,
        help="Without FOLDER: the book as it stood at the end of this day.",
    )(command)
    return click.argument("folder", required=False, type=click.Path(exists=True, path_type=Path))(
        command
    )


def book_on(context: click.Context) -> date | None:
    """The day of --book-on, if it was written."""
    return context.meta.get(BOOK_ON)


def _noted(context: click.Context, _option: click.Parameter, day: date | None) -> None:
    context.meta[BOOK_ON] = day


def reading_options(command: Command) -> Command:
    """How files are read: --mapping and --strict."""
    command = click.option(
        "--strict", is_flag=True, help="Take nothing when any row has a problem."
    )(command)
    return click.option(
        "--mapping",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Mapping file for CSVs of any shape; FOLDER/mapping.toml by default.",
    )(command)


def forecast_options(command: Command) -> Command:
    """What a forecast depends on: --as-of and --seed."""
    command = click.option(
        "--seed", default=1, show_default=True, help="Seed of the simulated dates."
    )(command)
    return click.option(
        "--as-of",
        type=Day(),
        help="Use only what was known on this day; the latest day seen by default.",
    )(command)


def by_option(command: Command) -> Command:
    """Who makes a change of the book: --by."""
    return click.option(
        "--by",
        default=getpass.getuser,
        show_default="who is signed in",
        help="Who makes the change.",
    )(command)
