"""Deal lists of every CRM that is known by its headers, each in the shape of its export."""

from datetime import date

import polars as pl
import pytest

from tests.importers.made_files import log_of, read

HUBSPOT = (
    "Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Create Date,Deal owner,Deal Type,Forecast category,"
    'Associated Company,"Date entered ""Qualified (Sales Pipeline)""","Date entered ""Closed Won (Sales Pipeline)""",'
    '"Latest time in ""Qualified (Sales Pipeline)""",Jira key'
)
HUBSPOT_ROWS = (
    "901,Acorn,Closed Won,Sales Pipeline,12000,2026-03-20 10:00,2026-01-05 09:00,Ann Lee,newbusiness,closed,Acorn Ltd,2026-01-05 09:00,2026-03-20 10:00,6393600,",
    "902,Birch,Qualified,Sales Pipeline,8000,2026-05-31 00:00,2026-05-04 09:00,Bo Roe,existingbusiness,best_case,Birch Ltd,2026-05-04 09:00,,,CORE-1",
    "903,Cedar,Qualified,Sales Pipeline,(No value),2026-06-30 00:00,2026-02-04 09:00,Bo Roe,(No value),omit,Cedar Ltd,2026-03-04 09:00,,,",
    "904,Dogwood,Closed Lost,Sales Pipeline,500,2026-03-01 00:00,2026-02-04 09:00,Bo Roe,,,Dogwood Ltd,2026-02-05 09:00,,,",
)


def deals(reading):
    return {row["id"]: row for row in reading.book.deals.iter_rows(named=True)}


def one_file(home, *lines, name="export.csv"):
    return read(home, {name: "\n".join(lines) + "\n"})


def test_hubspot_by_labels(tmp_path):
    reading = one_file(tmp_path, HUBSPOT, *HUBSPOT_ROWS)
    assert reading.problems == ()
    (source,) = reading.book.sources
    assert source.kind == "HubSpot deals"
    assert source.why.startswith("sure: Record ID, Deal Name, Deal Stage and ")
    won, birch, cedar, lost = deals(reading).values()
    assert (won["outcome"], won["closed_on"], won["account"]) == (
        "won",
        date(2026, 3, 20),
        "Acorn Ltd",
    )
    assert (lost["outcome"], lost["closed_on"]) == ("lost", date(2026, 3, 1))
    assert (birch["category"], birch["kind"], cedar["category"]) == (
        "best case",
        "expansion",
        "omitted",
    )
    assert (cedar["amount"], cedar["kind"]) == (None, None)


def test_hubspots_own_month_end_date_is_no_stated_date(tmp_path):
    reading = one_file(tmp_path, HUBSPOT, *HUBSPOT_ROWS)
    assert deals(reading)["902"]["expected_close_on"] is None
    assert deals(reading)["903"]["expected_close_on"] == date(2026, 6, 30)
    (said,) = [left for left in reading.book.left_out if "month-end" in left.why]
    assert (said.table, said.count) == ("stated close dates", 1)


@pytest.mark.parametrize("bracket", [" (Sales Pipeline)", ""])
def test_hubspots_stage_clock_is_the_history_of_stages_in_both_spellings(tmp_path, bracket):
    reading = one_file(tmp_path, HUBSPOT.replace(" (Sales Pipeline)", bracket), *HUBSPOT_ROWS)
    assert log_of(reading, "stage", "901") == [
        ("2026-01-05", None, "Qualified"),
        ("2026-03-20", "Qualified", "Closed Won"),
    ]


def test_hubspot_by_internal_names(tmp_path):
    reading = one_file(
        tmp_path,
        "hs_object_id,dealname,dealstage,pipeline,amount,deal_currency_code,closedate,createdate,hubspot_owner_id,"
        "hs_manual_forecast_category,hs_forecast_category,hs_is_closed,hs_is_closed_won,hs_v2_date_entered_closedwon",
        "1,Acorn,closedwon,default,100,EUR,2026-03-20T10:00:00Z,2026-01-05T09:00:00Z,77,,commit,true,true,2026-03-20T10:00:00Z",
        "2,Birch,1034,default,100,EUR,2026-03-20T10:00:00Z,2026-01-05T09:00:00Z,77,pipeline,commit,true,false,",
    )
    won, lost = deals(reading).values()
    assert (won["outcome"], won["category"], won["currency"]) == ("won", "commit", "EUR")
    assert (lost["outcome"], lost["category"]) == ("lost", "pipeline")
    assert log_of(reading, "stage", "1") == [("2026-03-20", None, "closedwon")]


