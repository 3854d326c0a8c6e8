"""Two people wrote at once: who is asked what, and that no word is lost."""

from typing import Any

import pytest

from recaps import merge
from recaps.content import TEXT_FIELDS, Content

TEXTS = dict.fromkeys(TEXT_FIELDS, "")


def section(pk: int | None, text: str = "<p>Wie am Anfang.</p>", **fields: Any) -> Content:
    defaults = {"heading": f"Nummer {pk}", "visit_note": "", "station": None}
    return {"id": pk, "text": text, **defaults, **fields}


def content(*sections: Content, **texts: str) -> Content:
    return {**TEXTS, "title": "Titel", **texts, "sections": list(sections), "photos": []}


def merged(base: Content, mine: Content, theirs: Content) -> merge.Merge:
    return merge.merge(merge.prints(base), mine, theirs)


def said(question: merge.Question) -> list[tuple[str, str]]:
    return [(piece.kind, piece.words) for piece in question.pieces]


def test_nothing_is_asked_where_both_say_the_same() -> None:
    base = content(section(1))
    both = content(section(1, "<p>Neu.</p>"), lead="Neu.")
    found = merged(base, both, both)
    assert found.texts == {}
    assert [row.questions for row in found.rows] == [{}]


def test_nothing_is_asked_where_only_i_wrote() -> None:
    base = content(section(1))
    found = merged(base, content(section(1, "<p>Von mir.</p>"), lead="Von mir."), base)
    assert found.texts == {}
    assert found.rows == [merge.Row(section(1, "<p>Von mir.</p>"))]


def test_where_only_they_wrote_theirs_is_proposed() -> None:
    base = content(section(1), lead="Alt.")
    theirs = content(section(1, "<p>Wie am Ende.</p>"), lead="Neu.")
    found = merged(base, base, theirs)
    assert found.texts["lead"].take
    assert said(found.texts["lead"]) == [("gone", "Alt."), ("new", "Neu.")]
    question = found.rows[0].questions["text"]
    assert question.take
    assert said(question) == [("same", "Wie am"), ("gone", "Anfang."), ("new", "Ende.")]


def test_where_both_wrote_mine_stays_until_i_decide() -> None:
    base = content(lead="Alt.")
    found = merged(base, content(lead="Von mir."), content(lead="Von ihr."))
    assert not found.texts["lead"].take
    assert list(found.texts) == ["lead"]


def test_other_line_breaks_are_no_change() -> None:
    base = content(section(1, "<p>a</p>\n\n<p>b</p>"), lead="a\nb")
    mine = content(section(1, "<p>a</p>\r\n\r\n<p>b</p>"), lead="a\r\nb")
    theirs = content(section(1, "<p>a</p>\n\n<p>c</p>"), lead="a\nc")
    found = merged(base, mine, theirs)
    assert found.texts["lead"].take
    assert found.rows[0].questions["text"].take


def test_sections_they_added_stand_where_they_put_them() -> None:
    base = content(section(1), section(2))
    theirs = content(section(8), section(1), section(9), section(2))
    mine = content(section(1), section(None, "<p>Neu von mir.</p>"), section(2))
    rows = merged(base, mine, theirs).rows
    assert [(row.section["id"], row.fate) for row in rows] == [
        (8, "added"),
        (1, ""),
        (9, "added"),
        (None, ""),
        (2, ""),
    ]


def test_a_section_they_removed_stays_with_my_text() -> None:
    base = content(section(1), section(2))
    mine = content(section(1, "<p>Von mir.</p>"), section(2))
    gone, untouched = merged(base, mine, content()).rows
    assert (gone.fate, gone.take, gone.section["id"]) == ("gone", False, None)
    assert gone.section["text"] == "<p>Von mir.</p>"
    assert (untouched.fate, untouched.take) == ("gone", True)


def test_a_section_i_removed_comes_back_only_if_they_wrote_in_it() -> None:
    base = content(section(1), section(2))
    theirs = content(section(1), section(2, "<p>Weitergeschrieben.</p>"))
    rows = merged(base, content(), theirs).rows
    assert [(row.section["id"], row.fate) for row in rows] == [(2, "back")]


@pytest.mark.parametrize(
    ("mine", "theirs", "order"),
    [
        ([1, 2, 3], [3, 1, 2], [3, 1, 2]),
        ([2, 1, 3], [1, 2, 3], [2, 1, 3]),
        ([2, 1, 3], [3, 2, 1], [2, 1, 3]),
        ([1, None, 2, 3], [3, 1, 2], [3, None, 1, 2]),
    ],
)
def test_who_moved_sections_decides_their_order_and_of_two_i_do(
    mine: list[int | None], theirs: list[int], order: list[int | None]
) -> None:
    base = content(section(1), section(2), section(3))
    found = merged(base, content(*map(section, mine)), content(*map(section, theirs)))
    assert [row.section["id"] for row in found.rows] == order


@pytest.mark.parametrize("sent", ["", "[]", "null", "{", '"x"', '{"title": 3, "1-text": null}'])
def test_without_a_base_everything_is_asked_and_mine_stays(sent: str) -> None:
    mine = content(section(1, "<p>Von mir.</p>"), lead="Von mir.")
    found = merge.merge(merge.read_prints(sent), mine, content(section(1), lead="Von ihr."))
    assert not found.texts["lead"].take
    assert not found.rows[0].questions["text"].take
    assert found.rows[0].section["text"] == "<p>Von mir.</p>"


def test_two_contents_say_the_same_whatever_keys_their_sections_have() -> None:
    assert merge.same(content(section(1)), content(section(None, heading="Nummer 1")))
    assert not merge.same(content(section(1)), content(section(1), section(2)))
    assert not merge.same(content(), content(title="Anderer"))
