"""interlock manage: Django's own commands on the book's database."""

import click


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def manage(words: tuple[str, ...]) -> None:
    """Run one of Django's own commands; without one, list them.

    \b
    Example:
      interlock manage dbshell
    """
    from interlock.actions.manage_book import manage_book

    manage_book(words)