@pytest.mark.parametrize(
    "head",
    [
        "Deal - ID,Deal - Title,Deal - Value,Deal - Currency of Value,Deal - Status,Deal - Stage,Deal - Organization,"
        "Deal - Owner,Deal - Expected close date,Deal - Deal created,Deal - Won time,Deal - Lost time,Deal - Deal closed on",
        "Deal - Pipedrive System ID,Deal - Title,Deal - Value,Deal - Currency of value,Deal - Status,Deal - Stage (pipeline),Organization,"
        "Deal - Owner,Deal - Expected close date,Deal - Creation date,Deal - Won time,Deal - Lost time,Deal - Closed on",
    ],
)
def test_pipedrive_in_both_vocabularies(tmp_path, head):
    reading = one_file(
        tmp_path,
        head,
        "1,Acorn,1200,EUR,Won,Offer,Acorn Ltd,Ann,2026-03-31,2026-01-05 09:00:00,2026-03-20 10:00:00,,2026-03-20 10:00:00",
        "2,Birch,800,EUR,Open,Talk,Birch Ltd,Bo,2026-07-31,2026-02-05 09:00:00,,,",
        "3,Cedar,800,EUR,Lost,Talk,Cedar Ltd,Bo,,2026-02-05 09:00:00,,2026-04-01 08:00:00,2026-04-01 08:00:00",
        "4,Dogwood,800,EUR,Deleted,Talk,,Bo,,2026-02-05 09:00:00,,,",
    )
    assert reading.problems == ()
    found = deals(reading)
    assert [(d["outcome"], d["closed_on"]) for d in found.values()] == [
        ("won", date(2026, 3, 20)),
        ("open", None),
        ("lost", date(2026, 4, 1)),
    ]
    assert found["2"]["expected_close_on"] == date(2026, 7, 31)
    assert found["1"]["account"] == "Acorn Ltd"


def test_odoo_loses_what_it_archives(tmp_path):
    reading = one_file(
        tmp_path,
        "External ID,Opportunity,Customer,Salesperson,Sales Team,Stage,Expected Revenue,Probability,Expected Closing,Closed Date,Created on,Active,Lost Reason",
        "crm_1,Acorn,Acorn Ltd,Ann,Europe,Won,1000,100,2026-03-31,2026-03-20,2026-01-05,True,",
        "crm_2,Birch,Birch Ltd,Bo,Europe,Qualified,800,35,2026-07-31,,2026-02-05,True,",
        "crm_3,Cedar,Cedar Ltd,Bo,Europe,Qualified,700,0,2026-07-31,2026-04-02,2026-02-05,False,Too expensive",
    )
    assert [d["outcome"] for d in deals(reading).values()] == ["won", "open", "lost"]
    assert deals(reading)["crm_3"]["closed_on"] == date(2026, 4, 2)


def test_espocrm_suitecrm_and_frappe(tmp_path):
    espo = one_file(
        tmp_path / "espo",
        "id,name,account,stage,amount,amountCurrency,probability,closeDate,createdAt,assignedUser",
        "e1,Acorn,Acorn Ltd,Closed Won,100,EUR,100,2026-03-20,2026-01-05 09:00:00,Ann",
        "e2,Birch,Birch Ltd,Proposal/Price Quote,100,EUR,75,2026-07-20,2026-01-05 09:00:00,Ann",
    )
    suite = one_file(
        tmp_path / "suite",
        "id,name,opportunity_type,account_name,amount,sales_stage,probability,date_closed,date_entered,assigned_user_name,deleted",
        "s1,Acorn,New Business,Acorn Ltd,100,Closed Lost,0,2026-03-20,2026-01-05 09:00:00,Ann,0",
        "s2,Birch,Existing Business,Birch Ltd,100,Negotiation/Review,90,2026-07-20,2026-01-05 09:00:00,Ann,0",
        "s3,Gone,,Birch Ltd,100,Negotiation/Review,90,2026-07-20,2026-01-05 09:00:00,Ann,1",
    )
    frappe = one_file(
        tmp_path / "frappe",
        "name,organization,deal_owner,status,probability,deal_value,expected_closure_date,closed_date,currency,creation,lost_reason",
        "CRM-DEAL-1,Acorn Ltd,ann@x.org,Won,100,100,2026-03-31,2026-03-20,EUR,2026-01-05 09:00:00,",
        "CRM-DEAL-2,Birch Ltd,ann@x.org,Ready to Close,90,100,2026-07-31,,EUR,2026-01-05 09:00:00,",
        "CRM-DEAL-3,Cedar Ltd,ann@x.org,Lost,0,100,2026-07-31,2026-04-02,EUR,2026-01-05 09:00:00,Price",
    )
    for reading, kind, outcomes in (
        (espo, "EspoCRM opportunities", ["won", "open"]),
        (suite, "SuiteCRM opportunities", ["lost", "open"]),
        (frappe, "Frappe CRM deals", ["won", "open", "lost"]),
    ):
        assert reading.problems == ()
        assert [source.kind for source in reading.book.sources] == [kind]
        assert reading.book.deals["outcome"].to_list() == outcomes
        is_open = pl.col("outcome") == "open"
        assert reading.book.deals.filter(is_open)["expected_close_on"][0].month == 7
        assert reading.book.deals.filter(~is_open)["closed_on"].null_count() == 0
    assert suite.book.deals["kind"].to_list() == ["new", "expansion"]


