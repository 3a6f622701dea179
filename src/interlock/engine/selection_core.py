"""What is left to choose once some features are decided."""

from dataclasses import dataclass

import numpy as np

from interlock.engine import closure
from interlock.engine.arrays import Flags, Places
from interlock.engine.closure import FREE, IN, OUT, Network


@dataclass(frozen=True)
class Core:
    """The network of the features that are free and the sets that still want one: its features are
    ``features`` of the whole; ``size`` is in, and ``value`` had, whatever is chosen.
    """

    net: Network
    features: Places
    size: int
    value: int
    inside: Flags

    def chosen(self, of_core: Flags) -> Flags:
        """A choice of the core in features of the whole."""
        found = self.inside.copy()
        found[self.features[of_core]] = True
        return found


def core(net: Network, status: np.ndarray) -> Core:
    """The core once ``status`` is decided."""
    decided = status[net.wants]
    out, lacking = _of_sets(net, decided == OUT), _of_sets(net, decided == FREE)
    sets = np.flatnonzero((out == 0) & (lacking > 0))
    place = np.full(net.values.size, -1)
    place[sets] = np.arange(sets.size)
    alive = (place[net.owner] >= 0) & (decided == FREE)
    features, wants = np.unique(net.wants[alive], return_inverse=True)
    inside = status == IN
    return Core(
        net=closure.linked(net.values[sets], net.sizes[features], place[net.owner[alive]], wants),
        features=features,
        size=int(net.sizes[inside].sum()),
        value=int(net.values[(out == 0) & (lacking == 0)].sum()),
        inside=inside,
    )


def _of_sets(net: Network, links: Flags) -> Places:
    """How many of each set's links these are."""
    return np.bincount(net.owner[links], minlength=net.values.size)
