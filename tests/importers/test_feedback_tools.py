"""Needs from exports of feedback tools: proposed where one deal and one feature are meant."""

import json
from datetime import date

import pytest

from tests.importers.made_files import read

ONE, TWO = "0065g00000Rtc4GAAR", "0065g00000Rtc4HAAR"
DEALS = (
    "id,name,account,outcome,created_on,closed_on\n"
    f"{ONE},Acorn platform,Acorn Foods,open,2026-01-05,\n{TWO},Birch rollout,Birch AG,open,2026-02-01,\n"
    "C1,Cedar one,Cedar,open,2026-01-05,\nC2,Cedar two,Cedar,open,2026-03-01,\n"
    "D1,Dogwood first,Dogwood,won,2025-01-05,2025-06-30\nD2,Dogwood next,Dogwood,open,2026-03-01,\n"
    "E1,Elm,Elm Ltd,lost,2025-01-05,2025-09-30\n"
)
FEATURES = "id,key,name,team\nF1,CORE-1,Offline mode,Core\nF2,CORE-2,Audit log,Core\nF3,CORE-3,Twin,Core\nF4,CORE-4,Twin,Core\n"
ITEMS = "id,key,title,feature\n10012,CORE-12,Cache,F1\n10013,CORE-13,Write log,F2\n"
BASE = {"deals.csv": DEALS, "features.csv": FEATURES, "items.csv": ITEMS}
CANNY = "Post title,Voter name,Company,MRR,Opportunity,Vote priority,Created,Jira issue\n"


def votes(home, *rows):
    return read(home, {**BASE, "votes.csv": CANNY + "\n".join(rows) + "\n"})


def pairs(reading):
    return reading.book.needs.select("deal", "feature").sort("deal", "feature").rows()


def said(reading):
    return [(p.file, p.line, p.column, p.value) for p in reading.problems]


def left_out(reading):
    return {left.why: left.count for left in reading.book.left_out if left.count}


def test_a_vote_of_an_account_with_one_open_deal_is_a_proposed_need(tmp_path):
    reading = votes(tmp_path, "Offline mode,Maria G,acorn  foods,900,,Must have,2026-02-03,")
    assert reading.problems == ()
    assert [source.kind for source in reading.book.sources].count("Canny votes") == 1
    (need,) = reading.book.needs.iter_rows(named=True)
    assert (need["deal"], need["feature"], need["confirmed"]) == (ONE, "F1", False)
    assert (need["strength"], need["said_by"], need["on"]) == (
        "dealbreaker",
        "Maria G",
        date(2026, 2, 3),
    )
    assert any("1 needs found in votes.csv: proposed" in left.why for left in reading.book.left_out)


@pytest.mark.parametrize(
    "opportunity",
    [ONE, ONE[:15], "ACORN platform", f"https://x.example/lightning/r/Opportunity/{ONE}/view"],
)
def test_an_opportunity_is_known_by_id_address_and_name(tmp_path, opportunity):
    assert pairs(votes(tmp_path, f"Audit log,Tom,,,{opportunity},,,")) == [(ONE, "F2")]


@pytest.mark.parametrize(
    "issue", ["CORE-12", "10012", "https://x.example/browse/CORE-1", "CORE-12, CORE-1"]
)
def test_a_feature_is_known_by_its_key_and_by_an_issue_of_it(tmp_path, issue):
    assert pairs(votes(tmp_path, f'Work on a plane,Tom,Birch AG,,,,,"{issue}"')) == [(TWO, "F1")]


def test_an_account_with_two_open_deals_is_said_and_nothing_is_guessed(tmp_path):
    reading = votes(
        tmp_path, "Audit log,Tom,Cedar,,,,2026-04-01,", "Offline mode,Tom,Cedar,,,,2026-04-01,"
    )
    assert pairs(reading) == []
    assert said(reading) == [("votes.csv", 2, "deal", "Cedar")]
    assert left_out(reading) == {"votes.csv: several deals or features may be meant": 2}


def test_an_account_counts_with_the_deal_that_was_open_on_the_day_of_the_vote(tmp_path):
    reading = votes(
        tmp_path,
        "Audit log,Tom,Cedar,,,,2026-02-01,",
        "Audit log,Ann,Dogwood,,,,2025-06-30,",
        "Offline mode,Ann,Dogwood,,,,2026-03-01,",
        "Offline mode,Ann,Dogwood,,,,2025-10-01,",
    )
    assert pairs(reading) == [("C1", "F2"), ("D1", "F2"), ("D2", "F1")]
    assert left_out(reading) == {"votes.csv: the buyer had no open deal of this name": 1}


def test_without_a_day_only_deals_that_are_open_now_count(tmp_path):
    reading = votes(tmp_path, "Audit log,Tom,Elm Ltd,,,,,", "Audit log,Ann,Dogwood,,,,,")
    assert pairs(reading) == [("D2", "F2")]


