"""Why the forecast moved between two days: each cause's fair share, adding up to the whole."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from interlock.engine import shapley
from interlock.engine.joint import WORLDS
from interlock.engine.moved_players import NAMES, PLAYERS, places
from interlock.engine.moved_worths import Worths
from interlock.engine.outlook import Outlook
from interlock.records.moved import MovedPart
from interlock.records.report import MovedDeal, MoveDoubt, Mover, Pair

TOP = 3
UNENTERED = "deals not yet entered"
LEAST_PAIR = 0.1
"""A pair is told when it does at least this share of the change together."""


@dataclass(frozen=True)
class Change:
    """The change of this quarter's expected bookings from ``then`` to ``now``. ``parts`` in the
    order of ``PLAYERS``; ``noise`` its standard error; ``pairs`` (players, players) what two do
    together.
    """

    worths: Worths
    then: float
    now: float
    noise: float
    parts: tuple[MovedPart, ...]
    pairs: np.ndarray


def change(last: Outlook, now: Outlook, *, owner: str | None = None) -> Change:
    """Each of eight players' fair share (Shapley) of the change of this quarter's bookings.

        phi_i = sum over deals d of phi_i(v_d),    v_d(S) = P_d(won this quarter | S) amount_d(S)

    S says whose news count: with a player in S its rows, day or model are those of ``now``, without
    it those of ``last``. Luck is the same in all states, for random numbers are keyed.

    It is exact although few of the 2^8 states are computed. Bookings are a sum over deals and fair
    shares of a sum are the sums of the fair shares; a player that cannot change a deal has exactly
    no part of it, and the others' parts are those of the game without it. So a deal is computed in
    the 2^k states of the k players that touch it: mostly time and refit, and delivery where it
    needs a feature. What closed needs two, the deals that nobody entered yet four.

    Exchange rates are a player like the others: value is amount times rate, so a part taken apart
    would depend on which enters first; it is free, since only deals in another currency have it.
    """
    worths = Worths.between(last, now, owner=owner)
    sums = _Sums(len(worths.deals.ids) + 1)
    for mask, group in worths.groups:
        sums.add(mask, worths.of_deals(mask, group), group)
    if worths.with_new:
        sums.add(worths.new_players, worths.of_new(), np.array([len(worths.deals.ids)]))
    names = [*zip(worths.deals.ids, worths.deals.names, strict=True), ("", UNENTERED)]
    return Change(
        worths=worths,
        then=float(sums.then[-1]),
        now=float(sums.now[-1]),
        noise=_standard_error(sums.now - sums.then),
        parts=tuple(_part(at, sums, names) for at in range(len(PLAYERS))),
        pairs=sums.pairs,
    )


def movers(change: Change) -> tuple[Mover, ...]:
    """The causes that changed anything, largest first."""
    found = [_mover(part) for part in change.parts if part.deals]
    return tuple(sorted(found, key=lambda mover: -abs(mover.amount)))


def doubt(change: Change) -> MoveDoubt:
    """What causes do together, the pairs that do a tenth of the change or more, and the noise."""
    least = LEAST_PAIR * abs(change.now - change.then)
    pairs = [
        Pair(NAMES[i], NAMES[j], float(change.pairs[i, j]))
        for i, j in combinations(range(len(NAMES)), 2)
        if change.pairs[i, j] and abs(change.pairs[i, j]) >= least
    ]
    return MoveDoubt(
        together=sum(abs(part.amount - part.first) for part in change.parts),
        pairs=tuple(sorted(pairs, key=lambda pair: -abs(pair.amount))[:TOP]),
        noise=change.noise,
    )


class _Sums:
    """Sums over deals: by world where the noise is wanted, by deal where its parts are."""

    def __init__(self, deals: int) -> None:
        self.then, self.now = np.zeros(WORLDS + 1), np.zeros(WORLDS + 1)
        self.shares = np.zeros((len(PLAYERS), WORLDS + 1))
        self.by_deal = np.zeros((len(PLAYERS), deals))
        self.first = np.zeros(len(PLAYERS))
        self.pairs = np.zeros((len(PLAYERS), len(PLAYERS)))

    def add(self, mask: int, worths: np.ndarray, at: np.ndarray) -> None:
        self.then += worths[0].sum(axis=0)
        self.now += worths[-1].sum(axis=0)
        players = places(mask)
        if not players:
            return
        shares = shapley.shares(worths)
        mean = worths[..., -1]
        self.shares[players] += shares.sum(axis=1)
        self.by_deal[np.ix_(players, at)] = shares[..., -1]
        self.first[players] += shapley.first_parts(mean).sum(axis=1)
        self.pairs[np.ix_(players, players)] += shapley.interactions(mean.sum(axis=1))


def _part(at: int, sums: _Sums, names: list[tuple[str, str]]) -> MovedPart:
    by_deal = sums.by_deal[at]
    order = np.argsort(-np.abs(by_deal), kind="stable")
    deals = [MovedDeal(names[d][0], names[d][1], float(by_deal[d])) for d in order if by_deal[d]]
    return MovedPart(
        reason=NAMES[at],
        amount=float(by_deal.sum()),
        first=float(sums.first[at]),
        noise=_standard_error(sums.shares[at]),
        deals=tuple(deals),
    )


def _standard_error(by_world: np.ndarray) -> float:
    """Of a mean over draws: worlds are independent, draws in one world are not. It is too large
    rather than too small, for the odds of all worlds are centred on the fitted ones.
    """
    return float(by_world[:WORLDS].std(ddof=1) / np.sqrt(WORLDS))


def _mover(part: MovedPart) -> Mover:
    others = part.deals[TOP:]
    return Mover(
        reason=part.reason,
        amount=part.amount,
        count=sum(bool(deal.id) for deal in part.deals),
        top=part.deals[:TOP],
        other=sum((deal.amount for deal in others), 0.0),
    )
