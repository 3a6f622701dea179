"""What a list is asked for by its address: in which order, and the same but for one thing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict


@dataclass(frozen=True)
class Sort[Line]:
    """An order: what it is ``called``, what is compared, and whether the most comes first."""

    called: str
    of: Callable[[Line], Any]
    most_first: bool


def in_order[Line](lines: Sequence[Line], sort: Sort[Line] | None, *, turned: bool) -> list[Line]:
    """In the order asked for, or as they are; what has no value comes last."""
    if sort is None:
        return list(lines)
    with_value = [one for one in lines if sort.of(one) is not None]
    without = [one for one in lines if sort.of(one) is None]
    return sorted(with_value, key=sort.of, reverse=sort.most_first != turned) + without


def query(said: QueryDict, kept: Iterable[str], **other: str | None) -> str:
    """The words of an address that asks for the same of what is ``kept``, but for ``other``."""
    told = QueryDict(mutable=True)
    for name in kept:
        if value := other.get(name, said.get(name)):
            told[name] = value
    return told.urlencode()


def heads(
    said: QueryDict, kept: Iterable[str], sorts: Mapping[str, Sort[Any]]
) -> dict[str, dict[str, str]]:
    """For each column that can be sorted by: the query of its head, and how it is sorted now."""
    now = said.get("sort", "")
    found = {}
    for name, sort in sorts.items():
        is_this = now.removeprefix("-") == name
        then = f"-{name}" if now == name else name
        falls = sort.most_first != now.startswith("-")
        found[name] = {
            "query": query(said, kept, sort=then),
            "sorted": ("descending" if falls else "ascending") if is_this else "",
        }
    return found
