"""Drawings that stand alone: well-formed, coloured as on light paper, hatched where they were."""

import re
from xml.etree import ElementTree

from interlock.render import fan, picture_alone, report_blocks, strip
from tests.render import sample

FAN = fan.fan(sample.quarter(), as_of=sample.AS_OF, currency="USD")
DEALS = sample.report().deals
RIM = strip.rim_of(deal.strip for deal in DEALS)
STRIP = strip.small(DEALS[0].strip, RIM, title="Weeks <ahead>", about="won & lost")


def test_a_drawing_alone_is_well_formed_svg_with_its_own_colours():
    for drawn in (FAN, STRIP):
        alone = picture_alone.alone(drawn)
        root = ElementTree.fromstring(alone)  # noqa: S314
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert "var(" not in alone
        assert "light-dark" not in alone


def test_colours_are_those_of_light_paper():
    assert picture_alone.colours()["--warm-fill"] == "#d47a33"
    assert ".band { fill: #d47a33; }" in picture_alone.alone(FAN)


def test_it_brings_the_rules_of_its_own_classes_alone():
    drawn = {name for names in re.findall(r'class="([^"]*)"', STRIP) for name in names.split()}
    style = re.findall(r"<style>(.*?)</style>", picture_alone.alone(STRIP), re.DOTALL)[0]
    ruled = re.findall(r"\.([\w-]+)[^{}]*\{", style)
    assert set(ruled) <= drawn
    assert "strip" in ruled


def test_what_is_lost_keeps_its_hatch():
    assert 'id="hatch"' in picture_alone.alone(STRIP)
    assert 'id="hatch"' not in picture_alone.alone(FAN)


def test_a_drawing_says_its_name_and_its_words_as_they_were_written():
    found = report_blocks.drawing(STRIP)
    assert (found.name, found.about) == ("Weeks <ahead>", "won & lost")
    assert found.said == "Weeks <ahead>: won & lost"


def test_a_sign_that_no_xml_holds_is_left_away():
    named = strip.small(DEALS[0].strip, RIM, title="Nord\vwind\ufffe", about="won\x01")
    root = ElementTree.fromstring(picture_alone.alone(named))  # noqa: S314
    assert root.attrib["aria-label"] == "Nordwind"
