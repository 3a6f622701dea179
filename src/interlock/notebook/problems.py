"""What is wrong with files, said once when they are read."""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from interlock.records.errors import BadInput
from interlock.records.problems import Problem
from interlock.render import problems_text

HERE = str(Path(__file__).parent)


class FilesHaveProblems(UserWarning):
    """Files were read, and something in them could not be."""


def warn(problems: Sequence[Problem]) -> None:
    """How many there are, and where, as a warning; nothing when all is well."""
    if problems:
        said = problems_text.of_problems(problems)
        warnings.warn(said, FilesHaveProblems, skip_file_prefixes=(HERE,))


@contextmanager
def told() -> Iterator[None]:
    """Where files are refused, every problem stands below the error."""
    try:
        yield
    except BadInput as error:
        error.add_note(problems_text.of_problems(error.problems))
        raise
