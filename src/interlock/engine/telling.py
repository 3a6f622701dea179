"""Whom a what-if touches, and of what each must be told."""

from collections import defaultdict

from interlock.engine import plain, whatif_features
from interlock.records.whatif import DealChange, PromiseChange, Tell


def tell(hurt: tuple[DealChange, ...], promises: tuple[PromiseChange, ...]) -> tuple[Tell, ...]:
    """Owners of the deals hurt, and who gave and who was given a promise whose odds fall."""
    deals, about = defaultdict(list), defaultdict(list)
    for deal in hurt:
        deals[deal.owner].append(deal.name)
    for owner, names in deals.items():
        about[owner].append(f"the odds of {plain.listed(names)}")
    for promise in filter(whatif_features.falls, promises):
        about[promise.to].append(f"was promised: {promise.what}")
        about[promise.maker].append(f"promised: {promise.what}")
    return tuple(Tell(name, tuple(told)) for name, told in about.items() if name)
