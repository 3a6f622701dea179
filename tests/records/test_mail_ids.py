"""Words in addresses and ids of our mail: read back as what was mailed, made by nobody else."""

from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from interlock.records import mail_ids
from interlock.records.mail_ids import Mailed, of_notice, of_week

KEY, AT = "a secret", "interlock@acme.example"
DAYS = st.dates(date(2020, 1, 1), date(2190, 1, 1))
MAILED = st.one_of(
    st.builds(of_notice, st.integers(0, 2**32 - 1), user=st.integers(0, 2**32 - 1), on=DAYS),
    st.builds(of_week, DAYS, user=st.integers(0, 2**32 - 1), on=DAYS),
)
ONE = of_notice(7, user=3, on=date(2026, 11, 20))


@given(MAILED)
def test_what_was_mailed_is_read_back_from_its_address_and_its_id_in_any_case(mailed):
    to = mail_ids.address(mailed, KEY, at=AT)
    assert len(to.partition("@")[0]) <= 64
    for said in (to, to.upper(), to.replace("acme", "ACME")):
        (word,) = mail_ids.words_in([said], at=AT)
        assert mail_ids.read(word, KEY) == mailed
    name = mail_ids.message_id(mailed, KEY, host="acme.example", part="sales")
    assert mail_ids.read_message_id(name, KEY) == mailed
    assert mail_ids.read_message_id(name, "another") is None


def test_the_id_of_a_week_says_its_day():
    mailed = of_week(date(2026, 11, 20), user=3, on=date(2026, 11, 23))
    assert mailed.week == date(2026, 11, 20)
    said = mail_ids.message_id(mailed, KEY, host="acme.example", part="sales")
    assert said.startswith("<week.2026-11-20.sales.")
    assert said.endswith("@acme.example>")


@given(st.integers(0, 33), st.sampled_from("abcdefghijklmnopqrstuvwxyz234567"))
def test_a_word_with_any_other_letter_is_none_of_ours(at, letter):
    word = mail_ids.word(ONE, KEY)
    other = word[:at] + letter + word[at + 1 :]
    assert mail_ids.read(other, KEY) == (ONE if other == word else None)


@given(st.text())
@example("")
@example("a" * 34)
@example("note.é@x")
def test_any_other_text_is_none_of_ours(said):
    assert mail_ids.read(said, KEY) is None
    assert mail_ids.read_message_id(said, KEY) is None
    assert mail_ids.read_message_id(f"<note.{said}@acme.example>", KEY) is None


def test_an_id_of_another_kind_is_none_of_ours():
    said = mail_ids.message_id(ONE, KEY, host="acme.example").replace("note.", "week.2026-11-20.")
    assert mail_ids.read_message_id(said, KEY) is None


def test_addresses_of_others_hold_no_word():
    word = mail_ids.word(ONE, KEY)
    others = [AT, f"other+{word}@acme.example", f"interlock+{word}@else.example", "", "@", word]
    assert mail_ids.words_in(others, at=AT) == ()
    assert mail_ids.words_in([f"+{word}@"], at="") == ()


def test_it_stands_for_a_year():
    assert not ONE.is_over(ONE.on + timedelta(days=366))
    assert ONE.is_over(ONE.on + timedelta(days=367))
    assert isinstance(ONE, Mailed)
