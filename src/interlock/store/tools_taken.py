"""Files of sales tools as they are listed, and who took which for which deal."""

from interlock.records.sales_tools import KeptFile, Taken
from interlock.store import connect


def newest() -> dict[str, KeptFile]:
    """tool -> the file that was put there last."""
    return dict(_files())


def of(tool: str) -> tuple[KeptFile, ...]:
    """Every file of a tool, the newest first."""
    return tuple(file for _, file in _files(tool=tool))[::-1]


def taken(tool: str) -> tuple[Taken, ...]:
    """Who took a tool, the latest first."""
    from interlock.store.models import ToolTaken

    connect.open_book()
    rows = ToolTaken.objects.filter(tool=tool).select_related("file").order_by("-at", "-pk")
    return tuple(
        Taken(row.person, row.deal, row.edition, row.file.name if row.file else "", row.let, row.at)
        for row in rows
    )


def names(person: str) -> frozenset[str]:
    """Names of the tools that somebody took, whatever came of them since."""
    from interlock.store.models import ToolTaken

    taken = ToolTaken.objects.filter(person__iexact=person)
    return frozenset(taken.values_list("tool", flat=True).distinct())


def _files(**which: str) -> list[tuple[str, KeptFile]]:
    from interlock.store.models import ToolFile

    connect.open_book()
    return [
        (row.tool, KeptFile(row.edition, row.name, row.size, row.sha256, row.by, row.at))
        for row in ToolFile.objects.filter(**which).order_by("at", "pk")
    ]
