"""What a what-if costs and what it buys: deal by deal through the features that move."""

from collections import defaultdict
from collections.abc import Mapping

from interlock.engine.need_estimates import spread_of
from interlock.engine.whatif_deals import BRINGS, Changed
from interlock.records.both_ways import Column, Through
from interlock.records.whatif import FeatureChange

WORSE, BETTER = ("later", "dropped"), ("sooner", "added")
OWN = Through("", "Other amounts, needs and promises", "", "", None, 0.0, ())


def costs(
    found: Changed,
    features: tuple[FeatureChange, ...],
    through: Mapping[str, tuple[str, ...]],
) -> Column:
    """What the deals that lose lose, feature by feature.

    A deal's change goes in equal parts to the features that it needs and that come later or never;
    where there is none, to all it needs that move; where there is none either, to none. So the
    features of a column add up to it.
    """
    return _column(found.losing, features, through, WORSE)


def buys(
    found: Changed,
    features: tuple[FeatureChange, ...],
    through: Mapping[str, tuple[str, ...]],
) -> Column:
    """What the deals that gain gain, in the same way, through what comes sooner."""
    return _column(found.gaining, features, through, BETTER)


def _column(
    some: Changed,
    features: tuple[FeatureChange, ...],
    through: Mapping[str, tuple[str, ...]],
    states: tuple[str, ...],
) -> Column:
    known = {one.id: one for one in features}
    parts: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for row in some.deals.with_columns(brings=BRINGS).iter_rows(named=True):
        moving = [feature for feature in through[row["id"]] if feature in known]
        that_way = [feature for feature in moving if known[feature].state in states]
        chosen = that_way or moving or [OWN.id]
        for feature in chosen:
            parts[feature].append((row["brings"] / len(chosen), row["name"] or row["id"]))
    lines = [_line(known.get(feature), told) for feature, told in parts.items()]
    return Column(
        deals=some.deals.height,
        whole=spread_of(some.gain),
        through=tuple(sorted(lines, key=lambda one: (-abs(one.brings or 0.0), one.id))),
    )


def _line(one: FeatureChange | None, told: list[tuple[float, str]]) -> Through:
    brings = sum(part for part, _ in told)
    deals = tuple(name for _, name in sorted(told, key=lambda pair: (-abs(pair[0]), pair[1])))
    if one is None:
        return Through(OWN.id, OWN.name, OWN.team, OWN.state, OWN.days, brings, deals)
    return Through(one.id, one.name, one.team, one.state, one.days, brings, deals)
