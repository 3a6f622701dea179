"""Where a page goes: into a file, or onto stdout."""

from pathlib import Path

import click


def write_page(path: Path, page: str) -> None:
    """Into ``path``, with its folders; onto stdout for "-"."""
    if str(path) == "-":
        click.echo(page, nl=False)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8")
    click.echo(f"The page is in {path}", err=True)
