import json
import sys
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from tests.importers.made_files import read

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "examples"))

from synthetic.shapes import write
from synthetic.world import PLAIN

ID = "0065g00000Rtc4GAAR"
DEALS = f"Id,Name,StageName,CloseDate\n{ID},Acme – platform,Qualify,2026-12-31\n"
TWO = (
    DEALS
    + "006000000000002AAA,Twin,Qualify,2026-12-31\n006000000000003AAA,Twin,Qualify,2026-12-31\n"
)
JIRA = "Summary,Issue key,Issue id,Issue Type,Parent key,Custom field (Deal)\n"
EPICS = f"{JIRA}Offline,CORE-1,101,Epic,,\nCache,CORE-2,102,Story,CORE-1,\n"


def links(home, files):
    needs = read(home, files).book.needs
    return needs.select("deal", "feature", "confirmed").rows()


def epic_with(cell):
    return f'{JIRA}Offline,CORE-1,101,Epic,,"{cell}"\n'


@pytest.mark.parametrize(
    "cell",
    [
        ID,
        ID[:15],
        "Acme – platform",
        f"https://acme.example/lightning/r/Opportunity/{ID}/view",
        f"https://acme.example/{ID[:15]}?tab=1",
        f"see {ID}; and ask",
        f"Acme – platform; {ID}",
    ],
)
def test_a_tracker_column_that_names_deals_makes_needs(tmp_path, cell):
    found = links(tmp_path, {"deals.csv": DEALS, "jira.csv": epic_with(cell)})
    assert found == [(ID, "101", False)]


def test_a_deal_named_on_an_item_needs_the_items_feature(tmp_path):
    jira = f"{JIRA}Offline,CORE-1,101,Epic,,\nCache,CORE-2,102,Story,CORE-1,{ID}\n"
    assert links(tmp_path, {"deals.csv": DEALS, "jira.csv": jira}) == [(ID, "101", False)]


def test_a_name_that_two_deals_have_links_to_neither(tmp_path):
    assert links(tmp_path, {"deals.csv": TWO, "jira.csv": epic_with("Twin")}) == []


@pytest.mark.parametrize("cell", ["CORE-1", "CORE-2", "waits for CORE-1, CORE-2 and XX-9"])
def test_a_crm_column_that_holds_issue_keys_makes_needs(tmp_path, cell):
    deals = f'Id,Name,StageName,CloseDate,Jira_Key__c\n{ID},Acme,Qualify,2026-12-31,"{cell}"\n'
    assert links(tmp_path, {"deals.csv": deals, "jira.csv": EPICS}) == [(ID, "101", False)]


@pytest.mark.parametrize(
    ("name", "count", "found"),
    [("Acme", 1, 0), ("Acme", 2, 0), ("Acme", 3, 3), ("Acme – platform", 1, 1)],
)
def test_a_short_name_counts_only_where_several_texts_of_a_column_name_a_deal(
    tmp_path, name, count, found
):
    said = [f"{name}; {at}" if at <= count else f"word {at}" for at in range(1, 6)]
    jira = JIRA + "".join(
        f"Epic {at},CORE-{at},10{at},Epic,,{cell}\n" for at, cell in enumerate(said, 1)
    )
    deals = DEALS.replace("Acme – platform", name)
    assert len(links(tmp_path, {"deals.csv": deals, "jira.csv": jira})) == found


def test_only_the_columns_that_the_mapping_names_are_looked_at(tmp_path):
    files = {"deals.csv": DEALS, "jira.csv": epic_with(ID)}
    assert links(tmp_path, {**files, "mapping.toml": '[links]\ncolumns = ["Other"]\n'}) == []
    named = '[links]\ncolumns = ["Custom field (Deal)"]\n'
    assert links(tmp_path, {**files, "mapping.toml": named}) == [(ID, "101", False)]


def test_what_was_written_down_goes_before_what_was_found(tmp_path):
    needs = f"deal,feature,strength\n{ID},CORE-1,must\n"
    reading = read(tmp_path, {"deals.csv": DEALS, "jira.csv": epic_with(ID), "needs.csv": needs})
    assert reading.book.needs.select("strength", "confirmed").rows() == [("dealbreaker", True)]


