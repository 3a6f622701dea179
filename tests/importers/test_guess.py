"""A first guess at the mapping of files that nobody knows."""

import csv
import io
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.importers import mapped
from interlock.importers.guess import guess
from interlock.importers.mapping import mapping_of, read_mapping
from interlock.importers.previews import previews
from interlock.importers.table import Rows
from interlock.records.company import Company
from interlock.records.guesses import sureness
from interlock.records.tables import TABLES
from interlock.render.mapping_text import mapping_text
from tests.importers.made_files import rows_of

GERMAN = (
    "Vorgangsnummer;Kunde;Verkäufer;Vertriebsphase;Auftragswert;Währung;Erstellt am;Geplanter Abschluss;Abschlussdatum;Prognosekategorie\n"
    "1001;Müller GmbH;Anna Weber;Gewonnen;12.500,00;EUR;03.01.2026;01.03.2026;28.02.2026;Sicher\n"
    "1002;Böhm AG;Jörg Maier;Verloren;8.000,50;EUR;05.01.2026;01.04.2026;15.03.2026;Möglich\n"
    "1003;Krause KG;Anna Weber;Angebot;22.000,00;EUR;12.02.2026;30.06.2026;-;Wahrscheinlich\n"
    "1004;Fink & Co;Jörg Maier;Sonstiges;k.A.;EUR;20.02.2026;31.07.2026;-;Pipeline\n"
)
SPANISH = (
    "Código,Oportunidad,Empresa,Vendedor,Estado,Importe,Fecha de creación,Fecha de cierre\n"
    "a1,Uno,Acme,Ana Gil,Ganado,1000,2026-01-05,2026-02-05\n"
    "a2,Dos,Bolt,Ana Gil,Perdido,2000,2026-01-06,2026-02-06\n"
    "a3,Tres,Cima,Luis Paz,En curso,3000,2026-01-07,\n"
)
PORTUGUESE = (
    "Nº;Nome;Empresa;Responsável;Etapa;Valor;Criado em;Fechado em\n"
    "1;Um;Acme;Ana Lima;Ganho;1000;2026-01-05;2026-02-05\n"
    "2;Dois;Bolt;Ana Lima;Perdido;2000;2026-01-06;2026-02-06\n"
    "3;Três;Cima;Rui Melo;Proposta;3000;2026-01-07;\n"
)
TICKETS = (
    "Ticket,Betreff,Vorgangstyp,Aufwand,Erstellt,Begonnen,Erledigt\n"
    "T-1,Login,Fehler,3,2026-01-01,2026-01-05,2026-01-09\n"
    "T-2,Export,Aufgabe,N/A,2026-01-02,2026-01-06,\n"
)
RELEASES = "version,due date,released,train\n1.0,2026-03-01,2026-03-08,web\n1.1,2026-06-01,,web\n"
LOG = (
    "deal_id,changed_on,attribute,new value\n"
    "D1,2026-01-05 09:00:00,dealstage,Demo\n"
    "D1,2026-01-09 09:00:00,deal_value,2000\n"
    "D2,2026-01-09 10:00:00,mood,fine\n"
)
NEEDS = (
    "opportunity,wanted feature,MoSCoW\n1001,CORE-1,Must\n1003,CORE-2,Should\n1004,CORE-2,Perhaps\n"
)
FEATURES = "Epic key,Epic name,Squad,Priority rank,Target date\nCORE-1,Offline,Core,1,2026-06-01\nCORE-2,Audit,Core,2,2026-07-01\nCORE-3,SSO,Web,3,2026-08-01\n"
EVIDENCE = "deal id,criterion,date,note\nD1,budget,2026-01-05,seen\nD2,buyer,2026-02-05,met\n"
PROMISES = (
    "Commitment,Promised by,Promised to,Promised on,Due date\n"
    "Ship SSO,Ann Lee,Bo Chen,2026-01-05,2026-06-01\n"
    "Send prices,Cy Day,Bo Chen,2026-02-05,2026-03-01\n"
)


def guessed(home, content, name="x.csv", **how):
    return guess([rows_of(home, content, name)], **how)


def source(home, content, **how):
    (only,) = guessed(home, content, **how).sources
    return only


def columns(found):
    return {column.ours: column.theirs for column in found.columns if column.used}


def words(found, ours):
    return {word.theirs: word.ours for word in found.words[ours]}


def as_read(home, content, **how):
    """What the mapping's own text reads, and the problems of reading."""
    rows = rows_of(home, content, "x.csv")
    mapping, wrong = mapping_of(tomllib.loads(mapping_text(guess([rows], **how))), "m.toml")
    assert wrong == ()
    extract = mapped.read(rows, mapping.sources[0], Company())
    return extract.tables[mapping.sources[0].table], extract.problems


