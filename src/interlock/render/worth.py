"""What needs are worth as JSON, as CSV, and as a page for a terminal."""

import csv
import io
import textwrap
from dataclasses import asdict

from interlock.records.promise_check import PromiseCheck
from interlock.records.worth import ClassLine, FeatureWorth, Inflation, NeedsWorth, RepLine, Said
from interlock.render import amounts, json, promise_check, words

SCHEMA = "interlock/worth/1"
WIDTH, MOST_FEATURES, MOST_REPS = 100, 10, 12


def as_json(made: NeedsWorth) -> str:
    """Everything; keys stay the same from version to version."""
    return json.dumped({**json.head(SCHEMA, made.birth), **asdict(made)})


def as_csv(made: NeedsWorth) -> str:
    """A row each feature, ranges as their columns."""
    rows = [_row(one) for one in made.features]
    written = io.StringIO()
    names = list(rows[0]) if rows else ["feature"]
    writer = csv.DictWriter(written, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


def as_text(made: NeedsWorth) -> str:
    """Tipping points first, then classes, how far they hold, and reps."""
    simulated = " (simulated company)" if made.simulated else ""
    head = f"{made.company}{simulated}: what needs are worth, {words.full_day(made.birth.as_of)}"
    parts = [
        [head, *(line for one in made.says for line in _wrapped(one))],
        _features(made),
        _weeks(made),
        _classes(made.classes),
        _holds(made.classes),
        _reps(made.inflation),
        _promises(made.promises),
        [f"Method: {made.birth.method}; version {made.birth.version}, seed {made.birth.seed}"],
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def source(name: str, count: int, of: int) -> str:
    """mixed, 4 of 31; test, 60."""
    if not count:
        return name
    return f"{name}, {count:,}" if name == "test" else f"{name}, {count:,} of {of:,}"


def _features(made: NeedsWorth) -> list[str]:
    shown = made.features[:MOST_FEATURES]
    if not shown:
        return ["No open deal needs an unfinished feature."]
    head = (
        f"{'keep from psi':>13} {'chance':>6} {'exposed':>9} {'at risk (80 %)':>18} {'anyway':>8} "
        f"{'freed':>8}"
    )
    lines = [
        f"Features ({len(shown)} of {len(made.features):,}): where keeping begins to beat dropping",
        f"{head}  deals, class, source",
    ]
    for one in shown:
        lines += [f"  {one.name}", _feature(one, made.currency)]
    return lines


def _weeks(made: NeedsWorth) -> list[str]:
    """What a week later or sooner is worth, and fair shares, which add up where risks do not."""
    shown = made.features[:MOST_FEATURES]
    if not shown:
        return []
    at_risk = sum(one.at_risk.mean for one in made.features)
    together, summed = (
        amounts.short(one, currency=made.currency) for one in (made.together, at_risk)
    )
    lines = [
        f"What a week is worth, and fair shares: all together bring {together}; at risk of each "
        f"adds up to {summed}",
        f"{'a week later':>13} {'a week sooner':>14} {'fair share':>11}",
    ]
    for one in shown:
        later, sooner = (
            amounts.short(amount, currency=made.currency, signed=True)
            for amount in (-one.week_later, one.week_sooner)
        )
        share = amounts.short(one.share, currency=made.currency)
        lines.append(f"{later:>13} {sooner:>14} {share:>11}  {one.name}")
    return lines


def _feature(one: FeatureWorth, currency: str) -> str:
    def money(amount: float) -> str:
        return amounts.short(amount, currency=currency)

    tips = {"tips": f"{one.tipping_psi:.2f}", "keep": "0"}.get(
        one.tips, f"over {one.tipping_psi:.0f}"
    )
    risk = amounts.between(one.at_risk.p10, one.at_risk.p90, currency=currency)
    known = source(one.source, one.count, one.of)
    return (
        f"{tips:>13} {words.odds(one.chance):>6} {money(one.exposed):>9} {risk:>18} "
        f"{money(one.anyway.mean):>8} {money(one.freed.mean):>8}  "
        f"{one.deals}, {one.strength}, {known}"
    )


def _classes(classes: tuple[ClassLine, ...]) -> list[str]:
    lines = [
        "Classes of need: psi, what an unmet need takes from the weekly log-odds of winning",
        f"  {'':13}{'psi':>5} {'80 %':>13} {'95 %':>13} {'odds kept':>16}  verdict, source",
    ]
    for one in classes:
        kept = f"{one.odds_kept.p50:.0%} ({one.odds_kept.p10:.0%}-{one.odds_kept.p90:.0%})"
        lines.append(
            f"  {one.strength:13}{one.psi.p50:>5.2f} {_between(one.psi.p10, one.psi.p90):>13} "
            f"{_between(one.psi.p025, one.psi.p975):>13} {kept:>16}  {one.verdict}; "
            f"{source(one.source, one.count, one.of)}"
        )
        said = "; ".join(
            [f"declared {one.declared:.2f} ± {one.declared_sd:.2f}", *map(_said, one.said)]
        )
        lines.append(f"    {said}")
        if one.test_difference:
            middle, low, high = (_points(part) for part in one.test_difference)
            lines.append(
                "    test: won where the feature went first less where it waited, "
                f"{middle} points ({low} to {high})"
            )
    return lines


def _said(one: Said) -> str:
    return f"{one.source} {one.mean:.2f} ± {one.error:.2f} ({words.count(one.deals, 'deal')})"


def _holds(classes: tuple[ClassLine, ...]) -> list[str]:
    lines = ["How far that holds"]
    for one in classes:
        low, high = (_points(bound) for bound in one.bounds)
        unmet, met = one.unmet, one.met
        lines += [
            f"  {one.strength}: without any assumption meeting it adds {low} to {high} points",
            f"    ({unmet.won:,} of {unmet.of:,} won unmet, {met.won:,} of {met.of:,} met)",
        ]
        bands = "; ".join(f"by {bias:g}: {_between(a, b)}" for bias, a, b in one.bands)
        lines.append(f"    psi if something unseen moved it {bands}")
        if one.e_value is not None and one.e_near is not None:
            lines.append(
                "    to explain the association, something unseen must go with need and ending "
                f"by a ratio of {one.e_value:.1f} (its interval's end: {one.e_near:.1f})"
            )
    return lines


def _reps(found: Inflation) -> list[str]:
    if not found.reps:
        return []
    won, of = found.company.won, found.company.of
    lines = [f"Musts won without the feature: {won:,} of {of:,} in the company"]
    ranked = sorted(found.reps, key=lambda one: (-one.closed.of, one.rep))
    lines += [_rep(one) for one in ranked[:MOST_REPS]]
    if ranked[MOST_REPS:]:
        lines.append(f"  and {words.count(len(ranked) - MOST_REPS, 'more rep')} (--json)")
    verdict = "passes" if found.passes else "does not pass"
    lines.append(
        f"  Check on {words.count(found.tried, 'later deal')}: {verdict} "
        f"(gain {found.gain:+.4f} a deal, z {found.z:+.1f})"
    )
    return lines


def _rep(one: RepLine) -> str:
    return (
        f"  {one.rep}: {one.closed.won:,} of {one.closed.of:,}; rate {one.rate.mean:.0%} "
        f"({one.rate.p10:.0%} to {one.rate.p90:.0%}), usual {one.usual:.0%}; {one.source}"
    )


def _promises(found: PromiseCheck | None) -> list[str]:
    if found is None:
        return []
    said = words.ended(promise_check.says(found))
    return [
        "Promises of features",
        *textwrap.wrap(said, WIDTH, initial_indent="  ", subsequent_indent="  "),
    ]


def _row(one: FeatureWorth) -> dict[str, object]:
    told: dict[str, object] = {}
    for name, value in asdict(one).items():
        if isinstance(value, dict):
            told |= {f"{name}_{point}": figure for point, figure in value.items()}
        else:
            told[name] = value
    return told


def _points(share: float) -> str:
    return f"{100 * share:+.0f}".replace("-", amounts.MINUS)


def _between(low: float, high: float) -> str:
    return f"{low:.2f} to {high:.2f}".replace("-", amounts.MINUS)


def _wrapped(sentence: str) -> list[str]:
    return textwrap.wrap(words.ended(sentence), WIDTH, initial_indent="! ", subsequent_indent="  ")
