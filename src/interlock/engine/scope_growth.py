"""How much more than known a feature turns out to be."""

from dataclasses import dataclass

import numpy as np

from interlock.engine.team_history import ScopePath

BANDS = (0.0, 0.25, 0.5, 0.75)
"""Shares of the known items that are done; a feature is in the last band it has reached."""

PRIOR_RATIOS = (1.8, 1.5, 1.25, 1.1)
"""Median final / known items by band: declared. Whole releases came to 4.6, 2.2 and 1.5 times what
was known at 25, 50 and 75 % of their time; items done lag behind time, so the first three bands
stand for those, with about their square roots, as a feature under way is better known.
"""

PRIOR_SDS = (0.5, 0.35, 0.25, 0.15)
PSEUDO_FEATURES = 10
PRIOR_SIZE, PRIOR_SIZE_SD = np.log(8.0), 0.8


@dataclass(frozen=True)
class Growth:
    """Log of final / known items: ``mean`` and ``sd`` by band, and the ``doubt`` of that mean;
    ``size_mean``, ``size_sd`` and ``size_doubt`` the same of the log of final sizes; ``features``
    counts the finished features it was learnt from.
    """

    mean: np.ndarray
    sd: np.ndarray
    doubt: np.ndarray
    size_mean: float
    size_sd: float
    size_doubt: float
    features: int


def fit(paths: list[ScopePath]) -> Growth:
    """Mean log ratio by progress from the company's own finished features, shrunk to the prior.

        mean_b = (n_b m_b + 10 log prior_b) / (n_b + 10),    doubt_b = sd_b / sqrt(n_b + 10)

    where m_b averages one value a feature: its mean log(final / known) over the weeks it spent in
    band b.
    """
    found = _by_band(paths)
    fitted = [
        _shrunk(values, np.log(PRIOR_RATIOS[b]), PRIOR_SDS[b]) for b, values in enumerate(found)
    ]
    sizes = [float(np.log(path.final)) for path in paths]
    means, sds, doubts = np.array(fitted).T
    return Growth(means, sds, doubts, *_shrunk(sizes, PRIOR_SIZE, PRIOR_SIZE_SD), len(paths))


def _by_band(paths: list[ScopePath]) -> list[list[float]]:
    """For each band, each feature's mean log(final / known) over the weeks it spent there."""
    if not paths:
        return [[] for _ in BANDS]
    path = np.repeat(np.arange(len(paths)), [one.known.size for one in paths])
    known = np.maximum(np.concatenate([one.known for one in paths]), 1)
    place = (band(np.concatenate([one.done for one in paths]) / known), path)
    total, looks = np.zeros((2, len(BANDS), len(paths)))
    np.add.at(total, place, np.log(np.array([one.final for one in paths])[path] / known))
    np.add.at(looks, place, 1.0)
    return [
        (row[seen > 0] / seen[seen > 0]).tolist() for row, seen in zip(total, looks, strict=True)
    ]


def band(progress: np.ndarray) -> np.ndarray:
    """The band of a share of items done."""
    return np.searchsorted(BANDS, progress, side="right") - 1


def final_items(
    growth: Growth, known: np.ndarray, done: np.ndarray, normals: np.ndarray, common: np.ndarray
) -> np.ndarray:
    """Final size of each feature in each draw, never below what is known. (draws, features).

    ``known``, ``done`` (features,), ``normals`` (draws, features); ``common`` (draws,), by which
    all features of a draw grow more or less than what was learnt. A feature with no items yet takes
    the size of finished ones.
    """
    at = band(done / np.maximum(known, 1))
    doubt = common[:, None]
    grown = known * np.exp(growth.mean[at] + growth.doubt[at] * doubt + growth.sd[at] * normals)
    unknown = np.exp(growth.size_mean + growth.size_doubt * doubt + growth.size_sd * normals)
    return np.where(known > 0, np.maximum(grown, known), unknown)


def _shrunk(values: list[float], prior: float, prior_sd: float) -> tuple[float, float, float]:
    """Mean, standard deviation and the doubt of the mean."""
    count = len(values) + PSEUDO_FEATURES
    mean = (sum(values) + PSEUDO_FEATURES * prior) / count
    spread = sum((value - mean) ** 2 for value in values) + PSEUDO_FEATURES * prior_sd**2
    sd = float(np.sqrt(spread / count))
    return mean, sd, sd / float(np.sqrt(count))
