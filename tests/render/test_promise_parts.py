"""What the weekly report says of promises: parts, moves, both sides' record, what is in writing."""

from dataclasses import replace

from interlock.records.report import Reader
from interlock.render import page, promise_words, text
from tests.render import sample, sample_promises
from tests.render.reading_pages import read

REPORT = sample.report()


def plain(text_):
    return " ".join(text_.replace("\N{NO-BREAK SPACE}", " ").split())


def section(report):
    every = read(page.render(report)).all("section")
    return plain(next(e for e in every if e.attributes.get("id") == "promises").text)


SECTION = section(REPORT)


def test_promises_come_as_due_soon_settled_lately_and_later_each_once():
    parts = dict(promise_words.parts(REPORT))
    assert {head: [line.id for line in rows] for head, rows in parts.items()} == {
        promise_words.SOON: ["p2"],
        promise_words.SETTLED: ["p3", "p4", "p5", "p8"],
        promise_words.LATER: ["p1", "p6", "p7"],
    }


def test_a_part_in_which_nothing_stands_is_left_out():
    none = replace(REPORT, promises=sample_promises.promises()[1:2])
    assert [head for head, _ in promise_words.parts(none)] == [promise_words.SOON]


def test_each_settled_promise_says_which_record_decided():
    assert "shipped 12 Nov" in SECTION
    assert "written down as done 12 Nov" in SECTION
    assert "its day passed, nothing says that it was done" in SECTION
    assert "withdrawn 18 Nov by Cy Rao" in SECTION


def test_a_move_says_from_to_who_why_who_knows_and_who_must_still_be_told():
    assert "Priya Nair 16 Nov 7 Dec 14 Dec a library has to change first Ana Lim" in SECTION
    assert "still to tell: Halyard Bank and Tom Weiss 2 deals wait for it" in SECTION
    assert "4 Dec withdrawn the buyer waits for a budget nobody was told" in SECTION


def test_who_reads_of_their_own_deals_alone_is_told_that_these_are_theirs():
    _, ship = sample_promises.moved()
    assert promise_words.waiting(ship, reader=Reader("management")) == "2 deals wait for it"
    rep = Reader("person", "Ana Lim", "sales")
    one = replace(ship, deals=ship.deals[:1])
    assert promise_words.waiting(one, reader=rep) == "1 deal of yours waits for it"


def test_each_side_has_its_record_in_one_line():
    assert "sales 24 % of 1,204 deals were won by the close date in the CRM (22 to 27 %)" in SECTION
    assert "62 % of 61 features shipped by the day in the tracker (49 to 73 %)" in SECTION


def test_what_is_in_writing_is_counted_with_the_deals_beside_it_each_once():
    assert "3 promises of what is not out yet, beside 2 deals of $508 k." in SECTION
    again = replace(REPORT, firm=(*REPORT.firm, replace(REPORT.firm[0], id="p11")))
    said = "4 promises of what is not out yet, beside 2 deals of $508 k"
    assert plain(promise_words.firm(again)) == said
    bare = replace(REPORT, firm=REPORT.firm[2:])
    assert promise_words.firm(bare) == "1 promise of what is not out yet"


def test_the_summary_counts_moves_names_whom_to_tell_and_what_is_in_writing():
    told = plain(text.summary(REPORT))
    assert "2 promises moved, still to tell: Priya Nair, Halyard Bank and Tom Weiss;" in told
    assert "3 promises in writing not out yet;" in told
    many = replace(REPORT.moved_promises[0], tell=("A", "B", "C", "D", "E"))
    told = plain(text.summary(replace(REPORT, moved_promises=(many,))))
    assert "1 promise moved, still to tell: A, B, C and 2 more;" in told


def test_a_reader_for_whom_nothing_moved_and_nothing_is_in_writing_reads_neither_head():
    none = replace(REPORT, moved_promises=(), firm=(), record=())
    told = page.render(none)
    assert "Moved this week" not in told
    assert "In writing" not in told
    assert "moved, still" not in text.summary(none)
