"""What somebody wrote in a mail, as programs of several makers and languages quote around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.importers.html_words import as_text
from interlock.importers.own_words import own_words

US = ("interlock@acme.example",)
QUOTED = "> Bob mentions you on Inn:\n>\n> > Can that be?\n>\n> Read and answer: http://acme/x/\n"
BARE = "Bob mentions you on Inn:\n\nCan that be?\n\nRead and answer: http://acme/x/\n"
SAID = "Yes, by *January*.\n\n- SAML first\n- then audit"

ATTRIBUTIONS = {
    "Gmail, English": "On Fri, Nov 20, 2026 at 12:00 PM Bob <bob@crm.example> wrote:",
    "Gmail, broken": "On Fri, Nov 20, 2026 at 12:00 PM Robert Longname-Smith Junior\n<bob@crm.example> wrote:",
    "Gmail, German": "Am Fr., 20. Nov. 2026 um 12:00 Uhr schrieb Bob <bob@crm.example>:",
    "Gmail, French": "Le ven. 20 nov. 2026 à 12:00, Bob <bob@crm.example> a écrit :",
    "Gmail, Spanish": "El vie, 20 nov 2026 a las 12:00, Bob (<bob@crm.example>) escribió:",
    "Gmail, Portuguese": "Em sex., 20 de nov. de 2026 às 12:00, Bob <bob@crm.example> escreveu:",
    "Apple, English": "On 20 Nov 2026, at 12:00, Bob <bob@crm.example> wrote:",
    "Apple, German": "Am 20.11.2026 um 12:00 schrieb Bob <bob@crm.example>:",
    "Apple, French": "Le 20 nov. 2026 à 12:00, Bob <bob@crm.example> a écrit :",
    "Apple, Spanish": "El 20 nov 2026, a las 12:00, Bob <bob@crm.example> escribió:",
    "Apple, Portuguese": "No dia 20/11/2026, às 12:00, Bob <bob@crm.example> escreveu:",
    "Thunderbird, English": "On 20/11/2026 12:00, Bob wrote:",
    "Thunderbird, German": "Am 20.11.26 um 12:00 schrieb Bob:",
    "Thunderbird, French": "Le 20/11/2026 à 12:00, Bob a écrit :",
    "Thunderbird, Spanish": "El 20/11/26 a las 12:00, Bob escribió:",
    "Thunderbird, Portuguese": "Em 20/11/2026 12:00, Bob escreveu:",
    "GMX, German": "Bob schrieb am 20. November 2026 um 12:00:",
    "a language that it does not know": "Bob <Interlock+abc234@acme.example> kirjoitti perjantaina:",
}  # fmt: skip


@pytest.mark.parametrize("sentence", ATTRIBUTIONS.values(), ids=ATTRIBUTIONS)
def test_an_answer_above_or_below_or_between_what_is_quoted_is_kept_alone(sentence):
    assert own_words(f"{SAID}\n\n{sentence}\n\n{QUOTED}", US) == SAID
    assert own_words(f"{SAID}\n{sentence}\n{QUOTED}", US) == SAID
    assert own_words(f"{SAID}\r\n\r\n{sentence}\r\n{QUOTED}", US) == SAID
    assert own_words(f"{sentence}\n{QUOTED}\n{SAID}", US) == SAID
    first, second = QUOTED.splitlines(keepends=True)[:2], QUOTED.splitlines(keepends=True)[2:]
    between = f"{sentence}\n{''.join(first)}\nYes\n\n{''.join(second)}\nNo\n"
    assert own_words(between, US) == "Yes\n\nNo"


HEADS = {
    "Outlook desktop, English": "From: Interlock <no@crm.example>\nSent: Friday, November 20, 2026 12:00 PM\nTo: Jörg <j@acme.example>\nSubject: Bob mentions you",
    "Outlook desktop, German": "Von: Interlock <no@crm.example>\nGesendet: Freitag, 20. November 2026 12:00\nAn: Jörg <j@acme.example>\nBetreff: Bob mentions you",
    "Outlook desktop, French": "De : Interlock <no@crm.example>\nEnvoyé : vendredi 20 novembre 2026 12:00\nÀ : Jörg <j@acme.example>\nObjet : Bob mentions you",
    "Outlook desktop, Spanish": "De: Interlock <no@crm.example>\nEnviado el: viernes, 20 de noviembre de 2026 12:00\nPara: Jörg <j@acme.example>\nAsunto: Bob mentions you",
    "Outlook desktop, Portuguese": "De: Interlock <no@crm.example>\nEnviada em: sexta-feira, 20 de novembro de 2026 12:00\nPara: Jörg <j@acme.example>\nAssunto: Bob mentions you",
    "Outlook for the web": "________________________________\nFrom: Interlock <no@crm.example>\nSent: Friday, November 20, 2026 12:00\nTo: Jörg <j@acme.example>\nSubject: Bob mentions you",
    "Outlook, bold": "*From:* Interlock <no@crm.example>\n*Sent:* Friday, November 20, 2026 12:00\n*To:* Jörg\n*Subject:* Bob mentions you",
    "Outlook of old": "-----Original Message-----\nFrom: Interlock",
    "Outlook of old, German": "-----Ursprüngliche Nachricht-----\nVon: Interlock",
    "Outlook of old, French": "-----Message d'origine-----\nDe : Interlock",
    "Outlook of old, Spanish": "-----Mensaje original-----\nDe: Interlock",
    "Outlook of old, Portuguese": "-----Mensagem original-----\nDe: Interlock",
    "a language that it does not know": "Lähettäjä: Interlock <interlock@acme.example>\nLähetetty: perjantai 20.11.\nVastaanottaja: J",
}  # fmt: skip


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_all_below_the_head_of_the_mail_that_is_quoted_goes(head):
    assert own_words(f"{SAID}\n\n{head}\n\n{BARE}", US) == SAID
    assert own_words(f"{SAID}\n{head}\n\n{BARE}", US) == SAID


@pytest.mark.parametrize(
    "signature",
    ["-- \nJörg Müller\nAcme", "--\nJörg", "Sent from my iPhone", "Von meinem iPhone gesendet",
     "Envoyé de mon iPhone", "Enviado desde mi iPhone", "Enviado do meu iPhone",
     "Get Outlook for iOS<https://aka.ms/o0ukef>", "Outlook für iOS beziehen",
     "Gesendet von Outlook für Android", "Obtener Outlook para iOS", "Obter o Outlook para iOS",
     "Sent from Outlook for iOS", "Gesendet mit der GMX Mail App",
     "Envoyé à partir de Outlook pour iOS"],
)  # fmt: skip
def test_a_signature_goes(signature):
    sentence = ATTRIBUTIONS["Gmail, English"]
    assert own_words(f"{SAID}\n\n{signature}\n") == SAID
    assert own_words(f"{SAID}\n\n{signature}\n\n{sentence}\n{QUOTED}") == SAID
    assert own_words(f"{sentence}\n{QUOTED}\n{SAID}\n\n{signature}\n") == SAID


@pytest.mark.parametrize(
    "said",
    [
        "On Monday they wrote: no.\nWe should ask again.",
        "From: 10 seats\nTo: 50 seats\nThat is all.",
        "The three points:\n\n1. SAML\n2. audit",
        "Thanks, that works\nfor both of us",
        "He said, and I wrote it down:\nby 20 January",
        "Am Montag schrieb der Kunde:\nJanuar reicht",
        "    four = spaces",
        "-- not a signature\nmore",
        "We asked who it was.\nGesendet von Bob am Montag",
    ],
)
def test_what_only_looks_like_a_quote_is_kept(said):
    assert own_words(said, US) == said.strip()


def test_own_quotes_above_stay_where_the_mail_says_what_it_quotes():
    said = "> we need it\n\nThat is what they said."
    assert own_words(f"{said}\n\n{ATTRIBUTIONS['Gmail, German']}\n{QUOTED}") == said
    assert own_words(f"{QUOTED}\nYes.") == "Yes."


def test_nothing_is_left_of_a_mail_that_only_quotes():
    assert own_words(f"{ATTRIBUTIONS['Gmail, English']}\n{QUOTED}") == ""
    assert own_words(QUOTED) == ""


HTML = {
    "Gmail": '<div dir="ltr">Yes, by January.<div><br></div><div>Bob</div></div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Fri Bob wrote:<br></div><blockquote class="gmail_quote"><p>Can that be?</p></blockquote></div>',
    "Gmail, signed": '<div dir="ltr">Yes, by January.<div><br></div>Bob<br><span class="gmail_signature_prefix">-- </span><br><div class="gmail_signature">Bob Smith, Acme</div></div><div class="gmail_quote">Can that be?</div>',
    "Outlook for the web": '<html><head><style>p {margin:0}</style></head><body><div>Yes, by January.</div><div><br></div><div>Bob</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>Von:</b> Interlock</div><div><p>Can that be?</p></div></body></html>',
    "Outlook desktop": '<html><body><div class="WordSection1"><p>Yes, by January.</p><p>Bob</p><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p><b>From:</b> Interlock</p></div><p>Can that be?</p></div></body></html>',
    "Apple Mail": '<html><body>Yes, by January.<div><br></div><div>Bob<br><div><br><blockquote type="cite"><div>Am 20.11.2026 schrieb Bob:</div><div>Can that be?</div></blockquote></div></div></body></html>',
    "Thunderbird": '<html><body><p>Yes, by January.</p><p>Bob</p><div class="moz-cite-prefix">On 20/11/2026 12:00, Bob wrote:<br></div><blockquote type="cite" cite="mid:x"><p>Can that be?</p></blockquote><div class="moz-signature">-- <br>Bob Smith</div></body></html>',
}  # fmt: skip


@pytest.mark.parametrize("html", HTML.values(), ids=HTML)
def test_html_says_what_its_sender_wrote(html):
    assert own_words(as_text(html), US) == "Yes, by January.\n\nBob"


def test_html_keeps_lists_and_own_quotes_and_runs_nothing():
    said = as_text("<p>See:</p><ul><li>one</li><li>two</li></ul><blockquote>theirs</blockquote>")
    assert [line for line in said.splitlines() if line] == ["See:", "* one", "* two", "theirs"]
    assert "alert" not in as_text("<p>a</p><script>alert(1)</script><style>b{}</style>")
    assert as_text("") == ""


@given(st.text(st.sampled_from("abOn wrote:12.@>-\n\r _*FromTScjDe")) | st.text())
def test_any_text_is_read_and_none_of_it_is_made_up(text):
    said = own_words(text, US)
    assert set(said.split()) <= set(text.replace("\xa0", " ").split())


@given(st.text(st.sampled_from("<>/divblockquote='\" type=cite&;p\n")) | st.text())
def test_any_html_is_read(html):
    assert isinstance(as_text(html), str)
