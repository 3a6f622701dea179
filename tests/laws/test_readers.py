"""What one side may not see does not leak to it, whatever the report holds."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from interlock.engine.readers import for_reader
from interlock.engine.without_amounts import features_without_amounts
from interlock.records.features_ahead import FeaturesAhead
from interlock.records.report import Reader
from tests.laws.reports import LEAST_AMOUNT, PEOPLE, Maker, walk

ANA = Reader("person", "Ana Lim", "sales")
NO_AMOUNTS = (
    Reader("development"),
    Reader("development", "Core", "development"),
    Reader("person", "Dan", "development"),
    Reader("person", "Sue", "other"),
)
seeds = st.integers(0, 10**9)


def amounts_in(value):
    return [
        (path, number)
        for path, number in walk(value)
        if isinstance(number, float | Decimal) and number >= LEAST_AMOUNT
    ]


def texts_in(value):
    return [(path, text) for path, text in walk(value) if isinstance(text, str)]


@given(seeds)
def test_random_reports_hold_amounts_to_hide(seed):
    """Guards the laws below: for management every amount stays, so they have something to find."""
    report = Maker(seed).report()
    seen = for_reader(report, Reader("management"))
    assert amounts_in(seen) == amounts_in(report)
    assert not report.deals or amounts_in(report.deals)


@given(seeds, st.sampled_from(NO_AMOUNTS))
def test_development_sees_no_amount_anywhere(seed, reader):
    seen = for_reader(Maker(seed).report(), reader)
    assert amounts_in(seen) == []
    assert [(path, text) for path, text in texts_in(seen) if "1000555" in text] == []
    assert all(value is None for path, value in walk(seen) if path.endswith("p_target"))


@given(seeds, st.sampled_from(NO_AMOUNTS))
def test_for_development_nothing_depends_on_any_amount(seed, reader):
    """Two companies that differ in amounts alone read the same: so none can be worked out."""
    maker, richer = Maker(seed), Maker(seed)
    richer.count = 7_777
    richer.amount_of = {deal: 3 * amount for deal, amount in maker.amount_of.items()}
    poor, rich = maker.report(), richer.report()
    assert not amounts_in(poor) or poor != rich
    assert for_reader(poor, reader) == for_reader(rich, reader)


@given(seeds)
def test_development_keeps_dates_odds_and_counts(seed):
    report = Maker(seed).report()
    seen = for_reader(report, Reader("development"))
    assert [d.p_won for d in seen.deals] == [d.p_won for d in report.deals]
    assert [f.p80_on for f in seen.features] == [f.p80_on for f in report.features]
    assert [[h.after for h in d.hurt] for d in seen.drops] == [
        [h.after for h in d.hurt] for d in report.drops
    ]
    assert seen.promises == report.promises
    assert (seen.quarter is None) == (report.quarter is None)
    if seen.quarter and report.quarter:
        assert seen.quarter.wins == report.quarter.wins


owned = st.frozensets(st.sampled_from([f"deal{n}" for n in range(6)]))


@given(seeds, owned)
def test_a_rep_sees_no_other_deals_id_or_name(seed, own):
    report = Maker(seed).report()
    seen = for_reader(report, ANA, own_deals=own, own_quarter=report.quarter)
    hidden = {f"deal{n}" for n in range(6)} - own
    in_lines = {line.id for line in report.deals} & hidden
    for path, text in texts_in(seen):
        assert not [d for d in hidden if text in (d, f"{d} name", f"{d} account")], path
        # Inside sentences a deal can be told from other words only when some line names it.
        assert not [d for d in in_lines if d in text], path


@given(seeds, owned)
def test_a_rep_sees_no_other_deals_amount_and_no_total_of_others(seed, own):
    maker = Maker(seed)
    report = maker.report()
    seen = for_reader(report, ANA, own_deals=own, own_quarter=report.quarter)
    allowed = {maker.amount_of[deal] for deal in own}
    outside = [(path, n) for path, n in amounts_in(seen) if not path.startswith(".quarter")]
    assert [leak for leak in outside if leak[1] not in allowed] == []
    others = {maker.amount_of[deal] for deal in maker.deals} - allowed
    assert not others & {number for _, number in amounts_in(seen.quarter)}
    assert for_reader(report, ANA, own_deals=own).quarter is None


@given(seeds, owned)
def test_a_rep_keeps_every_own_deal_and_promise(seed, own):
    report = Maker(seed).report()
    seen = for_reader(report, ANA, own_deals=own)
    assert seen.deals == tuple(line for line in report.deals if line.id in own)
    assert [p.id for p in seen.promises] == [
        p.id for p in report.promises if p.deal in own or PEOPLE[0] in (p.maker, p.to)
    ]
    assert [len(d.breaks) > 0 for d in seen.drops] == [len(d.breaks) > 0 for d in report.drops]


@given(seeds, owned)
def test_money_on_a_feature_stays_only_where_every_deal_behind_it_is_own(seed, own):
    report = Maker(seed).report()
    behind = {line.id: frozenset(list(own)[:2]) for line in report.features}
    mine = for_reader(report, ANA, own_deals=own, behind=behind)
    expected = [line.exposed if own else None for line in report.features]
    assert [line.exposed for line in mine.features] == expected
    shared = {id_: deals | {"somebody else's"} for id_, deals in behind.items()}
    seen = for_reader(report, ANA, own_deals=own, behind=shared)
    assert all(line.exposed is None and line.at_risk is None for line in seen.features)


@given(seeds)
def test_sales_sees_all_but_the_letter_to_development_and_what_finance_reads(seed):
    report = Maker(seed).report()
    seen = for_reader(report, Reader("sales"))
    weeks = tuple(week for week in report.sides if week.to == "sales")
    told = replace(report, sides=weeks, firm=())
    assert amounts_in(seen) == amounts_in(told)
    assert all(told.to == "sales" for told in (*seen.other_side, *seen.sides))


@given(seeds, owned)
def test_a_rep_reads_of_a_move_their_own_deals_alone_and_only_where_it_is_theirs(seed, own):
    report = Maker(seed).report()
    seen = for_reader(report, ANA, own_deals=own)
    theirs = [
        line
        for line in report.moved_promises
        if line.deal in own
        or PEOPLE[0] in (line.maker, line.to)
        or any(deal.deal in own for deal in line.deals)
    ]
    assert [line.id for line in seen.moved_promises] == [line.id for line in theirs]
    assert all(line.deal in {"", *own} for line in seen.moved_promises)
    assert {deal.deal for line in seen.moved_promises for deal in line.deals} <= own


@given(seeds)
def test_promises_in_writing_beside_their_amounts_are_for_management_alone(seed):
    report = Maker(seed).report()
    assert for_reader(report, Reader("management")).firm == report.firm
    assert all(for_reader(report, one).firm == () for one in (ANA, Reader("sales"), *NO_AMOUNTS))


def features_of(seed, *, times=1):
    """What lies ahead of random features; every amount is ``times`` as much."""
    maker = Maker(seed)
    maker.amount_of = {deal: times * amount for deal, amount in maker.amount_of.items()}
    maker.count = 7_777 * (times - 1)
    return maker.make(FeaturesAhead, "features_ahead")


@given(seeds, st.booleans())
def test_who_sees_no_amounts_is_told_none_of_features_nor_anything_that_depends_on_one(seed, bands):
    poor, rich = features_of(seed), features_of(seed, times=3)
    seen = features_without_amounts(poor, in_bands=bands)
    assert amounts_in(seen) == []
    assert [(path, text) for path, text in texts_in(seen) if "1000555" in text] == []
    assert seen == features_without_amounts(rich, in_bands=bands)
    if not bands:
        assert {deal.band for one in seen.features for deal in one.waiting} <= {""}


@given(seeds)
def test_who_sees_no_amounts_keeps_dates_odds_and_who_waits_of_features(seed):
    made = features_of(seed)
    seen = features_without_amounts(made)
    assert [one.weeks for one in seen.features] == [one.weeks for one in made.features]
    assert [one.line.p80_on for one in seen.releases] == [one.line.p80_on for one in made.releases]
    assert [[deal.deal for deal in one.waiting] for one in seen.features] == [
        [deal.deal for deal in one.waiting] for one in made.features
    ]


@given(seeds, owned)
def test_amounts_on_features_are_those_of_own_deals_alone(seed, own):
    made = features_of(seed)
    seen = features_without_amounts(made, own=own)
    for one in seen.features:
        behind = {deal.deal for deal in one.waiting}
        assert {deal.deal for deal in one.waiting if deal.amount is not None} <= own
        if not own or not behind <= own:
            assert (one.line.at_risk, one.line.exposed, one.week_later) == (None, None, None)


@given(seeds, st.sets(st.sampled_from([f"deal{n}" for n in range(6)])))
def test_a_rep_reads_of_customers_their_own_deals_alone(seed, own):
    report = Maker(seed).report()
    seen = for_reader(report, ANA, own_deals=frozenset(own)).customers
    if report.customers is None or seen is None:
        assert seen is report.customers
        return
    for name in ("commitments", "renewals", "handovers"):
        rows = getattr(report.customers, name)
        assert getattr(seen, name) == tuple(one for one in rows if one.deal in own)
    assert seen.link == report.customers.link
