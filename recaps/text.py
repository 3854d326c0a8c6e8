"""Rich text: the small set of HTML that a recap may hold, whoever sends it."""

import html
import re

import nh3
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe

TAGS = {"p", "h3", "ul", "ol", "li", "a", "blockquote", "strong", "em", "br"}
_cleaner = nh3.Cleaner(
    tags=TAGS,
    attributes={"a": {"href"}},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener",
    clean_content_tags={"script", "style", "template"},
)
_NESTED = re.compile(r"<(/?)(?:blockquote|ul|ol)>|(</p>)")
# A sign that begins no tag is a sign: „Eintritt < 5 Euro“.
_LESS_THAN = re.compile(r"<(?!/?[a-z][^<>]*>|!--)", re.IGNORECASE)
_OTHER_NAME = re.compile(r"(</?)(h[12456]|b|i|div)(?=[\s>])", re.IGNORECASE)
_BLOCK = "p|h3|ul|ol|blockquote"
_ANY_BLOCK = re.compile(rf"<(?:{_BLOCK}|li|table)\b", re.IGNORECASE)
_BETWEEN = re.compile(rf"(</(?:{_BLOCK})>)\s*(?=<(?:{_BLOCK})>)")
_SOLE = re.compile(r"<li>\s*<p>((?:(?!</?p>).)*)</p>\s*</li>", re.DOTALL)
_EMPTY = re.compile(r"(?:<(p|li|blockquote)>(?:\s|&nbsp;|<br>)*</\1>\s*)+\Z")
WORDS_PER_MINUTE = 200


def clean(source: str) -> str:
    """The allowed part of this HTML; text without any block becomes paragraphs.

    Empty paragraphs at the end, which editors like to leave behind, go. One text has one form,
    however an editor writes it: a blank line between blocks, no paragraph around a whole item.
    """
    source = _LESS_THAN.sub("&lt;", source.strip())
    source = _OTHER_NAME.sub(_same_sense, source)
    if source and not _ANY_BLOCK.search(source):
        source = linebreaks(source, autoescape=False)
    cleaned = _EMPTY.sub("", _cleaner.clean(source)).strip()
    return _BETWEEN.sub(r"\1\n\n", _SOLE.sub(r"<li>\1</li>", cleaned))


def _same_sense(tag: re.Match[str]) -> str:
    """Other programs write `<b>`, and headings of any level; there is one level here."""
    name = {"b": "strong", "i": "em", "div": "p"}.get(tag[2].lower(), "h3")
    return f"{tag[1]}{name}"


def safe(source: str) -> SafeString:
    """For pages: cleaned once more, so that no way into the database is a way onto a page."""
    return mark_safe(_cleaner.clean(source))  # noqa: S308 (nh3 has just cleaned it)


def opening(html: SafeString) -> SafeString:
    """The text up to the end of its first paragraph: photos follow there. Else all of it."""
    return SafeString(html[: _first_paragraph(html)])


def rest(html: SafeString) -> SafeString:
    """What `opening` leaves."""
    return SafeString(html[_first_paragraph(html) :])


def _first_paragraph(html: str) -> int:
    """Where it ends; one in a quotation or in a list does not count."""
    depth = 0
    for tag in _NESTED.finditer(html):
        if not tag[2]:
            depth += -1 if tag[1] else 1
        elif not depth:
            return tag.end()
    return len(html)


def plain(source: str) -> str:
    """The words alone, one line a block."""
    broken = re.sub(r"</(?:p|h3|li|blockquote)>|<br>", "\n", source)
    stripped = nh3.clean(broken, tags=set(), clean_content_tags={"script", "style"})
    lines = (" ".join(line.split()) for line in html.unescape(stripped).splitlines())
    return "\n".join(line for line in lines if line)


def reading_minutes(*sources: str) -> int:
    """How long an adult reads, at 200 words a minute; at least 1."""
    words = sum(len(plain(source).split()) for source in sources)
    return max(1, round(words / WORDS_PER_MINUTE))
