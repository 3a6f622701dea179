"""Who took which sales tool."""


def names(person: str) -> frozenset[str]:
    """Names of the tools that somebody took, whatever came of them since."""
    from interlock.store.models import ToolTaken

    taken = ToolTaken.objects.filter(person__iexact=person)
    return frozenset(taken.values_list("tool", flat=True).distinct())