def test_found_links_have_the_companys_default_strength_and_are_told_of(tmp_path):
    company = 'need_strength_default = "nice-to-have"\n'
    files = {"deals.csv": DEALS, "jira.csv": epic_with(ID), "company.toml": company}
    book = read(tmp_path, files).book
    assert book.needs["strength"].to_list() == ["nice-to-have"]
    assert any(
        "1 links found in column 'Custom field (Deal)'" in left.why for left in book.left_out
    )


def test_without_any_reference_there_are_no_needs(tmp_path):
    book = read(tmp_path, {"deals.csv": DEALS, "jira.csv": EPICS}).book
    assert book.needs.equals(pl.DataFrame(schema=book.needs.schema))


PIPEDRIVE = "Deal - ID,Deal - Title,Deal - Stage,Deal - Status\n7,Acme,Propose,Open\n"


def numbered(column, cell):
    return f'Summary,Issue key,Issue id,Issue Type,Custom field ({column})\nOffline,CORE-1,101,Epic,"{cell}"\n'


@pytest.mark.parametrize(
    ("column", "cell", "found"),
    [
        ("Deal", "7", [("7", "101", False)]),
        ("CRM deals", "3; 7", [("7", "101", False)]),
        ("Score", "7", []),
        ("Wish", "https://acme.pipedrive.example/deal/7", [("7", "101", False)]),
        ("Wish", "(https://a.example/deal/7), https://a.example/deal/8", [("7", "101", False)]),
        ("Wish", "https://a.example/contacts/7", []),
    ],
)
def test_a_small_number_is_a_deals_id_only_in_a_column_of_deals_or_in_an_address(
    tmp_path, column, cell, found
):
    files = {"pipedrive.csv": PIPEDRIVE, "jira.csv": numbered(column, cell)}
    assert links(tmp_path, files) == found


def github(number, repository):
    at = f"https://github.example/acme/{repository}/issues/{number}"
    return {"html_url": at, "number": number, "title": f"Epic {at}", "state": "open",
            "labels": [{"name": "epic"}], "created_at": "2026-01-05T09:00:00Z", "closed_at": None}  # fmt: skip


@pytest.mark.parametrize(
    ("note", "number"),
    [
        ("waits for #12", 12),
        ("see https://github.example/acme/core/issues/12.", 12),
        ("see https://github.example/acme/core/issues/12 please", 12),
        ("our #1 priority", None),
        ("#14 and #12", 12),
        ("room 12", None),
    ],
)
def test_an_issues_number_or_address_in_a_note_names_its_feature(tmp_path, note, number):
    deals = f"Id,Name,StageName,CloseDate,Note__c\n{ID},Acme,Qualify,2026-12-31,{note}\n"
    issues = [github(12, "core"), github(14, "core"), github(14, "app")]
    found = links(tmp_path, {"deals.csv": deals, "issues.json": json.dumps(issues)})
    core = "https://github.example/acme/core/issues/12"
    assert found == ([(ID, core, False)] if number else [])


@pytest.mark.parametrize(("crm", "tracker"), [("salesforce", "jira"), ("pipedrive", "github")])
def test_of_links_that_nobody_typed_most_are_found_and_few_are_wrong(tmp_path, crm, tracker):
    world = replace(PLAIN, deals=300)
    write(tmp_path, world, seed=5, crm=crm, tracker=tracker, links="found", stories=2)
    book = read(tmp_path, {}).book
    true = pl.read_parquet(tmp_path / "truth" / "needs.parquet").select("deal", "feature")
    keys = book.features.select(feature="id", key="key")
    found = book.needs.join(keys, on="feature").select("deal", feature="key")
    right = found.join(true, on=("deal", "feature"), how="semi").height
    assert right / found.height >= 0.95
    assert right / true.height >= 0.7
    assert not book.needs["confirmed"].any()
