"""What lies ahead of the features of the sample report: who waits for them, and their teams."""

from dataclasses import replace
from datetime import date, timedelta

from interlock.records.features_ahead import (
    EndedFeature,
    FeaturesAhead,
    QueuedFeature,
    QueuedRelease,
    Survival,
    TeamLoad,
    WaitingDeal,
)
from interlock.records.report_sales import Range
from interlock.records.report_work import BurnUp
from tests.render import sample, sample_features
from tests.render.sample_deals import hump

AS_OF = date(2026, 11, 20)
TEAMS = ("Team Alpha", "Team Beta", "Team Gamma")


def features_ahead() -> FeaturesAhead:
    return FeaturesAhead(
        company="Marlow & Pike", simulated=True, currency="USD", quarter="2026-Q4",
        quarter_last=date(2026, 12, 31), next_quarter_last=date(2027, 3, 31),
        features=features(), ended=ended(), releases=releases(), teams=teams(), notes=(),
        birth=sample.birth(),
    )  # fmt: skip


def features() -> tuple[QueuedFeature, ...]:
    places = ((0, "v12", 6), (0, "v13", 0), (1, "v12", 4), (2, "", 0))
    lines = sample_features.features()
    return tuple(
        QueuedFeature(
            line=line, team=TEAMS[team], place=2 if number == 1 else 1, release_id=release,
            items_done=done, work_weeks=3.6, weeks=weeks(4.0 + 6 * number, line.p50_on),
            p_by_quarter_end=0.81 / (number + 1) if line.p50_on else 0.0,
            p_by_next_end=0.99 if line.p50_on else 0.0,
            last_p50_on=line.p50_on and line.p50_on - timedelta(days=4), week_later=24_100.0,
            week_sooner=19_300.0, waiting=waiting() if number < 2 else (), survival=survival(),
            waits_for=(lines[1].id,) if not number else (),
            waited_by=(lines[0].id,) if number == 1 else (), burn_up=burn_up() if done else None,
            promises=tuple(p for p in sample.report().promises if p.feature == line.id),
        )
        for number, (line, (team, release, done)) in enumerate(zip(lines, places, strict=True))
    )  # fmt: skip


def weeks(at: float, p50_on: date | None) -> tuple[float, ...]:
    return (*hump(0.97, at, 1.6 + at / 7), *(0.0,) * 26) if p50_on else (0.0,) * 52


def waiting() -> tuple[WaitingDeal, ...]:
    return (
        WaitingDeal("006A1", "Halyard Bank platform", "Ana Lim", "dealbreaker", "Eve Stone",
                    date(2027, 1, 31), True, 0.57, 412_000.0, "large"),
        WaitingDeal("006A2", "Tern Logistics <EU> roll-out", "Bo Ode", "important", "", None,
                    False, 0.31, 268_500.0, "middle"),
    )  # fmt: skip


def survival() -> Survival:
    return Survival("it", 11, 14, (("workaround", 7), ("nothing", 4)), 10)


def burn_up() -> BurnUp:
    return replace(
        sample_features.burn_up(), scope=Range(15.5, 14.0, 14.0, 15.0, 15.0, 16.0, 18.0, 20.0)
    )


def ended() -> tuple[EndedFeature, ...]:
    return (
        EndedFeature("10199", "Export to sheets", "Team Beta", "2026.09", "shipped",
                     date(2026, 10, 2), date(2026, 9, 30)),
        EndedFeature("10203", "Dark <mode>", "Team Alpha", "", "dropped", date(2026, 9, 18), None),
    )  # fmt: skip


def releases() -> tuple[QueuedRelease, ...]:
    first, second = sample_features.releases()
    one, other, third, _ = sample_features.features()
    return (
        QueuedRelease(first, date(2027, 2, 1), weeks(5.0, first.p50_on), first.p50_on,
                      (one.id, third.id), ((one.id, one.name, 0.62), (third.id, third.name, 0.38))),
        QueuedRelease(second, None, weeks(16.0, second.p50_on), None, (other.id,), ()),
    )  # fmt: skip


def teams() -> tuple[TeamLoad, ...]:
    pace = Range(2.8, 1.7, 2.1, 2.5, 2.8, 3.2, 3.6, 4.3)
    return tuple(
        TeamLoad(name, people, 3, pace, basis, 2, 31.0, 14.2)
        for name, people, basis in zip(
            TEAMS, (5.0, None, 1.0), ("own history", "own history", "prior"), strict=True
        )
    )
