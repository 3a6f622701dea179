"""What the weekly report says of customers: owed, due, handed over; and of kept promises."""

from dataclasses import replace

import pytest

from interlock.records.customers import Health
from interlock.render import customer_words, page, report_sections, text
from tests.render import sample, sample_customers
from tests.render.reading_pages import read

REPORT = sample.report()


def plain(said):
    return " ".join(said.replace("\N{NO-BREAK SPACE}", " ").split())


def section(report):
    every = read(page.render(report)).all("section")
    return next((e for e in every if e.attributes.get("id") == "customers"), None)


def words(report=REPORT):
    return plain(section(report).text)


def test_what_is_owed_says_to_whom_by_when_and_who_sees_to_it():
    assert "Train the night shift Fern Foods 3 Nov 17 days over Priya Nair nobody named" in words()
    assert "Move the master data Fern Foods 1 Dec nobody named Sam Ode" in words()


def test_a_renewal_says_when_how_likely_and_how_its_commitments_went():
    assert (
        "Fern Foods Fern rollout 9 Dec term assumed 62 % within half a year "
        "3 kept, 1 late, 1 over, 1 open Ana Lim $84.0 k"
    ) in words()
    assert "20 Jan 2027 not begun nothing was promised nobody named" in words()


def test_a_hand_over_says_how_far_it_is_and_what_comes_next():
    assert "Osprey desk sold by Ana Lim 2 of 4 Introduce support Sam Ode 24 Nov" in words()


LINK = sample_customers.LINK
SAID = [
    (LINK, "Where all commitments were kept, more contracts were renewed: 19 of 23 contracts"),
    (LINK, "66 points apart, 49 to 78 points in 8 of 10 cases"),
    (replace(LINK, low=-0.05), "may or may not go with renewals"),
    (replace(LINK, low=-0.05), "\N{MINUS SIGN}5 to 78 points apart"),
    (replace(LINK, difference=None, low=None, high=None), "Not enough yet"),
    (replace(LINK, difference=None, low=None, high=None), "10 of each are needed"),
]


@pytest.mark.parametrize(("link", "said"), SAID)
def test_the_link_is_told_with_its_uncertainty_or_as_not_enough_yet(link, said):
    assert said in customer_words.link(link)


def test_sections_are_numbered_on_and_a_report_of_before_has_no_such_section():
    numbers = [
        one.text
        for one in read(page.render(REPORT)).all("span")
        if one.attributes.get("class") == "no"
    ]
    assert numbers == [str(at) for at in range(1, len(numbers) + 1)]
    before = replace(REPORT, customers=None)
    assert section(before) is None
    assert "customers" not in [one.id for one in report_sections.sections(before)]
    assert "customers" in [one.id for one in report_sections.sections(REPORT)]


def test_an_empty_section_says_that_nothing_is_due():
    nothing = replace(REPORT.customers, commitments=(), renewals=(), handovers=())
    assert "no renewal within 90 days" in words(replace(REPORT, customers=nothing))
    assert customer_words.health(Health(0, 0, 0, 0)) == "nothing was promised"


def test_the_terminal_counts_them():
    assert "2 commitments, 2 renewals, 1 hand-over due" in plain(text.summary(REPORT))