REPORT = "Opportunity ID,Opportunity Name,Account Name,Opportunity Owner,Stage,Amount Currency,Amount,Probability (%),Close Date,Created Date,Forecast Category,Type"
REPORT_ROWS = (
    '0061t00000AbCdEFGH,Acorn,Acorn Ltd,Ann,Closed Won,EUR,"12,000.00",100,3/20/2026,1/5/2026,Closed,New Business',
    '0061t00000AbCdEFGI,Birch,Birch Ltd,Bo,Proposal,EUR,"8,000.00",60,7/31/2026,2/25/2026,Commit,Renewal',
)
FOOTER = (
    'Grand Totals (2 records),,,,,EUR,"20,000.00"',
    "",
    '"Open and closed"',
    '"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."',
    '"Confidential Information - Do Not Distribute"',
    '"Generated By:  Ann Lee 7/1/2026 9:12 AM"',
)


def test_a_salesforce_report_with_its_companion_currency_and_its_footer(tmp_path):
    reading = one_file(tmp_path, REPORT, *REPORT_ROWS, *FOOTER)
    assert reading.problems == ()
    won, still = deals(reading).values()
    assert (won["id"], won["outcome"], won["closed_on"]) == (
        "0061t00000AbCdEFGH",
        "won",
        date(2026, 3, 20),
    )
    assert (still["currency"], str(still["amount"]), still["category"]) == (
        "EUR",
        "8000.000",
        "commit",
    )
    assert (still["kind"], still["created_on"]) == ("renewal", date(2026, 2, 25))


def test_a_report_without_ids_takes_account_and_name_and_says_so(tmp_path):
    rows = [line.partition(",")[2] for line in (REPORT, *REPORT_ROWS)]
    reading = one_file(tmp_path, *rows)
    assert list(deals(reading)) == ["Acorn Ltd / Acorn", "Birch Ltd / Birch"]
    (problem,) = reading.problems
    assert "account and name stand in" in problem.what


def test_a_german_report(tmp_path):
    reading = one_file(
        tmp_path,
        "Opportunity-ID;Name der Opportunity;Accountname;Inhaber der Opportunity;Phase;Betrag;Schlusstermin;Erstelldatum;Gewonnen;Geschlossen",
        '0061t00000AbCdEFGH;Acorn;Acorn GmbH;Ann;Angebot;"12.000,50";31.7.2026;5.1.2026;0;0',
        '0061t00000AbCdEFGI;Birke;Birke GmbH;Ann;Gewonnen;"1.200,00";20.3.2026;5.1.2026;1;1',
    )
    assert reading.problems == ()
    still, won = deals(reading).values()
    assert (str(still["amount"]), still["expected_close_on"]) == ("12000.500", date(2026, 7, 31))
    assert (won["outcome"], won["closed_on"]) == ("won", date(2026, 3, 20))


