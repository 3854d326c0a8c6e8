"""Rich text: what stays, what goes, and that one text has one form."""

import pytest

from recaps import text


@pytest.mark.parametrize(
    ("source", "cleaned"),
    [
        ("", ""),
        ("   \r\n ", ""),
        ("Eine Zeile.", "<p>Eine Zeile.</p>"),
        ("Erster.\r\n\r\nZweiter\nAbsatz.", "<p>Erster.</p>\n\n<p>Zweiter<br>Absatz.</p>"),
        ("Eintritt < 5 Euro & mehr", "<p>Eintritt &lt; 5 Euro &amp; mehr</p>"),
        ("Nur <b>fett</b>", "<p>Nur <strong>fett</strong></p>"),
        ("<div>eins</div><div>zwei</div>", "<p>eins</p>\n\n<p>zwei</p>"),
        ("<H1 class=x>Groß</H1><p>Text</p>", "<h3>Groß</h3>\n\n<p>Text</p>"),
        ("<p>a</p><p></p><p><br></p>", "<p>a</p>"),
        ("<ul><li><p>a</p></li><li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<p>a</p>\r\n\r\n\r\n<p>b</p>", "<p>a</p>\n\n<p>b</p>"),
    ],
)
def test_one_text_has_one_form(source: str, cleaned: str) -> None:
    assert text.clean(source) == cleaned
    assert text.clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("source", "cleaned"),
    [
        ("<script>alert(1)</script><p>Gut</p>", "<p>Gut</p>"),
        ('<p onclick="x" style="color:red" class="y">Gut</p>', "<p>Gut</p>"),
        ('<p><a href="javascript:alert(1)">x</a></p>', '<p><a rel="noopener">x</a></p>'),
        ("<img src=x onerror=alert(1)", "<p>&lt;img src=x onerror=alert(1)</p>"),
        ("<svg><script>alert(1)</script></svg>Gut", "<p>Gut</p>"),
        ("<iframe src=//boese.example></iframe><p>Gut</p>", "<p>Gut</p>"),
        ("<style>p {}</style><template><p>x</p></template><p>Gut</p>", "<p>Gut</p>"),
    ],
)
def test_hostile_markup_is_gone(source: str, cleaned: str) -> None:
    assert text.clean(source) == cleaned
    assert "alert" not in text.safe(source)


def test_an_address_keeps_what_leads_there_and_nothing_else() -> None:
    link = '<p><a href="https://www.jena.de" target="_blank" rel="opener" onclick="x">Jena</a></p>'
    assert text.clean(link) == '<p><a href="https://www.jena.de" rel="noopener">Jena</a></p>'


def test_the_words_alone() -> None:
    source = "<h3>Was bleibt</h3><ul><li>Eins &amp; zwei</li><li>drei</li></ul><p>a<br>b</p>"
    assert text.plain(source) == "Was bleibt\nEins & zwei\ndrei\na\nb"


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (250, 1), (320, 2), (1000, 5)])
def test_how_long_one_reads(words: int, minutes: int) -> None:
    assert text.reading_minutes(f"<p>{'Wort ' * words}</p>") == minutes
