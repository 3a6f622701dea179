"""Which record decided a promise is said in words, for every record that can."""

from dataclasses import replace
from datetime import date

import pytest

from interlock.engine import verdicts
from interlock.records.report import Decided, PromiseMove
from interlock.render import decided_words
from tests.render import sample_promises

AS_OF = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("table", "says", "told"),
    [
        ("features", "shipped", "shipped 12 Sep"),
        ("releases", "shipped", "its release shipped 12 Sep"),
        ("tools", "ready", "the tool was ready 12 Sep"),
        ("deals", "won", "the deal was won 12 Sep"),
        ("deals", "lost", "the deal was lost 12 Sep"),
        ("features", "dropped", "its feature was dropped 12 Sep"),
        ("promises", "done", "written down as done 12 Sep"),
        ("promises", "withdrawn", "withdrawn 12 Sep"),
        ("promises", "passed", "its day passed, nothing says that it was done"),
    ],
)
def test_a_record_that_decided_is_named_with_its_day(table: str, says: str, told: str) -> None:
    one = Decided(table, "x", says, date(2026, 9, 12))
    assert decided_words.decided(one, as_of=AS_OF) == told


def test_every_record_that_the_engine_lets_decide_has_words() -> None:
    ends = {*verdicts.DONE.items(), *verdicts.ENDED.items(), ("promises", "withdrawn")}
    assert set(decided_words.SAYS) == ends


def test_a_day_of_another_year_and_a_page_without_a_day_of_its_own_say_the_year() -> None:
    one = Decided("features", "x", "shipped", date(2025, 9, 12))
    assert decided_words.decided(one, as_of=AS_OF) == "shipped 12 Sep 2025"
    assert decided_words.decided(one) == "shipped 12 Sep 2025"


def test_what_was_withdrawn_says_who_did_it_and_what_is_open_says_nothing() -> None:
    open_, *_ = sample_promises.promises()
    gone = replace(
        open_, due=None, verdict="withdrawn",
        moves=(PromiseMove(date(2026, 11, 4), date(2026, 12, 14), None, "Ines Moreau"),),
        decided=Decided("promises", open_.id, "withdrawn", date(2026, 11, 4)),
    )  # fmt: skip
    assert decided_words.of(gone, as_of=AS_OF) == "withdrawn 4 Nov by Ines Moreau"
    assert decided_words.of(open_, as_of=AS_OF) == ""
