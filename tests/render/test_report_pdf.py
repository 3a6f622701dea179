"""Paper: a tagged PDF that says what the page says, the same bytes for the same report."""

from dataclasses import replace
from io import BytesIO

import pypdf
import pytest

from interlock.render import glance, report_pdf, report_sections, typesetting
from tests import company
from tests.laws.reports import Maker
from tests.render import sample

MADE = report_pdf.render(sample.report())
PDF = pypdf.PdfReader(BytesIO(MADE))
ROOT = PDF.trailer["/Root"]


def words(pdf):
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def tags(node):
    """Every element of the tree of tags, with what it is, outermost first."""
    node = node.get_object()
    if "/S" in node:
        yield node["/S"], node
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        if isinstance(kid.get_object(), dict) and "/MCID" not in kid.get_object():
            yield from tags(kid)


TAGS = list(tags(ROOT["/StructTreeRoot"]))


def test_the_same_report_gives_the_same_bytes():
    assert report_pdf.render(sample.report()) == MADE


def test_its_only_day_is_that_of_the_report():
    assert PDF.metadata.creation_date.date() == sample.AS_OF
    assert PDF.metadata.modification_date.date() == sample.AS_OF


def test_it_is_tagged_titled_and_in_a_language_as_pdf_ua_asks():
    assert ROOT["/MarkInfo"]["/Marked"]
    assert str(ROOT["/Lang"]) == "en"
    assert PDF.metadata.title == "Marlow & Pike: weekly report of 20 Nov 2026"
    assert ROOT["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in ROOT["/Metadata"].get_data()


def test_headings_tables_and_figures_are_tagged_as_such():
    kinds = [kind for kind, _ in TAGS]
    assert kinds.count("/H1") == len(report_sections.sections(sample.report()))
    assert kinds.count("/H2") > 5
    assert kinds.count("/Table") > 5
    assert kinds.count("/TH") > kinds.count("/Table")
    assert kinds.count("/LI") > 10


def test_every_figure_says_in_words_what_it_shows():
    said = [str(node.get("/Alt", "")) for kind, node in TAGS if kind == "/Figure"]
    assert len(said) > 10
    assert all(said)
    assert any("Bookings of 2026-Q4" in one and "$1.71" in one for one in said)


def test_pictures_are_drawn_and_not_pixels():
    assert [image for page in PDF.pages for image in page.images] == []


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_the_paper_is_the_one_asked_for(paper, size):
    made = pypdf.PdfReader(BytesIO(report_pdf.render(sample.report(), paper=paper)))
    assert {(round(p.mediabox.width), round(p.mediabox.height)) for p in made.pages} == {size}


def test_all_text_can_be_selected_and_sections_come_in_the_order_of_the_page():
    said = words(PDF)
    titles = [section.title for section in report_sections.sections(sample.report())]
    places = [said.index(f"{number} {title}") for number, title in enumerate(titles, 1)]
    assert places == sorted(places)
    for name in ("Tern Logistics <EU> roll-out", "$1,713,250.40", "SSO for admins"):
        assert name in said


def test_the_foot_of_every_page_says_where_the_figures_come_from():
    last = len(PDF.pages)
    for number in (1, 2, last):
        said = " ".join(PDF.pages[number - 1].extract_text().split())
        assert "As of 20 Nov 2026, seed 1, 1,024 draws, Interlock 0.1.0" in said
        assert f"{number} of {last}" in said


def test_letters_of_europe_signs_of_currencies_and_arrows_are_in_the_fonts_that_go_along():
    named = replace(sample.report(), company="Šöderström & Ångström, Łódź €£¥₹₩₪ → − ½ Ω Я")
    made = pypdf.PdfReader(BytesIO(report_pdf.render(named)))
    assert "Šöderström & Ångström, Łódź €£¥₹₩₪ → − ½ Ω Я" in words(made)
    assert b"pdfuaid:part" in made.trailer["/Root"]["/Metadata"].get_data()
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in made.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert all("SourceSans3" in name or "DejaVu" in name or "Libertinus" in name for name in fonts)


def test_a_letter_that_no_font_has_leaves_a_gap_and_no_error(monkeypatch):
    monkeypatch.setattr(typesetting, "_more_fonts", typesetting._fonts)
    named = replace(sample.report(), company="Marlow \U00013000 Pike")
    made = pypdf.PdfReader(BytesIO(report_pdf.render(named)))
    assert made.trailer["/Root"]["/MarkInfo"]["/Marked"]


@pytest.mark.parametrize("seed", range(4))
def test_any_mix_of_known_and_unknown_is_set(seed):
    report = Maker(seed).report()
    made = pypdf.PdfReader(BytesIO(report_pdf.render(report)))
    assert "Small print" in words(made)
    assert "None" not in words(made).split()


def test_a_report_of_nothing_says_so():
    made = pypdf.PdfReader(BytesIO(report_pdf.render(sample.bare())))
    assert glance.sentence(sample.bare()) in words(made)


def test_the_example_company_fits_a_paper_that_people_read():
    made = pypdf.PdfReader(BytesIO(report_pdf.render(company.weekly())))
    assert len(made.pages) < 20
    assert "55 % to reach $3.40 M" in words(made)
