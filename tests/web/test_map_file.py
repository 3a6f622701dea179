"""Files of unknown kinds, mapped in the browser: asked, tried, kept for the next of their kind."""

import re
import tomllib

import pytest

from interlock.store import mappings, read, revisions
from tests.store.test_take_in import week
from tests.web.brought import at_once, dropped, taken_in

pytestmark = pytest.mark.parametrize("book_at", ["sqlite"], indirect=True)
HEADS = "Nr;Kunde;Phase;Betrag;Erstellt am;Notiz\n"
SALES = (
    HEADS
    + "1001;Müller GmbH;Gewonnen;12.500,00;03.01.2026;warm\n"
    + "1002;Böhm AG;Verloren;8.000,50;05.01.2026;\n"
    + "1003;Krause KG;Angebot;22.000,00;12.02.2026;\n"
)


@pytest.fixture
def client(browser):
    return browser("manager")


@pytest.fixture(autouse=True)
def home(tmp_path, settings, monkeypatch):
    settings.HOME = tmp_path
    at_once(monkeypatch)


@pytest.fixture
def asked(client):
    """The mapping page of a file, and what its form would send."""

    def made(name="verkauf_csv", rows=SALES):
        words, address = dropped(client, **{name: rows})
        assert "Say what it holds" in words
        page = client.get(f"{address}map/").content.decode()
        return address, page, sent(page)

    return made


