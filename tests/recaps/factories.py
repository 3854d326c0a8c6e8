"""What tests of recaps need: an excursion that took place, its recap, photos."""

import io
from datetime import timedelta
from typing import Any

from django.core.files.storage import default_storage
from PIL import Image

from accounts.models import User
from excursions.models import Excursion, Registration
from recaps import actions, content, images, tasks
from recaps.actions import SectionText, Texts
from recaps.actions.photos import Description
from recaps.models import Recap, RecapPhoto
from recaps.models.photo import folder
from tests import factories

YESTERDAY = factories.berlin("2027-05-11 13:00")


def past_excursion(*, stations: int = 2, **fields: Any) -> Excursion:
    """An excursion that took place yesterday, with stations in order."""
    excursion = factories.excursion(starts_at=YESTERDAY, **fields)
    for _ in range(stations):
        factories.stop(excursion)
    return excursion


def took_part(excursion: Excursion, *, photo_consent: bool, **fields: Any) -> Registration:
    """Somebody who was there, written past the rules: registration has ended long ago."""
    user = factories.user(**fields)
    registration = Registration.objects.create(
        excursion=excursion,
        user=user,
        name=user.name or "Robin Muster",
        status=Registration.Status.CONFIRMED,
    )
    if photo_consent:
        at = YESTERDAY - timedelta(days=9)
        said = {"use": "website", "channel": "form", "wording": "Ja."}
        registration.photo_consents.create(**said, at=at, since=at)
    return registration


def recap(actor: User, excursion: Excursion | None = None) -> Recap:
    """A draft as it is just after „Rückblick anlegen“."""
    return actions.create(excursion or past_excursion(), actor=actor)


def texts(recap: Recap, **fields: Any) -> Texts:
    """Everything there is to write, for the sections as they are."""
    sections = [
        SectionText(pk=section.pk, heading=section.heading, text=f"<p>Eigener Text {n}.</p>")
        for n, section in enumerate(recap.sections.all(), start=1)
    ]
    defaults: dict[str, Any] = {
        "title": "Smartes Jena erleben",
        "date_line": "11. Mai 2027",
        "who": "rund 40 Mitarbeitende",
        "lead": "Ein Nachmittag, zwei Stationen.",
        "conclusion": "<p>Es hat sich gelohnt.</p>",
        "thanks": "<p>Danke an alle.</p>",
        "closing": "Die Stadt von morgen hat Adressen.",
        "sections": sections,
    }
    return Texts(**defaults | fields)


def written(actor: User, excursion: Excursion | None = None) -> Recap:
    """A draft with everything the check list wants, without photos."""
    draft = recap(actor, excursion)
    return actions.save(draft, texts=texts(draft), version=draft.version, actor=actor)


def picture(width: int = 800, color: str = "navy") -> bytes:
    """A small JPEG."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, 600), color).save(buffer, "JPEG")
    return buffer.getvalue()


def photo(recap: Recap, actor: User, *, ready: bool = True, **fields: Any) -> RecapPhoto:
    """A photo with everything the check list wants; `ready`: its renditions are there."""
    data = picture()
    added = actions.add_photo(
        recap,
        images.take(io.BytesIO(data), len(data)),
        credit="Robin Klar",
        licence="city",
        section=recap.sections.first(),
        actor=actor,
    )
    if ready:
        tasks.make_renditions.func(added.pk)
    defaults: dict[str, Any] = {
        "caption": "Vor dem Eingang.",
        "credit": "Robin Klar",
        "alt": "Eine Gruppe steht vor einem Haus.",
        "recognisable": "no",
    }
    return actions.describe_photo(
        added, description=Description(**defaults | fields), version=added.version, actor=actor
    )


def published(editor: User, excursion: Excursion | None = None, *, photos: int = 1) -> Recap:
    """A recap everybody can read."""
    draft = written(editor, excursion)
    for _ in range(photos):
        photo(draft, editor)
    return actions.publish(draft, actor=editor)


def shown(recap: Recap) -> content.Article:
    """The public article as a page would draw it now."""
    recap.refresh_from_db()
    frozen = recap.publication.content
    assert frozen is not None
    showable = RecapPhoto.objects.showable().filter(recap=recap).values_list("pk", flat=True)
    return content.article(frozen, showable=set(showable))


def files(photo: RecapPhoto) -> set[str]:
    """What the storage holds of a photo."""
    try:
        return set(default_storage.listdir(folder(photo.key))[1])
    except FileNotFoundError:
        return set()
