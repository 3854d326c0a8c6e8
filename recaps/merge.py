"""Two people wrote at once: who changed what, so that nobody loses a word.

Three texts meet here: `base`, which the page was drawn from; `mine`, which was sent; and `theirs`,
which is stored by now. Of the base only prints are known, which travel with the form: the history
may have merged several savings into one. All contents have the shape of `recaps.content`.
"""

import json
from dataclasses import dataclass, field
from hashlib import blake2b

from recaps.content import SECTION_FIELDS, TEXT_FIELDS, Content
from recaps.differences import Piece, of_field

Prints = dict[str, str]


@dataclass(frozen=True)
class Question:
    """A field in which the two differ. `take`: only the stored text is new, so it is proposed."""

    pieces: list[Piece]
    take: bool


@dataclass(frozen=True)
class Row:
    """A section of the merged text.

    `fate` says what became of it: "added" by them; "gone" for them, kept by me (`take`: I wrote
    nothing in it); "back", because they wrote in what I removed; else nothing.
    """

    section: Content
    fate: str = ""
    take: bool = False
    questions: dict[str, Question] = field(default_factory=dict)


@dataclass(frozen=True)
class Merge:
    """What the next page shows: my text, with questions where theirs differs."""

    texts: dict[str, Question]
    rows: list[Row]


def prints(content: Content) -> Prints:
    """What somebody begins with, short enough to travel with the form."""
    found = {name: _print(content[name]) for name in TEXT_FIELDS}
    for row in content["sections"]:
        found |= {f"{row['id']}-{name}": _print(row[name]) for name in SECTION_FIELDS}
    return found


def read_prints(sent: str) -> Prints:
    """The prints as they came back; from a form that was tampered with, none."""
    try:
        found = json.loads(sent)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def same(mine: Content, theirs: Content) -> bool:
    """Whether the two say the same, so that there is nothing to ask."""
    return _words(mine) == _words(theirs)


def merge(base: Prints, mine: Content, theirs: Content) -> Merge:
    """My text with theirs worked in."""
    texts = {}
    for name in TEXT_FIELDS:
        asked = _question(base, name, name, mine[name], theirs[name])
        if asked:
            texts[name] = asked
    return Merge(texts, _rows(base, mine["sections"], theirs["sections"]))


def _question(base: Prints, key: str, name: str, mine: str, theirs: str) -> Question | None:
    """Nothing to ask when both say the same, or when only I wrote."""
    if _print(mine) == _print(theirs) or base.get(key) == _print(theirs):
        return None
    return Question(of_field(name, mine, theirs), take=base.get(key) == _print(mine))


def _rows(base: Prints, mine: list[Content], theirs: list[Content]) -> list[Row]:
    stored = {row["id"]: row for row in theirs}
    rows = [_row(base, row, stored.get(row["id"])) for row in _in_order(base, mine, theirs)]
    kept = {row["id"] for row in mine}
    before = None
    for row in theirs:
        if row["id"] not in kept:
            known = f"{row['id']}-text" in base
            if known and not _changed(base, row):
                continue  # I removed it, and they left it as it was
            fresh = Row(row, "back" if known else "added")
            rows.insert(_place_after(rows, before), fresh)
        before = row["id"]
    return rows


def _row(base: Prints, mine: Content, theirs: Content | None) -> Row:
    if theirs is None:
        if mine["id"] is None:
            return Row(mine)
        return Row(mine | {"id": None}, "gone", take=not _changed(base, mine))
    asked = {
        name: question
        for name in SECTION_FIELDS
        if (question := _question(base, f"{mine['id']}-{name}", name, mine[name], theirs[name]))
    }
    return Row(mine, questions=asked)


def _in_order(base: Prints, mine: list[Content], theirs: list[Content]) -> list[Content]:
    """My order; theirs when I did not move anything and they did."""
    begun = list(dict.fromkeys(key.rpartition("-")[0] for key in base if "-" in key))
    stored = [str(row["id"]) for row in theirs]
    own = {str(row["id"]): row for row in mine}
    shared = [pk for pk in own if pk in stored and pk in begun]
    if shared != [pk for pk in begun if pk in shared]:
        return mine
    following = iter([own[pk] for pk in stored if pk in shared])
    return [next(following) if str(row["id"]) in shared else row for row in mine]


def _place_after(rows: list[Row], pk: int | None) -> int:
    for index, row in enumerate(rows):
        if pk is not None and row.section["id"] == pk:
            return index + 1
    return 0 if pk is None else len(rows)


def _changed(base: Prints, row: Content) -> bool:
    return any(base.get(f"{row['id']}-{name}") != _print(row[name]) for name in SECTION_FIELDS)


def _words(content: Content) -> list[str]:
    sections = [row[name] for row in content["sections"] for name in SECTION_FIELDS]
    return [_flat(words) for words in [*(content[name] for name in TEXT_FIELDS), *sections]]


def _print(words: str) -> str:
    return blake2b(_flat(words).encode(), digest_size=6).hexdigest()


def _flat(words: str) -> str:
    """Browsers send other line breaks than they were given."""
    return " ".join(words.split())