def sent(page):
    """The names of the form's questions, with the answers that stand there."""
    form = page.partition('id="answers"')[2].partition("</form>")[0]
    answers = dict(re.findall(r'type="hidden" name="(file|was)" value="(.*?)"', form))
    for name, options in re.findall(r'<select id=\S+ name="(.*?)">(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        answers[name] = chosen[1] if chosen else ""
    return answers


def rows_of(page):
    """The first rows as they would be read."""
    table = page.partition("first-rows")[2].partition("</table>")[0]
    heads = re.findall(r'<th scope="col">(.*?)</th>', table)
    rows = [re.findall(r"<td>(.*?)</td>", row) for row in table.split("<tr>")[2:]]
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_an_unknown_file_is_guessed_tried_and_taken_in(client, asked):
    address, page, answers = asked()
    assert answers["table"] == "deals"
    assert answers["column.2"] == "stage+outcome"
    assert answers["word.outcome.2.1"] == "won"
    assert [row["amount"] for row in rows_of(page)] == ["12,500", "8,000.50", "22,000"]
    told = client.post(f"{address}map/", answers | {"use": "1"}, follow=True).content.decode()
    assert "mapped to deals, 3 rows" in told
    client.post(address, {"apply": "1"})
    assert read.book().deals["outcome"].to_list() == ["won", "lost", "open"]


def test_the_next_file_of_its_kind_is_read_without_asking_until_it_is_forgotten(client, asked):
    address, _, answers = asked()
    client.post(f"{address}map/", answers | {"use": "1"})
    client.post(address, {"apply": "1"})
    later = SALES.replace("Notiz\n", "Notiz;Region\n").replace("1003;Krause", "1004;Krause")
    words, address = dropped(client, woche_48_csv=later)
    assert "it has the headers of verkauf.csv, which the mapping reads as deals" in words
    client.post(address, {"apply": "1"})
    assert read.book().deals["id"].to_list() == ["1001", "1002", "1004"]
    (kept,) = mappings.standing()
    assert f"/import/mappings/{kept.key}/" in client.get("/import/").content.decode()
    text = client.get(f"/import/mappings/{kept.key}/").content.decode()
    assert tomllib.loads(text)["source"][0]["columns"]["account"] == "Kunde"
    told = client.post(f"/import/mappings/{kept.key}/", follow=True).content.decode()
    assert "kept no longer" in told
    assert "is not recognised" in dropped(client, woche_49_csv=later)[0]
    client.post(f"/import/undo/{revisions.latest()}/")
    assert "mapped to deals" in dropped(client, woche_50_csv=later)[0]


def test_what_is_taken_back_is_read_no_more(client, asked):
    address, _, answers = asked()
    client.post(f"{address}map/", answers | {"use": "1"})
    client.post(address, {"apply": "1"})
    client.post("/import/undo/1/")
    assert mappings.standing() == ()


def test_a_file_with_quite_other_headers_is_not_of_the_kind(client, asked):
    address, _, answers = asked()
    client.post(f"{address}map/", answers | {"use": "1"})
    client.post(address, {"apply": "1"})
    other = "Nr;Kunde;Phase;Betrag;Erstellt am;A;B;C;D\n1;x;Angebot;1;03.01.2026;;;;\n"
    assert "is not recognised" in dropped(client, verkauf_csv=other)[0]


def test_an_answer_changes_what_is_read_and_comes_back_as_a_part_of_the_page(client, asked):
    address, _, answers = asked()
    answers |= {"column.1": "name", "word.outcome.2.0": "lost", "column.5": "*"}
    answer = client.post(f"{address}map/", answers, headers={"HX-Request": "true"})
    part = answer.content.decode()
    assert part.lstrip().startswith("<form")
    assert rows_of(part)[2] | {"name": "Krause KG", "outcome": "lost"} == rows_of(part)[2]
    text = client.post(f"{address}map/", answers | {"download": "1"})
    said = tomllib.loads(text.content.decode())["source"][0]
    assert said["attributes"] == ["Notiz"]
    assert said["values"]["outcome"]["Angebot"] == "lost"


def test_another_table_is_guessed_anew_and_says_what_it_lacks(client, asked):
    address, _, answers = asked()
    page = client.post(f"{address}map/", answers | {"table": "promises"}).content.decode()
    assert "promises needs what; the mapping does not give it" in page
    assert "No row can be read so" in page
    assert "disabled>Read it so" in page
    used = client.post(f"{address}map/", sent(page) | {"use": "1"})
    assert used.status_code == 200
    assert "is not recognised" in client.get(address).content.decode()


def test_day_and_month_that_cannot_be_told_apart_are_asked_for(client, asked):
    rows = SALES.replace(".01.2026", "/04/2026").replace("12.02.2026", "07/08/2026")
    address, page, answers = asked(rows=rows)
    assert "day and month cannot be told apart" in page
    assert "created_on" not in rows_of(page)[0]
    for form, days in {"%d/%m/%Y": "2026-04-03", "%m/%d/%Y": "2026-03-04"}.items():
        answers["date.created_on.4"] = form
        page = client.post(f"{address}map/", answers).content.decode()
        assert rows_of(page)[0]["created_on"] == days


def test_thousands_and_decimals_that_cannot_be_told_apart_are_asked_for(client, asked):
    rows = SALES.replace(",00", "").replace("8.000,50", "8.000")
    address, page, answers = asked(rows=rows)
    assert "Betrag: thousands and decimals cannot be told apart" in page
    for mark, amount in {",": "12,500", ".": "12.50"}.items():
        page = client.post(f"{address}map/", answers | {"decimal": mark}).content.decode()
        assert rows_of(page)[0]["amount"] == amount


def test_two_columns_taken_for_the_same_are_told(client, asked):
    address, _, answers = asked()
    page = client.post(f"{address}map/", answers | {"column.5": "account"}).content.decode()
    assert "Kunde and Notiz are both taken for account; the last is read" in page


def test_a_mapping_is_edited_as_text_and_its_mistakes_change_nothing(client, asked):
    address, _, answers = asked()
    text = client.post(f"{address}map/", answers | {"download": "1"}).content.decode()
    wrong = text.replace('account = "Kunde"', 'acount = "Kunde"')
    page = client.post(f"{address}map/", {"use_text": "1", "text": wrong})
    assert page.status_code == 422
    assert "did you mean account" in page.content.decode()
    assert "is not recognised" in client.get(address).content.decode()
    told = client.post(f"{address}map/", {"use_text": "1", "text": text}, follow=True)
    assert "mapped to deals, 3 rows" in told.content.decode()


def test_a_file_that_is_known_may_be_read_otherwise(client):
    taken_in(client, deals_csv=week(2))
    words, address = dropped(client, deals_csv=week(2))
    assert "our own table" in words
    page = client.get(f"{address}map/?file=deals.csv").content.decode()
    assert "Without a mapping it is read as our own table" in page
    answers = sent(page) | {"column.1": "account", "use": "1"}
    told = client.post(f"{address}map/", answers, follow=True).content.decode()
    assert "mapped to deals" in told
    assert 'name <span class="from">Deal 1</span> nothing' in told


def test_a_file_that_is_not_there_is_said_to_be_so(client, asked):
    address, _, _ = asked()
    told = client.get(f"{address}map/?file=other.csv", follow=True).content.decode()
    assert "No file is called" in told


OUTSIDE = """
[[source]]
file = "verkauf.csv"
table = "deals"
columns = { id = "Nr", outcome = "Phase" }
lookup = { outcome = { file = "../../secret.csv", key = "Nr", value = "Phase" } }
"""


def test_no_mapping_looks_into_files_that_nobody_brought(client, asked, tmp_path):
    (tmp_path / "secret.csv").write_text("Nr,Phase\nAngebot,won\n")
    address, _, _ = asked()
    page = client.post(f"{address}map/", {"use_text": "1", "text": OUTSIDE})
    assert page.status_code == 422
    assert "is none of the files that were brought" in page.content.decode()
    words, _ = dropped(client, verkauf_csv=SALES, mapping_toml=OUTSIDE)
    assert "secret.csv" in words
    assert "Take it in" not in words
