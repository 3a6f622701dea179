"""One odds ratio from many two-by-two tables, with an error that counts every deal once."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class LogOdds:
    """A log odds ratio and its standard error."""

    log: float
    error: float


@dataclass(frozen=True)
class Tables:
    """Counts of each stratum: (strata,). a: with and won, b: with and not, c: without and won,
    d: without and not.
    """

    a: np.ndarray
    b: np.ndarray
    c: np.ndarray
    d: np.ndarray

    @property
    def n(self) -> np.ndarray:
        return np.maximum(self.a + self.b + self.c + self.d, 1)


def log_odds(
    strata: np.ndarray, having: np.ndarray, won: np.ndarray, deal: np.ndarray
) -> LogOdds | None:
    """The common odds ratio over strata; None where one side never wins or never fails to.

        psi = sum R / sum S,   R = a d / n,   S = b c / n

    ``strata``, ``deal`` (rows,) are indexes, ``having``, ``won`` (rows,) booleans: one row a deal
    and window. The error is the larger of Robins, Breslow and Greenland's, which takes rows for
    independent, and the jackknife's over whole deals, which does not. Sources: Mantel and Haenszel
    (1959); Robins, Breslow and Greenland (1986), Biometrics 42; Jaeckel (1972), The infinitesimal
    jackknife.
    """
    tables = counted(strata, having, won)
    r, s = tables.a * tables.d / tables.n, tables.b * tables.c / tables.n
    if r.sum() <= 0 or s.sum() <= 0:
        return None
    by_deal = _by_deal(tables, strata, having, won, deal)
    return LogOdds(float(np.log(r.sum() / s.sum())), max(robins(tables), by_deal))


def counted(strata: np.ndarray, having: np.ndarray, won: np.ndarray) -> Tables:
    size = int(strata.max()) + 1 if strata.size else 0

    def count(rows: np.ndarray) -> np.ndarray:
        return np.bincount(strata[rows], minlength=size).astype(float)

    return Tables(
        count(having & won), count(having & ~won), count(~having & won), count(~having & ~won)
    )


def robins(tables: Tables) -> float:
    """Standard error of the log odds ratio when rows are independent.

        var = sum P R / (2 R.^2) + sum (P S + Q R) / (2 R. S.) + sum Q S / (2 S.^2)

    P = (a + d) / n, Q = (b + c) / n; R. and S. are the sums of R and S. In one table this is
    1/a + 1/b + 1/c + 1/d. Source: Robins, Breslow and Greenland (1986).
    """
    n = tables.n
    p, q = (tables.a + tables.d) / n, (tables.b + tables.c) / n
    r, s = tables.a * tables.d / n, tables.b * tables.c / n
    all_r, all_s = r.sum(), s.sum()
    variance = (
        (p * r).sum() / (2 * all_r**2)
        + (p * s + q * r).sum() / (2 * all_r * all_s)
        + (q * s).sum() / (2 * all_s**2)
    )
    return float(np.sqrt(variance))


def _by_deal(
    tables: Tables, strata: np.ndarray, having: np.ndarray, won: np.ndarray, deal: np.ndarray
) -> float:
    """Standard error when whole deals are left out: each row's pull on U = sum R - psi S, summed by
    deal, squared, over R.^2.
    """
    n = tables.n
    r, s = tables.a * tables.d / n, tables.b * tables.c / n
    psi = r.sum() / s.sum()
    mean = (r - psi * s) / n
    pulls = np.stack([tables.d, -psi * tables.c, -psi * tables.b, tables.a]) / n - mean
    kind = 2 * ~having + ~won
    pull = pulls[kind, strata]
    return float(np.sqrt((np.bincount(deal, weights=pull) ** 2).sum()) / r.sum())