@pytest.mark.parametrize(
    ("content", "table"),
    [
        (GERMAN, "deals"), (SPANISH, "deals"), (PORTUGUESE, "deals"), (TICKETS, "items"), (RELEASES, "releases"),
        (LOG, "changes"), (NEEDS, "needs"), (FEATURES, "features"), (EVIDENCE, "evidence"), (PROMISES, "promises"),
    ],
)  # fmt: skip
def test_the_table_is_known_by_its_columns(tmp_path, content, table):
    found = source(tmp_path, content, known_too=True)
    assert found.table == table
    assert sureness(found.score) in ("sure", "likely")


def test_german_headers_and_words_are_understood(tmp_path):
    found = source(tmp_path, GERMAN)
    assert columns(found) == {
        "id": "Vorgangsnummer", "account": "Kunde", "owner": "Verkäufer", "stage": "Vertriebsphase",
        "outcome": "Vertriebsphase", "amount": "Auftragswert", "currency": "Währung", "created_on": "Erstellt am",
        "expected_close_on": "Geplanter Abschluss", "closed_on": "Abschlussdatum", "category": "Prognosekategorie",
    }  # fmt: skip
    frame, problems = as_read(tmp_path, GERMAN)
    assert problems == ()
    assert frame["outcome"].to_list() == ["won", "lost", "open", "open"]
    assert frame["category"].to_list() == ["commit", "pipeline", "best case", "pipeline"]
    assert [str(day) for day in frame["closed_on"]] == ["2026-02-28", "2026-03-15", "None", "None"]


def test_german_words_for_a_planned_and_a_real_end_are_told_apart(tmp_path):
    rows = (
        "Vorgangsnummer,Kunde,Betrag,Status,Abschluss erwartet,Beendet am\n"
        "1,A,5,gewonnen,2026-02-01,2026-02-03\n2,B,6,offen,2026-12-28,\n"
        "3,C,7,verloren,2026-03-01,2026-03-05\n"
    )
    for told in ("Abschluss erwartet", "Erwarteter Abschluss"):
        for ended in ("Beendet am", "Beendet"):
            named = rows.replace("Abschluss erwartet", told).replace("Beendet am", ended)
            found = columns(source(tmp_path, named))
            assert (found["expected_close_on"], found["closed_on"]) == (told, ended)


@pytest.mark.parametrize("content", [SPANISH, PORTUGUESE])
def test_spanish_and_portuguese_are_read_without_a_problem(tmp_path, content):
    frame, problems = as_read(tmp_path, content)
    assert problems == ()
    assert frame["outcome"].to_list() == ["won", "lost", "open"]
    assert {"id", "owner", "account", "amount", "created_on", "closed_on"} <= set(frame.columns)


def test_words_for_nothing_are_found_and_said(tmp_path):
    found = source(tmp_path, GERMAN)
    assert {null.word: null.count for null in found.nulls} == {"-": 2, "k.A.": 1}


def test_na_beside_regions_is_a_region(tmp_path):
    rows = "deal id,stage,region\n1,Won,NA\n2,Lost,EMEA\n3,Demo,APAC\n"
    assert source(tmp_path, rows).nulls == ()


def test_a_stage_without_a_word_for_its_end_is_open_and_asked_about(tmp_path):
    found = source(tmp_path, GERMAN)
    assert words(found, "outcome")["Sonstiges"] == "open"
    assert any("'Sonstiges'" in ask for ask in found.asks)


@pytest.mark.parametrize(
    ("word", "ours"),
    [
        ("Closed Won", "won"), ("ClosedLost", "lost"), ("closedwon", "won"), ("6. Gewonnen", "won"), ("nicht gewonnen", "lost"),
        ("Gagnée", "won"), ("Perso", "lost"), ("PRZEGRANA", "lost"), ("受注", "won"), ("失注", "lost"),
        ("Closed Won - Renewal", "won"), ("Negotiation/Review", "open"), ("Zzz", None), ("1", None), ("no", None),
    ],
)  # fmt: skip
def test_ends_of_deals_are_known_in_many_words(tmp_path, word, ours):
    rows = f"deal id,customer,amount,outcome\n1,A,5,Won\n2,B,6,{word}\n3,C,7,won\n"
    assert words(source(tmp_path, rows), "outcome")[word] == ours


def test_a_status_that_says_only_won_and_lost_is_no_stage_where_there_is_another(tmp_path):
    rows = "Deal,Status,Pipeline Phase,Est. Close Date,Actual Close Date\nA,Won,Demo,2026-01-01,2026-01-02\nB,Lost,Demo,2026-01-01,2026-01-02\nC,Open,Offer,2026-03-01,\n"
    found = columns(source(tmp_path, rows))
    assert (found["outcome"], found["stage"]) == ("Status", "Pipeline Phase")
    assert (found["expected_close_on"], found["closed_on"]) == (
        "Est. Close Date",
        "Actual Close Date",
    )


