"""Whether HTML is written as it should be: tags closed in order, nothing where it may not stand.

Browsers mend such mistakes silently, each in its own way, and what they make of it is what a
screen reader gets. So the source is read, not the page.
"""

from collections import Counter
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
BLOCKS = HEADINGS | {
    *("address", "article", "aside", "blockquote", "details", "dialog", "div", "dl", "fieldset"),
    *("figure", "footer", "form", "header", "hr", "main", "nav", "ol", "p", "pre", "search"),
    *("section", "table", "ul"),
}
# What may hold words and what stands in a line of words, but no block.
LINES = HEADINGS | {
    *("abbr", "b", "button", "code", "del", "em", "i", "ins", "label", "legend", "mark", "p"),
    *("pre", "small", "span", "strong", "summary", "time"),
}
CHILDREN = {
    "ul": {"li", "script", "template"},
    "ol": {"li", "script", "template"},
    "dl": {"dt", "dd", "div"},
    "table": {"caption", "colgroup", "thead", "tbody", "tfoot", "tr"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": {"th", "td"},
    "select": {"option", "optgroup", "hr"},
}
# What nobody types in and nothing can complete.
NOT_TYPED = {"hidden", "checkbox", "radio", "submit", "button", "file", "image", "reset"}
# Headings may stand in these, though they are lines.
TITLES = {"legend", "summary"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: Counter[str] = Counter()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._attributes(tag, attributes)
        parent = self.open[-1] if self.open else ""
        if parent in CHILDREN and tag not in CHILDREN[parent]:
            self._fault(f"<{tag}> in <{parent}>")
        if "svg" in self.open:
            parent = ""
        if parent in LINES and tag in BLOCKS and not (parent in TITLES and tag in HEADINGS):
            self._fault(f"<{tag}> in <{parent}>")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._attributes(tag, attributes)

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
            return
        self._fault(f"</{tag}> where <{self.open[-1] if self.open else '-'}> is open")
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def _attributes(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, times in Counter(name for name, _ in attributes).items():
            if times > 1:
                self._fault(f"<{tag}> with {name} {times} times")
        named = dict(attributes)
        if tag == "input" and "autocomplete" in named and named.get("type") in NOT_TYPED:
            self._fault(f"autocomplete of an input that is {named['type']}")
        self.ids.update(value or "" for name, value in attributes if name == "id")

    def _fault(self, text: str) -> None:
        line, _ = self.getpos()
        self.faults.append(f"line {line}: {text}")


def faults(html: str) -> list[str]:
    """What is wrong with a page, in the order of its lines."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    twice = [f"id {name} {times} times" for name, times in reader.ids.items() if times > 1]
    return [*reader.faults, *twice, *(f"<{tag}> stays open" for tag in reader.open)]