def test_the_history_reports_give_past_stages_amounts_and_dates_and_their_repeats_count_once(
    tmp_path,
):
    move = "0061t00000AbCdEFGI,Birch,Birch Ltd,Talk,Proposal,3/1/2026,2/25/2026"
    reading = read(
        tmp_path,
        {
            "deals.csv": "\n".join([REPORT, *REPORT_ROWS]),
            "moves.csv": "\n".join(
                [
                    "Opportunity ID,Opportunity Name,Account Name,From Stage,To Stage,Last Stage Change Date,Created Date",
                    move,
                    move,
                    "0061t00000AbCdEFGH,Acorn,Acorn Ltd,Talk,Closed Won,3/20/2026,1/5/2026",
                ]
            ),
            "edits.csv": "\n".join(
                [
                    "Opportunity Owner,Opportunity Name,Edited By,Field / Event,Old Value,New Value,Edit Date",
                    'Bo,Birch,Bo,Amount,"EUR 5,000.00","EUR 8,000.00",4/2/2026 9:30 AM',
                    "Bo,Birch,Bo,Close Date,6/30/2026,7/31/2026,4/22/2026 9:30 AM",
                    "Bo,Birch,Bo,Next Step,,call,4/22/2026 9:30 AM",
                ]
            ),
        },
    )
    assert reading.problems == ()
    birch = "0061t00000AbCdEFGI"
    assert ("2026-03-01", "Talk", "Proposal") in log_of(reading, "stage", birch)
    assert ("2026-04-02", "5000", "8000") in log_of(reading, "amount", birch)
    assert ("2026-04-22", "2026-06-30", "2026-07-31") in log_of(reading, "expected_close_on", birch)
    (again,) = [left for left in reading.book.left_out if left.why == "repeated by the report"]
    assert again.count == 1


def test_unknown_columns_are_listed_and_kept_as_the_company_wishes(tmp_path):
    lines = "\n".join([HUBSPOT, *HUBSPOT_ROWS])
    both = read(tmp_path / "all", {"deals.csv": lines})
    assert both.book.attributes.rows() == [("deals", "902", "Jira key", "CORE-1")]
    none = read(
        tmp_path / "none", {"deals.csv": lines, "company.toml": 'keep_columns = ["Cloud*"]'}
    )
    assert none.book.attributes.height == 0
    assert none.book.sources[0].columns_unread == ("Jira key",)


def test_a_deal_that_was_lost_in_a_stage_that_is_open_is_lost(tmp_path):
    company = '[pipelines.Sales]\nstages = [{ name = "Propose", percent = 40, outcome = "open" }]\n'
    deals = (
        "Deal - ID,Deal - Title,Deal - Stage,Deal - Status,Deal - Value\n"
        "1,Acme,Propose,Lost,10\n2,Beta,Propose,Open,10\n"
    )
    book = read(tmp_path, {"deals.csv": deals, "company.toml": company}).book
    assert book.deals["outcome"].to_list() == ["lost", "open"]


def test_one_stage_of_two_pipelines_ends_deals_only_where_its_pipeline_says_so(tmp_path):
    company = (
        '[pipelines.New]\nstages = ["Talk", { name = "Signed", outcome = "won" }, "Paid"]\n'
        '[pipelines.Renewal]\nstages = ["Signed", { name = "Paid", outcome = "won" }]\n'
    )
    deals = (
        "Deal - ID,Deal - Title,Deal - Pipeline,Deal - Stage,Deal - Status\n"
        "1,a,New,Signed,\n2,b,Renewal,Signed,\n3,c,Renewal,Paid,\n4,d,,Signed,\n5,e,,Talk,\n"
    )
    book = read(tmp_path, {"deals.csv": deals, "company.toml": company}).book
    assert book.deals["outcome"].to_list() == ["won", "open", "won", "open", "open"]


def test_deals_that_closed_before_they_were_created_are_said_and_kept(tmp_path):
    deals = (
        "Deal - ID,Deal - Title,Deal - Stage,Deal - Status,Deal - Deal created,Deal - Won time\n"
        "1,a,Offer,Won,2026-03-01,2026-02-01\n2,b,Offer,Won,2026-01-01,2026-02-01\n"
    )
    reading = read(tmp_path, {"deals.csv": deals})
    assert [(p.what, p.value) for p in reading.problems] == [
        ("closed before they were created: 1 of the deals", "1")
    ]
    assert reading.book.deals.height == 2


def test_an_id_that_two_rows_of_a_file_use_is_one_deal_and_what_differs_is_said(tmp_path):
    deals = (
        "Deal - ID,Deal - Title,Deal - Stage,Deal - Status\n1,Acme,Offer,Open\n1,Beta,Demo,Open\n"
    )
    reading = read(tmp_path, {"deals.csv": deals})
    assert reading.book.deals.select("id", "name").rows() == [("1", "Acme")]
    assert any("Beta" in f"{p.value}{p.what}" or "name" in f"{p.column}" for p in reading.problems)
