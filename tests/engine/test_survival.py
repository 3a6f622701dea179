"""How many deals closed without what they had asked for, against counts by hand."""

from datetime import date, timedelta

from interlock.engine.survival import survivals
from tests.engine.books import AS_OF, book

ASKED = AS_OF - timedelta(days=200)
ENDED = AS_OF - timedelta(days=20)


def ended(count, won, *, feature="F", strength="important", met_by=None, on=ASKED, name="d"):
    """Deals that ended with a need for a feature, the first of them won."""
    deals = [
        {"id": f"{name}{n}", "outcome": "won" if n < won else "lost", "created_on": ASKED,
         "closed_on": ENDED}
        for n in range(count)
    ]  # fmt: skip
    needs = [
        {"deal": one["id"], "feature": feature, "strength": strength, "on": on, "met_by": met_by}
        for one in deals
    ]
    return deals, needs


def told(*groups, strengths=("important",), shipped_on=None):
    deals = [deal for some, _ in groups for deal in some]
    needs = [need for _, some in groups for need in some]
    features = [{"id": "F", "shipped_on": shipped_on}, {"id": "G"}]
    known = book(deals=deals, needs=needs, features=features)
    return survivals(known, {"F": list(strengths)})["F"]


def test_of_14_deals_that_needed_it_11_closed_without():
    found = told(ended(11, 11, met_by="workaround"), ended(3, 0, name="e"))
    assert (found.of, found.won, found.ended) == ("it", 11, 14)
    assert found.met_by == (("workaround", 11),)
    assert found.is_enough


def test_where_too_few_needed_it_deals_with_a_need_as_strong_stand_for_them():
    of_others = ended(12, 5, feature="G", name="g")
    stronger = ended(30, 0, feature="G", strength="dealbreaker", name="h")
    found = told(ended(4, 1), of_others, stronger)
    assert (found.of, found.won, found.ended) == ("important", 6, 16)


def test_the_strength_most_asked_of_it_counts_and_the_stronger_of_two_asked_as_often():
    most = told(ended(2, 1), strengths=("dealbreaker", "nice-to-have", "nice-to-have"))
    assert most.of == "nice-to-have"
    assert told(ended(2, 1), strengths=("important", "dealbreaker")).of == "dealbreaker"


def test_under_ten_ended_deals_nothing_is_said():
    found = told(ended(9, 4))
    assert (found.ended, found.is_enough) == (9, False)


def test_needs_that_were_met_and_those_written_once_the_deal_had_ended_do_not_count():
    after = ended(6, 6, on=ENDED, name="late")
    assert told(ended(12, 12), after).ended == 12
    assert told(ended(12, 12), shipped_on=date(2026, 1, 5)).ended == 0


def test_a_deal_counts_once_however_many_needs_it_has():
    deals, needs = ended(10, 4, feature="G", name="g")
    again = [{**need, "feature": "F"} for need in needs]
    found = told((deals, needs), ([], again[:5]))
    assert (found.of, found.won, found.ended) == ("important", 4, 10)
