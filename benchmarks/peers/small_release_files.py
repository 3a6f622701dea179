"""Small real releases whose couplings and several stakeholders stand in their files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from interlock.engine.selection import Groups, Selection


@dataclass(frozen=True)
class Release:
    """Requirements of some ``sizes`` (requirements, teams) and ``worth`` (requirements,): what each
    stakeholder gives it times that stakeholder's weight, summed.
    """

    name: str
    sizes: np.ndarray
    worth: np.ndarray
    waits: tuple[tuple[int, int], ...] = ()
    together: Groups = ()

    def selection(self, capacity: np.ndarray) -> Selection:
        return Selection(
            sizes=self.sizes,
            capacity=capacity[None],
            worth=self.worth[:, None],
            needs=tuple((at,) for at in range(len(self.worth))),
            waits=self.waits,
            together=self.together,
        )


def read(path: Path) -> Release:
    """By the shape of the file or folder; raises ``ValueError`` where it has none that is known."""
    if path.suffix == ".dat":
        return _by_customers(path)
    if (path / "requirements.csv").exists():
        return _by_stakeholders(path)
    if path.suffix == ".csv":
        return _by_teams(path)
    if path.suffix == ".txt":
        sizes, worth = np.loadtxt(path, dtype=np.int64).T
        return Release(path.stem, sizes[:, None], worth)
    raise ValueError(f"{path}: neither .dat, .csv, .txt nor a folder with requirements.csv")


def _by_customers(path: Path) -> Release:
    lines = path.read_text().splitlines()
    requirements, customers, _ = map(int, lines[0].split())
    weights = np.array(lines[1].split(), dtype=np.int64)
    if len(weights) != customers:
        raise ValueError(f"{path}, line 2: {len(weights)} weights of {customers} customers")
    table = np.array([line.split() for line in lines[2 : 2 + requirements]], dtype=np.int64)
    said = "\n".join(lines[2 + requirements :])
    return Release(
        name=path.stem,
        sizes=table[:, :1],
        worth=table[:, 1:] @ weights,
        waits=tuple((b, a) for a, b in _pairs(said, "->")),
        together=tuple(_pairs(said, "·")),
    )


def _pairs(said: str, sign: str) -> Iterator[tuple[int, int]]:
    for a, b in re.findall(rf"r(\d+)\s*{sign}\s*r(\d+)", said):
        yield int(a) - 1, int(b) - 1


def _by_stakeholders(folder: Path) -> Release:
    rows = [line.split("|") for line in (folder / "requirements.csv").read_text().splitlines()]
    names = [row[0].strip() for row in rows]
    weights = np.array((folder / "stakeholders.csv").read_text().split(), dtype=np.int64)
    given = [line.split("|")[1:] for line in (folder / "value.csv").read_text().splitlines()]

    def named(cell: str) -> list[int]:
        return [names.index(one.strip()) for one in cell.split(",") if one.strip()]

    return Release(
        name=folder.name,
        sizes=np.array([[row[1]] for row in rows], dtype=np.int64),
        worth=np.array(given, dtype=np.int64) @ weights,
        waits=tuple((later, at) for at, row in enumerate(rows) for later in named(row[3])),
        together=tuple((at, *named(row[2])) for at, row in enumerate(rows) if named(row[2])),
    )


def _by_teams(path: Path) -> Release:
    rows = np.loadtxt(path, dtype=np.int64, delimiter=",")[:-1]
    return Release(path.stem, rows[:, :-3], rows[:, -2])
