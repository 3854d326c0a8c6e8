"""What a recap still needs before it can be reviewed and published, with the way there."""

import re
from collections.abc import Iterator
from itertools import pairwise

from bs4 import BeautifulSoup, Tag
from django.urls import reverse
from django.utils.translation import gettext as _

from excursions.checklist import Check
from recaps.models import PhotoPerson, Recap, RecapPhoto, RecapSection

# A link must say where it leads when it is read alone (WCAG 2.4.4).
EMPTY_PHRASES = {"hier", "mehr", "link", "weiter", "klick", "hier klicken", "mehr erfahren"}
LONGEST_HEADING = 120
LICENCE = "id_licence"


def checks(recap: Recap) -> list[Check]:
    """The whole list, in the order of the article. `anchor` is the address where it is mended."""
    sections = list(recap.sections.select_related("station"))
    photos = list(recap.photos.kept().in_page_order().with_people())
    return [*_texts(recap), *_chapters(recap, sections), *_photos(recap, photos)]


def blocking(recap: Recap) -> list[Check]:
    """What keeps the recap from being reviewed and published."""
    return [check for check in checks(recap) if check.blocks and not check.ok]


def _texts(recap: Recap) -> Iterator[Check]:
    edit = reverse("recaps:edit", args=[recap.slug])
    yield _there(bool(recap.title), _("Title"), _("The title is missing."), f"{edit}#id_title")
    yield _there(
        bool(recap.date_line), _("Date"), _("The date line is missing."), f"{edit}#id_date_line"
    )
    yield _there(bool(recap.who), _("Who"), _("Who took part is missing."), f"{edit}#id_who")
    yield _there(bool(recap.lead), _("Lead"), _("The lead is missing."), f"{edit}#id_lead")


def _chapters(recap: Recap, sections: list[RecapSection]) -> Iterator[Check]:
    edit = reverse("recaps:edit", args=[recap.slug])
    if not sections:
        yield Check(False, _("At least one section is missing."), f"{edit}#sections")
    for number, section in enumerate(sections, start=1):
        name = section.heading or _("Section %(number)s") % {"number": number}
        there = f"{edit}#id_sections-{number - 1}"
        wrong = list(_section(section, name, there))
        yield from wrong or [Check(True, name, f"{there}-text")]
    for field, name in (("conclusion", _("Conclusion")), ("thanks", _("Thanks"))):
        there = f"{edit}#id_{field}"
        html = getattr(recap, field)
        missing = _("%(name)s: the text is missing.") % {"name": name}
        wrong = list(_rich_text(html, name, there))
        yield from wrong or [_there(bool(html), name, missing, there)]


def _section(section: RecapSection, name: str, there: str) -> Iterator[Check]:
    if not section.heading:
        text = _("%(name)s: the heading is missing.") % {"name": name}
        yield Check(False, text, f"{there}-heading")
    if not section.text:
        yield Check(False, _("%(name)s: the text is missing.") % {"name": name}, f"{there}-text")
    elif section.is_raw:
        text = _("%(name)s: still raw material, please write your own text.") % {"name": name}
        yield Check(False, text, f"{there}-text")
    yield from _rich_text(section.text, name, f"{there}-text")


def _rich_text(html: str, name: str, there: str) -> Iterator[Check]:
    """Headings that head nothing, and links that say nothing (WCAG 1.3.1, 2.4.4, 2.4.6)."""
    soup = BeautifulSoup(html, "html.parser")
    blocks = [tag for tag in soup.children if isinstance(tag, Tag)]
    for block, following in pairwise([*blocks, None]):
        if block is None or block.name != "h3":
            continue
        if not block.get_text(strip=True):
            yield Check(False, _("%(name)s: a heading is empty.") % {"name": name}, there)
        elif following is None or following.name == "h3":
            text = _("%(name)s: no text follows the heading ‘%(heading)s’.")
            yield Check(False, text % {"name": name, "heading": block.get_text()}, there)
    for block in blocks:
        words = block.get_text(strip=True)
        bold = "".join(tag.get_text(strip=True) for tag in block.find_all("strong"))
        if block.name == "p" and words and words == bold and len(words) <= LONGEST_HEADING:
            text = _("%(name)s: ‘%(words)s’ looks like a heading, please make it one.")
            yield Check(False, text % {"name": name, "words": words}, there)
    for link in soup.find_all("a"):
        words = " ".join(link.get_text().split())
        if not words or not link.get("href"):
            yield Check(
                False, _("%(name)s: a link has no text or no address.") % {"name": name}, there
            )
        elif words.lower().strip(" .…") in EMPTY_PHRASES or re.match(r"https?://", words):
            text = _("%(name)s: the link text ‘%(words)s’ does not say where it leads.")
            yield Check(False, text % {"name": name, "words": words}, there)


def _photos(recap: Recap, photos: list[RecapPhoto]) -> Iterator[Check]:
    there = reverse("recaps:photos", args=[recap.slug])
    if not any(photo.is_cover for photo in photos):
        yield Check(False, _("There is no cover photo."), there, blocks=False)
    for number, photo in enumerate(photos, start=1):
        wrong = list(of_photo(photo, number))
        if wrong:
            yield from wrong
        else:
            yield Check(True, _("Photo %(n)s") % {"n": number}, photo_url(photo))


def photo_url(photo: RecapPhoto) -> str:
    """Where a photo is described."""
    return reverse("recaps:photo", args=[photo.recap.slug, photo.pk])


def of_photo(photo: RecapPhoto, number: int) -> Iterator[Check]:
    """What is missing at one photo."""
    for text, anchor in missing(photo):
        values = {"n": number, "text": text}
        there = f"{photo_url(photo)}#{anchor}"
        # Older than the question, and public: a correction does not wait for the answer.
        blocks = anchor != LICENCE or not photo.is_public
        yield Check(False, _("Photo %(n)s: %(text)s") % values, there, blocks=blocks)


def missing(photo: RecapPhoto) -> Iterator[tuple[str, str]]:
    """The same in words, each with the part of the photo's page where it is mended."""
    if photo.state == RecapPhoto.State.FAILED:
        yield _("it could not be prepared, please upload it again"), "remove"
    elif photo.state == RecapPhoto.State.WAITING:
        yield _("it is still being prepared"), "id_caption"
    if not photo.alt and not photo.is_decorative:
        yield _("the alternative text is missing"), "id_alt"
    if not photo.credit:
        yield _("who took it is missing"), "id_credit"
    if not photo.licence:
        yield _("the licence is missing"), LICENCE
    yield from _people(photo)


def _people(photo: RecapPhoto) -> Iterator[tuple[str, str]]:
    people: list[PhotoPerson] = [one for one in photo.people.all() if one.is_named]
    if photo.recognisable == RecapPhoto.Recognisable.OPEN:
        yield _("can anybody be recognised?"), "id_recognisable_0"
    if photo.recognisable != RecapPhoto.Recognisable.YES:
        return
    if not people and not photo.others_note:
        yield _("who can be recognised is missing"), "people"
    for person in people:
        consent = person.registration.website_consent
        if consent is None:
            yield _("no consent of %(name)s") % {"name": person.registration.name}, "people"
        elif not consent.is_firm:
            text = _("%(name)s only said yes on the phone and has to consent in person")
            yield text % {"name": person.registration.name}, "people"
    if photo.shows_minors and not photo.others_note:
        yield _("where the consent of the parents is kept is missing"), "id_others_note"


def _there(ok: bool, name: str, missing: str, anchor: str) -> Check:
    return Check(ok, name if ok else missing, anchor)
