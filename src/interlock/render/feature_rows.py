"""Features and releases as a table's cells say them, each with its odds ladder."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from markupsafe import Markup

from interlock.records.features_ahead import (
    EndedFeature,
    FeaturesAhead,
    QueuedFeature,
    QueuedRelease,
)
from interlock.records.report_work import FeatureLine, ReleaseLine
from interlock.render import ladder, page, sellable, words

Lines = Sequence[FeatureLine | ReleaseLine]


def rows(made: FeaturesAhead, features: Sequence[QueuedFeature]) -> list[dict[str, Any]]:
    """Features with their odds and dates, who waits for them, and the money that rides on them."""
    span = ladder.span_of([one.line for one in features], as_of=made.birth.as_of)
    return [
        {
            "feature": one,
            "left": f"{one.line.items_left} of {one.items_done + one.line.items_left}",
            "quarter": words.odds(one.p_by_quarter_end),
            "strengths": counted(one.strengths),
            "bands": counted(one.bands),
            "risk": money(one.line.at_risk, made),
            "exposed": money(one.line.exposed, made),
            **when(one.line, made, span),
        }
        for one in features
    ]


def release_rows(made: FeaturesAhead, releases: Sequence[QueuedRelease]) -> list[dict[str, Any]]:
    """Releases with their odds, which feature holds them, and the money that rides on them."""
    span = ladder.span_of([one.line for one in releases], as_of=made.birth.as_of)
    return [
        {
            "release": one,
            "held": held(one),
            "sellable": sellable.between(one.line, as_of=made.birth.as_of),
            "exposed": money(one.line.exposed, made),
            "bands": counted(bands_of(made, one)),
            **when(one.line, made, span),
        }
        for one in releases
    ]


def when(line: FeatureLine | ReleaseLine, made: FeaturesAhead, span: ladder.Span) -> dict[str, Any]:
    """When it ships: the ladder, a range of days, the stated date and its odds."""
    day = partial(words.day, as_of=made.birth.as_of)
    return {
        "ladder": ladder.ladder(line.odds, span, due=line.due, name=line.name)
        if line.odds.steps
        else "",
        "days": dates(line, made),
        "moved": words.moved(line.moved_days) if line.moved_days else "",
        "due": day(line.due) if line.due else "",
        "by_due": words.odds(line.p_by_due) if line.p_by_due is not None else "",
    }


def dates(line: FeatureLine | ReleaseLine, made: FeaturesAhead) -> str:
    """In 5 to 8 of 10 cases: 2 to 9 Oct; 2 Oct or later; nothing where no date can be said."""
    as_of = made.birth.as_of
    if line.p50_on and line.p80_on:
        return words.days(line.p50_on, line.p80_on, as_of=as_of)
    return f"{words.day(line.p50_on, as_of=as_of)} or later" if line.p50_on else ""


def held(one: QueuedRelease) -> str:
    """Which feature is the last one most often: Yard map, in 62 % of cases."""
    if not one.held_by:
        return ""
    _, name, share = one.held_by[0]
    return f"{name}, in {words.odds(share)} of cases"


def bands_of(made: FeaturesAhead, release: QueuedRelease) -> tuple[tuple[str, int], ...]:
    """(size of the amount, deals that need any of its features); each deal counts once."""
    mine = set(release.features)
    band = {d.deal: d.band for one in made.features if one.id in mine for d in one.waiting}
    found = list(band.values())
    return tuple((one, found.count(one)) for one in ("large", "middle", "small") if one in found)


def ended(one: EndedFeature, *, made: FeaturesAhead) -> dict[str, Any]:
    """A feature that shipped or was dropped lately."""
    day = partial(words.day, as_of=made.birth.as_of)
    return {"feature": one, "on": day(one.on), "due": day(one.due) if one.due else ""}


def counted(some: Sequence[tuple[str, int]]) -> str:
    """3 dealbreaker, 1 important; 2 large, 1 small."""
    return ", ".join(f"{count} {name or 'not said'}" for name, count in some)


def money(amount: float | None, made: FeaturesAhead) -> Markup | str:
    """Three figures, with the amount in full where the pointer rests."""
    if amount is None:
        return ""
    return page.money(amount, currency=made.currency)
