"""The burn-up shows what it says."""

from datetime import date

import pytest

from interlock.render import burn_up
from tests.render import sample, sample_features
from tests.render.drawings import number, of_class, parse

RELEASE = sample_features.burn_up()


def drawn(due=date(2026, 12, 15), size=burn_up.WIDE):
    return burn_up.burn_up(RELEASE, name="2026.12", as_of=sample.AS_OF, due=due, size=size)


def pairs(element):
    return [tuple(map(float, p.split(","))) for p in element.get("points").split()]


def test_bands_begin_at_what_is_finished_today_and_lie_within_each_other():
    (finished,) = of_class(drawn(), "closed", "polyline")
    bands = {name: pairs(of_class(drawn(), name)[0]) for name in ("b50", "b80", "b95")}
    assert {band[0] for band in bands.values()} == {pairs(finished)[-1]}
    ends = [bands[name][len(RELEASE.ahead)][1] for name in ("b95", "b80", "b50")]
    assert ends == sorted(ends)


def test_what_is_known_stays_as_it_is_today():
    (known,) = of_class(drawn(), "known", "polyline")
    last, before = pairs(known)[-1], pairs(known)[-2]
    assert last[1] == before[1]
    assert "14 known" in [text.text for text in parse(drawn()).iter("text")]


@pytest.mark.parametrize(
    ("due", "rules"), [(date(2026, 12, 15), 1), (None, 0), (date(2028, 1, 1), 0)]
)
def test_the_stated_date_is_a_short_rule_where_the_days_reach_it(due, rules):
    assert len(of_class(drawn(due), "target", "line")) == rules


def test_it_says_in_words_what_it_shows():
    said = parse(drawn()).find("desc").text
    assert "9 of 14 finished by 20 Nov." in said
    assert "By 18 Dec 10 to 13 in 8 of 10 cases." in said


def test_a_phone_gets_a_narrower_drawing():
    assert number(parse(drawn(size=burn_up.NARROW)), "width") < 390