def test_an_opportunity_that_is_not_known_does_not_fall_to_another_deal_of_its_account(tmp_path):
    assert pairs(votes(tmp_path, "Audit log,Tom,Acorn Foods,,Acorn renewal,,,")) == []


def test_a_feature_name_that_two_features_have_is_said(tmp_path):
    reading = votes(tmp_path, "Twin,Tom,Birch AG,,,,,")
    assert pairs(reading) == []
    assert said(reading) == [("votes.csv", 2, "feature", "Twin")]


def test_a_name_and_a_link_that_mean_different_features_are_said(tmp_path):
    reading = votes(tmp_path, "Audit log,Tom,Birch AG,,,,,CORE-12")
    assert pairs(reading) == []
    assert said(reading) == [("votes.csv", 2, "feature", "Audit log")]


def test_what_no_feature_is_called_is_counted_with_the_most_frequent_names(tmp_path):
    reading = votes(
        tmp_path,
        "Dark mode,Tom,Birch AG,,,,,",
        "Dark mode,Ann,Acorn Foods,,,,,",
        "Emoji,Ann,Acorn Foods,,,,,",
        "Offline mode,Ann,,,,,,",
    )
    assert pairs(reading) == []
    assert left_out(reading) == {
        "votes.csv: no buyer or no feature is named": 1,
        "votes.csv: no feature is called so: 'Dark mode', 'Emoji'": 3,
    }


def test_votes_of_one_account_are_one_need_of_the_first_day_and_the_strongest_word(tmp_path):
    reading = votes(
        tmp_path,
        "Audit log,Ann,Birch AG,,,Nice to have,2026-04-01,",
        "Audit log,Tom,Birch AG,,,Must have,2026-05-01,",
        "audit LOG,Eve,Birch AG,,,whenever,2026-03-01,",
    )
    (need,) = reading.book.needs.iter_rows(named=True)
    assert (need["on"], need["strength"], need["said_by"]) == (
        date(2026, 3, 1),
        "dealbreaker",
        "Eve",
    )


def test_what_was_written_down_goes_before_a_vote(tmp_path):
    files = {"needs.csv": f"deal,feature,strength\n{TWO},F2,could\n"}
    files["votes.csv"] = f"{CANNY}Audit log,Ann,Birch AG,,,Must have,2026-04-01,\n"
    needs = read(tmp_path, {**BASE, **files}).book.needs
    assert needs.select("strength", "confirmed").rows() == [("nice-to-have", True)]


def test_cannys_votes_as_json_with_the_companies_of_the_voter(tmp_path):
    vote = {
        "id": "v1", "created": "2026-02-03T10:00:00.000Z", "votePriority": "important",
        "board": {"id": "b", "name": "Ideas"},
        "voter": {"name": "Maria", "companies": [{"id": "1", "name": "Acorn Foods"}, {"name": "Birch AG"}]},
        "post": {"id": "p", "title": "Offline", "jira": {"linkedIssues": [{"id": "10012", "key": "CORE-12"}]}},
    }  # fmt: skip
    reading = read(tmp_path, {**BASE, "votes.json": json.dumps([vote])})
    assert pairs(reading) == [(ONE, "F1"), (TWO, "F1")]


def test_productboards_notes_with_several_features_and_importances(tmp_path):
    notes = (
        "Note title,Company,User email,Features,Importance,Created at\n"
        'Call,Acorn Foods,m@acorn.example,"Offline mode; Audit log",3,2026-02-03\n'
        "Mail,Birch AG,t@birch.example,Audit log,1,2026-02-03\n"
    )
    reading = read(tmp_path, {**BASE, "notes.csv": notes})
    assert [s.kind for s in reading.book.sources if s.file == "notes.csv"] == ["Productboard notes"]
    assert reading.book.needs.sort("deal", "feature").select("deal", "feature", "strength").rows() == [
        (ONE, "F1", "dealbreaker"),
        (ONE, "F2", "dealbreaker"),
        (TWO, "F2", "nice-to-have"),
    ]  # fmt: skip


def test_ahas_ideas_by_organisation_and_by_linked_opportunity(tmp_path):
    ideas = (
        "Idea reference #,Idea name,Organization name,Opportunity name,Opportunity value,Jira key\n"
        "A-I-1,Offline mode,Acorn Foods,,12000,\nA-I-2,Log it all,,Birch rollout,9000,CORE-13\n"
        "A-I-3,Twin,,,,\n"
    )
    reading = read(tmp_path, {**BASE, "ideas.csv": ideas})
    assert [s.kind for s in reading.book.sources if s.file == "ideas.csv"] == ["Aha! ideas"]
    assert pairs(reading) == [(ONE, "F1"), (TWO, "F2")]
    assert left_out(reading) == {"ideas.csv: no buyer or no feature is named": 1}


FIDER = "number,title,description,created_at,created_by,votes_count,comments_count,status,responded_by,responded_at,response,original_number,original_title,tags\n"


