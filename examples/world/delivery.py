"""The development side: teams work through features week by week; pace drifts, scope grows, bugs
come in between.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from world import names
from world.luck import luck

FIRST_WEEK = date(2023, 10, 2)
LAST_DAY = date(2026, 11, 20)
WEEKS = -(-((LAST_DAY - FIRST_WEEK).days + 1) // 7)
ITEMS_A_WEEK = 3.6
PERSISTENCE, SHAKE = 0.94, 0.11
UPKEEP_SHARE = 0.27
SURGES = range(60, 67), range(131, 137)
DISCOVERED = 0.42
ACTIVE = 3
TRAIN = "quarterly"


@dataclass
class Item:
    """One piece of work; days are None until they come."""

    number: int
    title: str
    type: str
    feature: "Feature | None"
    team: int
    created: date
    points: int
    started: date | None = None
    done: date | None = None


@dataclass
class Release:
    name: str
    due: date
    first_due: date
    shipped: date | None
    train: str
    moved_on: date | None = None


@dataclass
class Feature:
    """A feature with its items; ``versions`` are the releases it was meant for, each from a
    day on.
    """

    number: int
    name: str
    team: int
    created: date
    items: list[Item] = field(default_factory=list)
    versions: list[tuple[date, str]] = field(default_factory=list)
    work_done: date | None = None
    shipped: date | None = None
    dropped: date | None = None
    due: date | None = None

    def version_on(self, day: date) -> str:
        known = [name for since, name in self.versions if since <= day]
        return known[-1] if known else ""


@dataclass
class Delivery:
    features: list[Feature]
    items: list[Item]
    releases: list[Release]
    teams: tuple[str, ...]
    dependencies: list[tuple[Feature, Feature]]


def simulate(seed: int, features: int) -> Delivery:
    """Three years of work; ``features`` are left unfinished at the end."""
    teams = _teams(features)
    releases = _releases()
    world = _World(seed, teams, releases, features)
    for week in range(WEEKS):
        world.work(week)
    _drop(world.features, seed)
    _name_the_slip(world.features)
    return Delivery(
        world.features, world.items, releases, teams, _dependencies(world.features, seed)
    )


class _World:
    """State of the simulation."""

    def __init__(
        self, seed: int, teams: tuple[str, ...], releases: list[Release], left: int
    ) -> None:
        self.random = luck(seed, "teams")
        self.seed, self.teams, self.releases = seed, teams, releases
        self.backlog = max(left // len(teams), 1)
        self.features: list[Feature] = []
        self.items: list[Item] = []
        self.queues: list[list[Feature]] = [[] for _ in teams]
        self.shared = 0.0
        self.own = np.zeros(len(teams))
        for team in range(len(teams)):
            self._fill(team, FIRST_WEEK - timedelta(days=30))

    def work(self, week: int) -> None:
        monday = FIRST_WEEK + timedelta(days=7 * week)
        self.shared = PERSISTENCE * self.shared + SHAKE * self.random.standard_normal()
        self.own = PERSISTENCE * self.own + SHAKE * 0.7 * self.random.standard_normal(
            len(self.teams)
        )
        closed = (
            0.25
            if (monday.month, monday.day) >= (12, 22) or (monday.month, monday.day) <= (1, 3)
            else 1.0
        )
        for team in range(len(self.teams)):
            rate = ITEMS_A_WEEK * np.exp(self.shared + self.own[team]) * closed
            upkeep = min(0.75, UPKEEP_SHARE * (2.2 if any(week in s for s in SURGES) else 1.0))
            for _ in range(self.random.poisson(rate)):
                day = _within(monday, self.random)
                if self.random.random() < upkeep:
                    self._upkeep(team, day)
                else:
                    self._finish_one(team, day)
            self._fill(team, monday)
        self._ship(monday)

    def _upkeep(self, team: int, day: date) -> None:
        kind, words = names.UPKEEP[int(self.random.integers(len(names.UPKEEP)))]
        entered = day - timedelta(days=int(self.random.integers(1, 25)))
        title = f"{words} {names.AREAS[int(self.random.integers(len(names.AREAS)))].lower()}"
        item = self._item(title, kind, None, team, max(entered, FIRST_WEEK))
        item.started, item.done = max(item.created, day - timedelta(days=2)), day

    def _finish_one(self, team: int, day: date) -> None:
        active = [f for f in self.queues[team] if f.created <= day][:ACTIVE]
        if not active:
            return
        feature = active[min(int(self.random.geometric(0.6)) - 1, len(active) - 1)]
        item = next(i for i in feature.items if i.done is None)
        item.started = item.started or max(
            item.created, day - timedelta(days=int(self.random.integers(1, 9)))
        )
        item.done = max(day, item.created)
        for _ in range(self.random.poisson(DISCOVERED * max(0.0, 1.4 - len(feature.items) / 18))):
            self._story(feature, day)
        if all(i.done for i in feature.items):
            feature.work_done = item.done
            self.queues[team].remove(feature)

    def _fill(self, team: int, day: date) -> None:
        """Keep the queue as long as the company's backlog usually is."""
        while len(self.queues[team]) < self.backlog:
            number = len(self.features)
            random = luck(self.seed, "features", number)
            age = int(random.integers(0, 120)) if day > FIRST_WEEK else 0
            feature = Feature(
                number,
                names.feature(number),
                team,
                max(day - timedelta(days=age), FIRST_WEEK - timedelta(days=30)),
            )
            for _ in range(3 + int(random.poisson(4))):
                self._story(feature, feature.created + timedelta(days=int(random.integers(0, 12))))
            ahead = len(self.queues[team]) / self.backlog
            if random.random() < 0.85:
                planned = day + timedelta(days=int(30 + 300 * ahead))
                feature.versions.append((feature.created, self._train_after(planned)))
                if random.random() < 0.5:
                    feature.due = next(
                        r.first_due for r in self.releases if r.name == feature.versions[0][1]
                    )
            self.features.append(feature)
            self.queues[team].append(feature)

    def _story(self, feature: Feature, day: date) -> None:
        random = self.random
        title = f"{names.STORIES[int(random.integers(10))]} {names.THINGS[int(random.integers(7))]}"
        points = int(random.choice([1, 2, 3, 5, 8]))
        item = self._item(
            title,
            "Story" if random.random() < 0.8 else "Task",
            feature,
            feature.team,
            min(day, LAST_DAY),
            points,
        )
        feature.items.append(item)

    def _item(
        self, title: str, kind: str, feature: Feature | None, team: int, day: date, points: int = 1
    ) -> Item:
        item = Item(len(self.items), title, kind, feature, team, day, points)
        self.items.append(item)
        return item

    def _train_after(self, day: date) -> str:
        trains = [r for r in self.releases if r.train]
        return next((r.name for r in trains if r.due >= day), trains[-1].name)

    def _ship(self, monday: date) -> None:
        """Trains that left this week take what is done; what they were to take and is not done
        moves on.
        """
        for at, release in enumerate(self.releases):
            if release.shipped is None or not monday <= release.shipped < monday + timedelta(
                days=7
            ):
                continue
            after = self.releases[at + 1].name
            for feature in self.features:
                if feature.shipped or feature.created > release.shipped:
                    continue
                if feature.work_done and feature.work_done <= release.shipped:
                    feature.shipped = release.shipped
                    if feature.version_on(release.shipped) != release.name:
                        feature.versions.append((release.shipped, release.name))
                elif feature.version_on(release.shipped) == release.name:
                    feature.versions.append((release.shipped - timedelta(days=4), after))


