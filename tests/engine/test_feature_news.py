"""What happened to a feature in a week, against a week made by hand."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from interlock.engine import feature_news
from interlock.engine.outlook import outlook
from tests.engine.books import AS_OF
from tests.engine.development import company, items

LAST_WEEK = AS_OF - timedelta(days=7)


def recent(name, feature="f", **more):
    created = {"created_on": AS_OF - timedelta(days=2)}
    return {"id": name, "feature": feature, "team": "A", "type": "Story"} | created | more


def moved(field, old, new):
    """A field of the feature f, as it was first written and as it was changed two days ago."""
    first, then = (datetime.combine(AS_OF - timedelta(days=back), time(12)) for back in (90, 2))
    row = {"table": "features", "id": "f", "field": field}
    return [row | {"at": first, "new": old}, row | {"at": then, "old": old, "new": new}]


def news(known, feature="f"):
    last, now = (outlook(known, as_of=day, seed=1, draws=64) for day in (LAST_WEEK, AS_OF))
    return feature_news.changed(last, now)[feature]


def old(name, **more):
    return {"id": name, "team": "A", "created_on": AS_OF - timedelta(days=100)} | more


def test_items_added_taken_out_and_finished_are_counted():
    work = items("f", 6)
    work[0]["done_on"] = work[1]["done_on"] = AS_OF - timedelta(days=1)
    work[2]["dropped_on"] = AS_OF - timedelta(days=1)
    known = company(old("f"), work=[*work, recent("n1"), recent("n2"), recent("n3")])
    assert news(known)[:3] == ("3 items added", "1 item taken out", "2 items finished")


def test_a_release_and_a_stated_date_that_moved_are_told_with_what_they_were():
    later = AS_OF + timedelta(days=90)
    lines = [{"id": "r1", "name": "One"}, {"id": "r2", "name": "Two"}]
    log = moved("release", "r1", "r2") + moved("wanted_by", str(AS_OF), str(later))
    known = company(
        old("f", release="r2", wanted_by=later), work=items("f", 6), releases=lines, changes=log
    )
    found = news(known)
    assert "release Two, was One" in found
    assert f"stated date {later}, was {AS_OF}" in found


def test_a_feature_of_this_week_is_new():
    known = company(old("f", created_on=AS_OF - timedelta(days=1)), work=[recent("n")])
    assert news(known) == ("new",)


def test_a_feature_to_which_nothing_happened_has_no_news_of_its_own():
    assert [
        word for word in news(company(old("f"), work=items("f", 6))) if "pace" not in word
    ] == []


@pytest.mark.parametrize(("factor", "told"), [(1.2, True), (1.01, False)])
def test_a_pace_is_told_when_it_changed_by_a_twentieth(factor, told):
    known = company(old("f"), work=items("f", 6))
    now = outlook(known, as_of=AS_OF, seed=1, draws=64)
    paces = now.delivery.paces
    slower = replace(paces, usual=paces.usual * [1.0, factor])
    last = replace(now, delivery=replace(now.delivery, paces=slower))
    assert any(word.startswith("pace ") for word in feature_news.changed(last, now)["f"]) is told
