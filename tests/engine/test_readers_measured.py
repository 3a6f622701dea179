"""Who may read what rules, calls and categories were worth."""

from dataclasses import replace

from interlock.engine.readers import for_reader
from interlock.records.report import Reader
from tests.render import sample

WHOLE = sample.report()
ANA = Reader("person", "Ana Lim", "sales")


def seen(reader, **more):
    return for_reader(WHOLE, reader, **more)


def test_rules_are_for_everybody():
    for reader in (Reader("sales"), Reader("development"), ANA, Reader("person", "Dan", "other")):
        assert seen(reader).rules == WHOLE.rules


def test_calls_and_categories_are_not_for_development():
    for reader in (Reader("development"), Reader("person", "Dan", "development")):
        assert seen(reader).calls is None
        assert seen(reader).categories is None


def test_sales_sees_every_call():
    assert seen(Reader("sales")).calls == WHOLE.calls


def test_a_rep_sees_their_own_calls_alone():
    mine = seen(ANA).calls
    assert {line.by for line in mine.lines} == {"Ana Lim"}
    assert mine.overrides == ()


def test_a_rep_without_calls_is_told_how_to_begin():
    said = seen(Reader("person", "Cy Rao", "sales")).calls.says
    assert "calls.csv" in said[0]


def test_a_rep_sees_what_categories_meant_and_own_deals_elsewhere():
    mine = seen(ANA, own_deals=frozenset({"D2"})).categories
    assert mine.lines == WHOLE.categories.lines
    assert [placed.deal for placed in mine.elsewhere] == ["D2"]
    assert mine.elsewhere_of == 1


def test_a_whole_list_of_own_deals_keeps_its_count():
    own = frozenset(placed.deal for placed in WHOLE.categories.elsewhere)
    assert seen(ANA, own_deals=own).categories.elsewhere_of == 12


def test_a_report_without_these_parts_is_cut_all_the_same():
    none = replace(WHOLE, rules=None, calls=None, categories=None)
    assert for_reader(none, ANA).calls is None
