"""The short record in the weekly report is that of both sides' days, without odds."""

from interlock.engine import day_record, history, side_record
from tests import company


def test_each_line_is_that_of_the_record_and_too_few_have_none():
    book = company.book()
    known = history.known(book, as_of=book.seen_on)
    whole = day_record.record(book).lines
    told = {
        (one.side, one.kind): (one.things, one.met, one.low, one.high)
        for one in side_record.sides(known, as_of=book.seen_on)
    }
    enough = {
        (one.side, one.kind): (one.things, one.met, one.low, one.high)
        for one in whole
        if one.met is not None
    }
    assert {key: [round(v, 9) for v in line] for key, line in told.items()} == {
        key: [round(v, 9) for v in line] for key, line in enough.items()
    }
    assert len(whole) > len(told) >= 2
