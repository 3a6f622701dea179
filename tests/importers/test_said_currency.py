import polars as pl
import pytest

from interlock.importers.said_currency import currencies
from tests.importers.made_files import read

LIST = "Deal - ID,Deal - Title,Deal - Stage,Deal - Status,Deal - Value{more}\n"


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("94 250,00 €", "EUR"),
        ("€12,500", "EUR"),
        ("£ 1.5", "GBP"),
        ("₹ 1,00,000", "INR"),
        ("USD 12,500.00", "USD"),
        ("12500 CHF", "CHF"),
        ("SEK -5", "SEK"),
        ("$ 12", None),
        ("¥ 12", None),
        ("12500", None),
        ("12500 pcs", None),
    ],
)
def test_a_sign_or_code_beside_an_amount_tells_its_currency(amount, code):
    assert currencies(pl.Series([amount])).to_list() == [code]


def test_deals_without_a_currency_have_that_of_their_amounts_and_so_has_the_company(tmp_path):
    rows = '1,a,Demo,Open,"€ 1,200"\n2,b,Demo,Open,"€ 1,300"\n3,c,Demo,Open,"£ 1,400"\n4,d,Demo,Open,7\n'
    book = read(tmp_path, {"deals.csv": LIST.format(more="") + rows}).book
    assert book.deals["currency"].to_list() == ["EUR", "EUR", "GBP", None]
    assert book.company.currency == "EUR"


def test_a_column_of_currencies_goes_before_signs(tmp_path):
    rows = '1,a,Demo,Open,"€ 1,200",USD\n2,b,Demo,Open,"€ 1,300",\n'
    more = ",Deal - Currency of Value"
    book = read(tmp_path, {"deals.csv": LIST.format(more=more) + rows}).book
    assert book.deals["currency"].to_list() == ["USD", "EUR"]


def test_a_mapped_list_tells_its_currency_too(tmp_path):
    mapping = (
        '[[source]]\nfile = "x.csv"\ntable = "deals"\nconstant = { outcome = "open" }\n'
        'columns = { id = "Nr", stage = "Etappe", amount = "Montant" }\n'
    )
    rows = "Nr;Etappe;Montant\n1;Demo;94 250,00 €\n"
    book = read(tmp_path, {"x.csv": rows, "mapping.toml": mapping}).book
    assert book.deals.select("currency").rows() == [("EUR",)]
