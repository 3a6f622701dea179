"""The text of a note: what it shows, what it never brings into a page, and whom it mentions."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.render import note_text

NAMES = ["Ann", "Ann Example", "Jörg Müller", "O'Neil", "Ann-Lee Ode", "bo@acme.example"]


def html(text, *, me=""):
    return note_text.as_html(text, NAMES, page=lambda name: f"/search/?q={name}", me=me)


def mentioned(text):
    return note_text.mentioned(text, NAMES)


class Seen(HTMLParser):
    """Which tags stand in a text, and their attributes."""

    def __init__(self, text):
        super().__init__()
        self.tags = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<a href='javascript:alert(1)' onclick='alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](vbscript:x)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](data:image/svg+xml;base64,PHN2Zz4=)",
    "![x](http://elsewhere.example/x.png)",
    "![x](data:image/png;base64,AAAA)",
    "[![x](javascript:alert(1))](javascript:alert(2))",
    "<javascript:alert(1)>",
    '[x](http://a.example "onmouseover=alert(1) x=\\"")',
    "[x]: javascript:alert(1)\n\n[x]",
    "> <iframe src=//elsewhere.example></iframe>",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<style>body{display:none}</style><p style='position:fixed'>x",
    "<form action=//elsewhere.example><input name=x><button>Go</button></form>",
    "<!--><script>alert(1)</script>-->",
    "@Ann<script>alert(1)</script>",
    "**<b onmouseover=alert(1)>x</b>**",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_runs_or_comes_from_elsewhere_gets_into_a_page(text):
    _is_harmless(html(text))


@given(
    st.lists(
        st.sampled_from([*HOSTILE, "<", ">", "[", "](", ")", "`", "\n", "@Ann", "javascript:", '"'])
    )
)
def test_nor_does_any_mixture_of_such(parts):
    _is_harmless(html("".join(parts)))


def _is_harmless(made):
    for tag, attributes in Seen(made).tags:
        assert tag in note_text.TAGS, made
        assert set(attributes) <= {"href", "title", "class", "rel", "start"}, made
        href = attributes.get("href") or ""
        assert not re.match(r"\s*(javascript|vbscript|data)", href, re.IGNORECASE), made
        assert attributes.get("class") in (None, "mention", "mention me"), made
        assert tag != "a" or attributes["rel"] == "nofollow noopener", made


def test_what_is_written_is_shown_as_it_was_written():
    assert html("a <b>bold</b> & 5 > 4") == "<p>a &lt;b&gt;bold&lt;/b&gt; &amp; 5 &gt; 4</p>\n"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*so* **strong** ~~gone~~ `x`", "<em>so</em> <strong>strong</strong> <s>gone</s> <code>x"),
        ("one\ntwo", "one<br>\ntwo"),
        ("- a\n- b", "<li>a</li>"),
        ("# Head", "<p><strong>Head</strong></p>"),
        ("see https://a.example/?b=1", 'href="https://a.example/?b=1" rel="nofollow noopener"'),
        ("[mail](mailto:a@b.example)", 'href="mailto:a@b.example"'),
        ("> said", "<blockquote>\n<p>said"),
    ],
)  # fmt: skip
def test_markdown_is_shown(text, shown):
    assert shown in html(text)


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("@Ann and @jörg müller", {"Ann", "Jörg Müller"}),
        ("@Ann Example's deal", {"Ann Example"}),
        ("@Anna, @Annä, x@Ann, @@Ann, mail ann@Ann.example", set()),
        ("@Ann-Lee Ode, @Ann-Lena", {"Ann-Lee Ode"}),
        ("(@O'Neil) *@Ann*: @bo@acme.example!", {"O'Neil", "Ann", "bo@acme.example"}),
        ("`@Ann`\n\n```\n@Ann\n```\n\n    @Ann", set()),
        ("[@Ann](https://x.example) and https://x.example/@Ann", set()),
        ("\\@Ann", set()),
        ("@Jo\u0308rg Mu\u0308ller", {"Jörg Müller"}),
    ],
)
def test_whom_a_text_mentions(text, whom):
    assert mentioned(note_text.plain(text)) == whom


def test_a_mention_is_a_link_to_what_they_are_and_ones_own_is_marked():
    made = html("@ann example, @Ann", me="Ann")
    assert '<a href="/search/?q=Ann Example" class="mention" rel=' in made
    assert '<a href="/search/?q=Ann" class="mention me" rel=' in made


def test_who_has_no_page_is_marked_and_leads_nowhere():
    made = note_text.as_html("@Ann @O'Neil", NAMES, page=lambda _: "", me="Ann")
    assert '<span class="mention me">@Ann</span> <span class="mention">@O' in made
    assert "<a" not in made


def test_nobody_is_mentioned_where_there_are_no_names():
    assert note_text.mentioned("@Ann", []) == frozenset()
    assert note_text.as_html("@Ann", [""], page=str) == "<p>@Ann</p>\n"


def test_one_form_is_kept_for_each_letter_and_line_end():
    assert note_text.plain(" o\u0308\r\nb\rc \n") == "ö\nb\nc"