def _teams(features: int) -> tuple[str, ...]:
    count = max(len(names.TEAMS), features // 60)
    return tuple(
        names.TEAMS[at] if at < len(names.TEAMS) else f"Team {at + 1}" for at in range(count)
    )


def _releases() -> list[Release]:
    """A train each quarter's last month; three of those past left late, the last of them in
    September.
    """
    late = {"2024.2": 12, "2025.3": 19, "2026.1": 9}
    trains = []
    for year, quarter in [
        (2023, 4),
        *((y, q) for y in (2024, 2025, 2026) for q in (1, 2, 3, 4)),
        (2027, 1),
        (2027, 2),
    ]:
        name, due = f"{year}.{quarter}", date(year, 3 * quarter, 16)
        shipped = due + timedelta(days=late.get(name, 0))
        trains.append(
            Release(
                name,
                shipped,
                due,
                shipped if shipped <= LAST_DAY else None,
                TRAIN,
                due - timedelta(days=10) if name in late else None,
            )
        )
    return trains


def _drop(features: list[Feature], seed: int) -> None:
    """A few old features that nobody needed any more were given up."""
    old = [f for f in features if not f.work_done and f.created < date(2026, 5, 1)]
    for feature in old[::9][:8]:
        if feature.name != names.SLIPPED:
            feature.dropped = LAST_DAY - timedelta(days=40 + 3 * (feature.number % 30))


def _name_the_slip(features: list[Feature]) -> None:
    """The feature that many wait for: meant for September, moved to December."""
    under_way = [
        f for f in features if not f.work_done and not f.dropped and any(i.done for i in f.items)
    ]
    slipped = max(under_way, key=lambda f: (sum(1 for i in f.items if i.done), -f.number))
    other = next((f for f in features if f.name == names.SLIPPED and f is not slipped), None)
    if other is not None:
        other.name = slipped.name
    slipped.name = names.SLIPPED
    slipped.due = date(2026, 9, 16)
    slipped.versions = [(slipped.created, "2026.3"), (date(2026, 9, 2), "2026.4")]


def _dependencies(features: list[Feature], seed: int) -> list[tuple[Feature, Feature]]:
    """(feature, after): some unfinished features wait for an earlier one, often of another team."""
    random = luck(seed, "features", 1 << 30)
    open_ = [f for f in features if not f.shipped and not f.dropped]
    pairs = []
    for at in range(4, len(open_), 5):
        before = open_[int(random.integers(0, at))]
        if before.number < open_[at].number:
            pairs.append((open_[at], before))
    return pairs


def _within(monday: date, random: np.random.Generator) -> date:
    return min(monday + timedelta(days=int(random.integers(0, 5))), LAST_DAY)
