"""What a recap of the demo is made of."""

from dataclasses import dataclass

# Nothing in these articles was photographed; pages put „Foto:“ before it.
CREDIT = "Streifzug-Demo (Illustration)"


@dataclass(frozen=True, kw_only=True)
class DemoPhoto:
    """A picture from `demo.pictures`; `people` are the addresses of those who took part and show.

    Not `answered`: nobody has said yet whether somebody can be recognised.
    """

    picture: str
    caption: str
    alt: str
    credit: str = CREDIT
    licence: str = "cc-by"
    decorative: bool = False
    focus: tuple[int, int] = (50, 50)
    cover: bool = False
    people: tuple[str, ...] = ()
    others_note: str = ""
    answered: bool = True


@dataclass(frozen=True, kw_only=True)
class DemoSection:
    """A chapter; `station` is the slug. A raw one has the public text of its station, unedited."""

    station: str
    heading: str
    text: str
    visit_note: str = ""
    photos: tuple[DemoPhoto, ...] = ()
    raw: bool = False


@dataclass(frozen=True, kw_only=True)
class DemoRecap:
    """An article; `excursion` begins the slug, `state` is one of published, review, draft.

    The cover is the first photo of the first chapter; the page takes it out of there.
    """

    excursion: str
    title: str
    date_line: str
    who: str
    lead: str
    sections: tuple[DemoSection, ...]
    conclusion: str
    thanks: str
    closing: str
    state: str
