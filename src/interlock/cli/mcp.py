"""interlock mcp: this week, deals, features, promises and what-ifs as tools of an assistant."""

import os
from pathlib import Path

import click

from interlock.cli.options import book_on, book_or_folder, reading_options
from interlock.records.errors import BadUsage

TOKEN = "INTERLOCK_TOKEN"  # noqa: S105
"""In the environment: whose eyes it has on a site."""


@click.command()
@book_or_folder
@click.option(
    "--url",
    metavar="URL",
    help=f"A site in place of FOLDER, as whoever's token stands in {TOKEN}.",
)
@reading_options
@click.pass_context
def mcp(
    context: click.Context, folder: Path | None, url: str | None, mapping: Path | None, strict: bool
) -> None:
    """Serve an assistant over stdin and stdout (Model Context Protocol): it reads, and asks
    what-ifs; it changes nothing.

    Over FOLDER, or the book on this machine, it sees everything; over a site what the person whose
    token it has may see.

    \b
    Example:
      interlock mcp examples/company
    """
    if url and folder:
        raise click.UsageError("Name a FOLDER or a --url, not both.", context)
    try:
        from interlock.cli import mcp_tools
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "mcp":
            raise
        raise BadUsage("This needs more packages: pip install 'interlock[mcp]'") from None
    if url:
        from interlock.cli.mcp_site import Site

        if TOKEN not in os.environ:
            raise click.UsageError(f"Put a token into {TOKEN}: your account makes one.", context)
        mcp_tools.serve(Site(url, os.environ[TOKEN]))
    else:
        from interlock.cli.mcp_book import Held

        mcp_tools.serve(Held(folder, on=book_on(context), mapping=mapping, strict=strict))
