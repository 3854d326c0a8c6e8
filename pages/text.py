"""Rich text of the pages: two levels of headings below the title, whoever sends it."""

import html
import re

import nh3
from django.core.exceptions import ValidationError
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

_cleaner = nh3.Cleaner(
    tags={"p", "h2", "h3", "ul", "ol", "li", "a", "blockquote", "strong", "em", "br"},
    attributes={"a": {"href"}},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener",
    clean_content_tags={"script", "style", "template"},
)
# The title is the only h1. Other programs write `<b>`, and headings of any level.
_SAME_SENSE = {"h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3", "b": "strong", "i": "em", "div": "p"}
_OTHER_NAME = re.compile(r"(</?)(h[1456]|b|i|div)(?=[\s>])", re.IGNORECASE)
_HEADING = re.compile(r"<(h[23])>")
_BLOCK = re.compile(r"<(?:p|h[1-6]|ul|ol|div)\b", re.IGNORECASE)
_TAG_OR_GAP = re.compile(r"(<[^>]*>)|(\[[^\[\]<>]{2,200}\])")
_END_OF_BLOCK = re.compile(r"</(?:p|h2|h3|li)>|<br>")


def clean(source: str) -> str:
    """The allowed part of this HTML; text without any block becomes paragraphs."""
    source = _OTHER_NAME.sub(
        lambda tag: tag[1] + _SAME_SENSE[tag[2].lower()], source.replace("\r\n", "\n").strip()
    )
    if source and not _BLOCK.search(source):
        source = linebreaks(source, autoescape=False)
    return _cleaner.clean(source).strip()


def check_headings(cleaned: str) -> None:
    """Raises ValidationError when a heading of the second level has none of the first above it."""
    first = _HEADING.search(cleaned)
    if first and first[1] == "h3":
        raise ValidationError(
            _("The first heading must be a large one: screen readers go by the levels.")
        )


def safe(source: str) -> SafeString:
    """For the page: cleaned once more, and what the city still has to fill in is marked."""
    marked = _TAG_OR_GAP.sub(
        lambda found: found[1] or f"<mark>{found[2]}</mark>", _cleaner.clean(source)
    )
    return mark_safe(marked)  # noqa: S308 (nh3 has just cleaned it)


def gaps(source: str) -> list[str]:
    """What the city still has to fill in: `[Anschrift]`, each once, in order."""
    found = (html.unescape(match[2]) for match in _TAG_OR_GAP.finditer(source) if match[2])
    return list(dict.fromkeys(found))


def plain(source: str) -> list[str]:
    """The words alone, one line a block."""
    stripped = nh3.clean(_END_OF_BLOCK.sub("\n", source), tags=set())
    lines = (" ".join(line.split()) for line in html.unescape(stripped).splitlines())
    return [line for line in lines if line]