def test_a_stage_that_says_won_but_never_lost_is_asked_about(tmp_path):
    found = source(
        tmp_path, "deal,stage,created\nA,Won,2026-01-01\nB,Demo,2026-01-02\nC,Zzz,2026-01-02\n"
    )
    assert words(found, "outcome") == {"Won": "won", "Demo": "open", "Zzz": None}
    assert any("lost" in ask for ask in found.asks)


def test_yes_counts_as_won_only_under_a_header_about_winning(tmp_path):
    rows = "opportunity,customer,amount,close date,is won\nA,K,5,2026-01-01,1\nB,L,6,2026-01-02,0\nC,M,7,2026-01-03,1\n"
    found = source(tmp_path, rows)
    assert columns(found)["outcome"] == "is won"
    assert words(found, "outcome") == {"1": "won", "0": None}
    assert any("'0'" in ask for ask in found.asks)


def test_a_column_of_endings_is_the_outcome_whatever_it_is_called(tmp_path):
    rows = "deal id,phase,amount,xq\n1,Demo,5,Won\n2,Demo,6,Lost\n3,Proposal,7,Won\n"
    assert columns(source(tmp_path, rows)) | {"stage": "phase", "outcome": "xq"} == columns(
        source(tmp_path, rows)
    )


def test_day_and_month_that_cannot_be_told_apart_are_asked(tmp_path):
    rows = "deal id,stage,created\n1,Won,03/04/2026\n2,Lost,05/06/2026\n"
    found = source(tmp_path, rows)
    (date,) = found.dates
    assert date.formats == ("%d/%m/%Y", "%m/%d/%Y")
    assert any("cannot be told apart" in ask for ask in found.asks)
    text = mapping_text(guessed(tmp_path, rows))
    assert "date_formats" not in str(tomllib.loads(text)["source"][0].get("date_formats") or "")
    chosen = text.replace('# created_on = "%d', 'created_on = "%d')
    assert tomllib.loads(chosen)["source"][0]["date_formats"] == {"created_on": "%d/%m/%Y"}


def test_another_column_of_the_file_says_which_comes_first(tmp_path):
    rows = (
        "deal id,stage,created,closed\n1,Won,03/04/2026,28/04/2026\n2,Lost,05/06/2026,29/06/2026\n"
    )
    frame, problems = as_read(tmp_path, rows)
    assert problems == ()
    assert [str(day) for day in frame["created_on"]] == ["2026-04-03", "2026-06-05"]


def test_a_form_of_days_that_is_not_found_by_itself_is_written_down(tmp_path):
    rows = "deal id,stage,created\n1,Won,2026.01.31\n2,Lost,2026.02.28\n"
    frame, problems = as_read(tmp_path, rows)
    assert problems == ()
    assert [str(day) for day in frame["created_on"]] == ["2026-01-31", "2026-02-28"]


def test_the_currency_of_amounts_is_asked_for_unless_company_toml_says_it(tmp_path):
    assert any("in which currency" in ask for ask in source(tmp_path, SPANISH).asks)
    assert not any("currency" in ask for ask in source(tmp_path, SPANISH, company=Company()).asks)
    assert any("EUR" in ask for ask in source(tmp_path, GERMAN).asks)


def test_a_log_says_whose_changes_it_holds_and_which_field_is_which(tmp_path):
    found = source(tmp_path, LOG)
    assert [(c.ours, c.value) for c in found.constants] == [("table", "deals")]
    assert words(found, "field") == {"dealstage": "stage", "deal_value": "amount", "mood": None}
    frame, problems = as_read(tmp_path, LOG)
    assert problems == ()
    assert frame["field"].to_list() == ["stage", "amount", "mood"]


def test_several_files_know_each_other_by_their_ids(tmp_path):
    files = [
        rows_of(tmp_path, c, n)
        for n, c in (("d.csv", GERMAN), ("n.csv", NEEDS), ("f.csv", FEATURES))
    ]
    found = guess(files)
    assert [s.table for s in found.sources] == ["deals", "needs", "features"]
    assert any("'opportunity' of n.csv are ids of d.csv" in link for link in found.links)
    assert words(found.sources[1], "strength") == {
        "Must": "dealbreaker",
        "Should": "important",
        "Perhaps": None,
    }
    assert found.asks == ()
    assert guess(files[1:2]).asks != ()


def test_a_key_serves_as_id_where_there_is_no_other(tmp_path):
    assert columns(source(tmp_path, FEATURES))["id"] == "Epic key"


