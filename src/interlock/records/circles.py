"""Things that wait for each other in a circle, so that none can ever come first."""

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter


def circle_in(waits: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """A circle, each waiting for the next and the last for the first; empty when there is none.

    It begins with the first in the alphabet, so that the same circle is always told alike.
    """
    try:
        TopologicalSorter(waits).prepare()
    except CycleError as found:
        told = found.args[1][:0:-1]
        first = told.index(min(told))
        return (*told[first:], *told[:first])
    return ()
