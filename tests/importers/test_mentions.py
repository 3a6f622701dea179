import polars as pl
import pytest

from interlock.importers.mentions import mentioned
from tests.importers.made_files import read

NAMES = {"Audit log": "1", "Audit log export": "2", "Offline mode": "3", "Search": "4", "A B": "5"}
DEAL = "0065g00000Rtc4GAAR"
DEALS = "Id,Name,StageName,CloseDate,Next_Step__c\n"
EPICS = (
    "Summary,Issue key,Issue id,Issue Type,Parent key,Custom field (Customer says)\n"
    "Offline mode,CORE-1,101,Epic,,{said}\n"
)


def meant(text, names=None):
    known = names or list(NAMES.items())
    cells = pl.DataFrame({"id": ["d"], "value": [text]})
    found = mentioned(cells, pl.DataFrame(known, schema=["name", "meant"], orient="row"))
    return set(found["meant"])


@pytest.mark.parametrize(
    ("text", "features"),
    [
        ("They wait for offline mode.", {"3"}),
        ("OFFLINE-MODE, then audit   log!", {"3", "1"}),
        ("audit log offline mode", {"1", "3"}),
        ("Audit log export is a must", {"2"}),
        ("The audit log, and audit log export", {"1", "2"}),
        ("audit logging", set()),
        ("offline modes", set()),
        ("search is slow, and a b", set()),
        ("", set()),
    ],
)
def test_a_name_counts_as_whole_words_and_the_longest_first(text, features):
    assert meant(text) == features


def test_a_name_of_two_records_names_none():
    assert meant("offline mode", [("Offline mode", "1"), ("offline-mode", "2")]) == set()


def test_letters_of_any_script_make_words():
    assert meant("Prüfpfad für Größen fehlt", [("prüfpfad FÜR größen", "1")]) == {"1"}


def test_a_feature_named_in_a_deals_note_is_a_proposed_need(tmp_path):
    deals = f'{DEALS}{DEAL},Acme,Qualify,2026-12-31,"Legal is done, they wait for offline mode"\n'
    needs = read(tmp_path, {"deals.csv": deals, "jira.csv": EPICS.format(said="")}).book.needs
    assert needs.select("deal", "feature", "confirmed").rows() == [(DEAL, "101", False)]


def test_a_deal_named_in_an_issues_text_is_a_proposed_need(tmp_path):
    deals = f"{DEALS}{DEAL},Acme – platform,Qualify,2026-12-31,\n"
    jira = EPICS.format(said="asked for by Acme / platform in May")
    needs = read(tmp_path, {"deals.csv": deals, "jira.csv": jira}).book.needs
    assert needs.select("deal", "feature", "confirmed").rows() == [(DEAL, "101", False)]