def test_a_feature_that_no_file_holds_is_only_proposed(tmp_path):
    rows = "ticket,epic,type,created,resolved\n1,E1,bug,2026-01-01,2026-01-05\n2,E2,story,2026-01-02,2026-01-06\n"
    found = source(tmp_path, rows)
    assert "feature" not in columns(found)
    assert any("'epic'" in ask for ask in found.asks)


def test_a_file_that_is_known_needs_no_mapping(tmp_path):
    rows = "id,name,outcome,stage,amount\nD1,A,open,Demo,5\n"
    found = guessed(tmp_path, rows)
    assert (found.sources, [one.file for one in found.known]) == ((), ["x.csv"])
    assert source(tmp_path, rows, known_too=True).table == "deals"


def test_products_and_an_empty_file_are_no_table(tmp_path):
    for content in ("product,series,price\nA,x,5\nB,y,6\n", ""):
        found = guessed(tmp_path, content)
        assert (found.sources, [one.file for one in found.unknown]) == ((), ["x.csv"])


def test_the_reader_may_say_which_table_it_is(tmp_path):
    found = source(tmp_path, "a,b\n1,2\n", stated={"x.csv": "needs"})
    assert (found.table, found.needed) == ("needs", ("deal", "feature"))


def test_days_after_the_export_have_not_happened(tmp_path):
    from datetime import date

    rows = "ticket,type,size,completed\n1,bug,3,2026-12-01\n2,bug,5,2026-12-05\n"
    early = source(tmp_path, rows, as_of=date(2026, 11, 20), stated={"x.csv": "items"})
    late = source(tmp_path, rows, as_of=date(2026, 12, 20), stated={"x.csv": "items"})
    scores = [
        next(c.score for c in found.columns if c.ours == "done_on") for found in (early, late)
    ]
    assert scores[0] < scores[1]


def test_of_headers_that_repeat_the_first_is_taken_and_it_is_said(tmp_path):
    found = source(tmp_path, "deal id,stage,amount,Amount \n1,Won,5,6\n2,Lost,7,8\n")
    assert columns(found)["amount"] == "amount"
    assert any("several are called so" in ask for ask in found.asks)


ODD = st.text(
    st.one_of(
        st.sampled_from("\"'\\#[]=\n\r\t*{},; \x7f\x00\x1f\u2028éß中😀"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=12,
)
HEADER = st.one_of(
    ODD,
    st.sampled_from(
        ["deal id", "Stage", "AMOUNT", "close date", "Outcome", "created", "owner", "stage*"]
    ),
)
CELL = st.one_of(
    ODD,
    st.sampled_from(
        ["Won", "lost", "NA", "-", "2026-01-05", "03/04/2026", "1.234,5", "EUR", "Ann Lee", "1"]
    ),
)


@given(
    st.lists(HEADER, max_size=8),
    st.lists(st.lists(CELL, max_size=8), max_size=6),
    st.sampled_from([None, *TABLES]),
    st.sampled_from(["x.csv", "a [1] *?.csv", 'q"\\é.csv']),
)
def test_what_is_written_can_always_be_read(tmp_path_factory, headers, cells, table, name):
    text = io.StringIO()
    csv.writer(text).writerows([headers, *cells])
    home = tmp_path_factory.mktemp("odd")
    rows: Rows = rows_of(home, text.getvalue(), "x.csv")
    rows = Rows(name, rows.headers, rows.frame, rows.problems, rows.left_out)
    found = guess([rows], stated={name: table} if table else None, known_too=True)
    path = home / "mapping.toml"
    path.write_text(mapping_text(found), encoding="utf-8")
    mapping, problems = read_mapping(path)
    assert problems == ()
    assert [s.table for s in mapping.sources] == [s.table for s in found.sources]
    assert all((home / name).match(s.file) for s in mapping.sources)
    assert len(previews([rows], found, mapping, Company())) == len(found.sources)


IDEAS = "Idea name,Jira,{buyer},Requested by,Requested on\n"


@pytest.mark.parametrize(
    ("buyer", "ours"), [("Company", "account"), ("Kunde", "account"), ("Deal", "deal")]
)
def test_in_a_feedback_tools_list_a_company_is_the_buyer_and_an_issue_the_link(
    tmp_path, buyer, ours
):
    rows = "Offline mode,CORE-12,Acorn Foods,Maria G,2026-02-03\nAudit log,CORE-13,Birch,Tom I,2026-02-10\n"
    found = columns(source(tmp_path, IDEAS.format(buyer=buyer) + rows))
    assert found[ours] == buyer
    assert (found["feature"], found["link"]) == ("Idea name", "Jira")
    text = mapping_text(guessed(tmp_path, IDEAS.format(buyer=buyer) + rows))
    assert f'{ours} = "{buyer}"' in text
    assert "# not found: strength" in text