def test_fiders_posts_by_tags_and_by_addresses_in_the_text(tmp_path):
    posts = (
        f'{FIDER}1,Offline mode,"On a plane",2026-02-03T10:00:00Z,Eve,4,0,open,,,,,,"mobile, Acorn Foods"\n'
        f'2,Audit log,"For https://x.example/{TWO}, they say",2026-02-03T10:00:00Z,Eve,4,0,open,,,,,,\n'
        "3,Audit log,For nobody,2026-02-03T10:00:00Z,Eve,4,0,open,,,,,,\n"
    )
    reading = read(tmp_path, {**BASE, "posts.csv": posts})
    assert [s.kind for s in reading.book.sources if s.file == "posts.csv"] == ["Fider posts"]
    assert pairs(reading) == [(ONE, "F1"), (TWO, "F2")]


def test_fiders_posts_as_json(tmp_path):
    post = {
        "id": 1, "number": 1, "title": "Offline mode", "slug": "offline", "description": "x", "votesCount": 2,
        "createdAt": "2026-02-03T10:00:00Z", "user": {"id": 1, "name": "Eve"}, "tags": ["birch-ag", "Birch AG"],
        "commentsCount": 0, "status": "open", "response": None,
    }  # fmt: skip
    assert pairs(read(tmp_path, {**BASE, "posts.json": json.dumps([post])})) == [(TWO, "F1")]


@pytest.mark.parametrize(
    ("id", "address"),
    [
        ("901", "https://app.hubspot.example/contacts/77/record/0-3/901"),
        ("901", "https://app.hubspot.example/contacts/77/deal/901?x=1"),
        ("12", "https://acme.pipedrive.example/deal/12"),
        ("CRM-DEAL-1", "https://x.example/crm/deals/CRM-DEAL-1"),
        ("65ab", "https://x.example/#Opportunity/view/65ab"),
        ("5b-c", "https://x.example/index.php?module=Opportunities&action=DetailView&record=5b-c"),
        ("7", "https://x.example/web#id=7&model=crm.lead&view_type=form"),
    ],
)
def test_the_address_of_a_deal_in_every_crm(tmp_path, id, address):
    deals = f"id,name,account,outcome\n{id},Acorn,Acorn,open\n99,Other,Birch,open\n"
    votes = f"{CANNY}Audit log,Tom,,,{address},,,\n"
    reading = read(tmp_path, {**BASE, "deals.csv": deals, "votes.csv": votes})
    assert pairs(reading) == [(id, "F2")]


def test_an_address_of_something_else_with_the_number_of_a_deal_names_no_deal(tmp_path):
    deals = "id,name,account,outcome\n901,Acorn,Acorn,open\n99,Other,Birch,open\n"
    votes = f"{CANNY}Audit log,Tom,,,https://app.hubspot.example/contacts/77/record/0-2/901,,,\n"
    assert pairs(read(tmp_path, {**BASE, "deals.csv": deals, "votes.csv": votes})) == []


JIRA = (
    "Summary,Issue key,Issue id,Issue Type,Status,Project type,Parent key,Created,Inward issue link (Polaris work item link),"
    "Custom field (Customers),Custom field (Customers),Custom field (Opportunity),Custom field (Customer Segment)\n"
    "Offline mode,CORE-1,101,Epic,To Do,software,,05/Jan/26 9:00 AM,,,,,\n"
    "Cache,CORE-2,102,Story,To Do,software,CORE-1,05/Jan/26 9:00 AM,,,,,\n"
)
IDEAS = (
    "Work on a plane,IDEA-1,901,Idea,Now,product_discovery,,03/Mar/26 9:00 AM,CORE-2,Acorn Foods,Birch AG,,Cedar\n"
    "Offline mode,IDEA-2,902,Idea,Now,product_discovery,,03/Mar/26 9:00 AM,,,,Dogwood next,\n"
)


def test_ideas_of_jira_product_discovery_are_wishes_and_no_work(tmp_path):
    reading = read(tmp_path, {"deals.csv": DEALS, "jira.csv": JIRA + IDEAS})
    assert reading.problems == ()
    assert reading.book.items["key"].to_list() == ["CORE-2"]
    assert reading.book.features["key"].to_list() == ["CORE-1"]
    assert pairs(reading) == [(ONE, "101"), (TWO, "101"), ("D2", "101")]
    assert set(reading.book.needs["on"]) == {date(2026, 3, 3)}


def test_a_type_called_idea_in_a_software_project_stays_work(tmp_path):
    rows = JIRA + IDEAS.replace("product_discovery", "software")
    book = read(tmp_path, {"deals.csv": DEALS, "jira.csv": rows}).book
    assert book.items["key"].to_list() == ["CORE-2", "IDEA-1", "IDEA-2"]


def test_a_file_of_nothing_but_ideas_is_read(tmp_path):
    head = JIRA.splitlines()[0] + "\n"
    reading = read(tmp_path, {**BASE, "jira.csv": head + IDEAS.replace("CORE-2", "CORE-12")})
    assert reading.problems == ()
    assert pairs(reading) == [(ONE, "F1"), (TWO, "F1"), ("D2", "F1")]
