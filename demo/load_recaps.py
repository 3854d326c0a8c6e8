"""Loads the recaps of the demo by the same actions editors use."""

import io
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from multiprocessing import get_context

from django.db import connections
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from demo import people, pictures, recaps
from demo.recaps import DemoPhoto, DemoRecap
from excursions.models import Excursion, Message, Registration
from recaps import actions, images, tasks
from recaps.actions import SectionText, Texts
from recaps.actions.photos import Description, Place
from recaps.models import Publication, Recap, RecapPhoto, RecapSection, RecapVersion

WIDTH = 1440  # pixels: looks good on a page and does not make the first start wait
PUBLISHED_AFTER = timedelta(days=2, hours=17)


def load() -> None:
    """Writes every recap of the demo that is not there yet."""
    for demo in recaps.RECAPS:
        past = Excursion.objects.filter(slug__startswith=demo.excursion).order_by("starts_at")
        excursion = past.first()
        if excursion and not Recap.objects.filter(excursion=excursion).exists():
            _write(demo, excursion)


def _write(demo: DemoRecap, excursion: Excursion) -> None:
    author = User.objects.get(email=people.ORGANIZER.email)
    recap = actions.create(excursion, actor=author)
    made = {section.station.slug: section for section in recap.sections.all() if section.station}
    sections = [
        SectionText(
            pk=made[section.station].pk if section.station in made else None,
            heading=section.heading,
            text=made[section.station].text if section.raw else section.text,
            visit_note=section.visit_note,
        )
        for section in demo.sections
    ]
    texts = Texts(
        title=demo.title,
        date_line=demo.date_line,
        who=demo.who,
        lead=demo.lead,
        sections=sections,
        conclusion=demo.conclusion,
        thanks=demo.thanks,
        closing=demo.closing,
    )
    recap = actions.save(recap, texts=texts, version=recap.version, actor=author)
    _add_photos(recap, demo, author)
    _release(recap, demo, excursion, author)


def _add_photos(recap: Recap, demo: DemoRecap, author: User) -> None:
    sections: list[RecapSection] = list(recap.sections.all())
    wanted = [
        (section, photo)
        for section, chapter in zip(sections, demo.sections, strict=True)
        for photo in chapter.photos
    ]
    names = [photo.picture for _section, photo in wanted]
    # Two at a time: the first start should not take longer than it has to.
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
        drawn = list(processes.map(partial(pictures.draw, width=WIDTH), names))
    photos = [
        _add_photo(recap, section, photo, data, author)
        for (section, photo), data in zip(wanted, drawn, strict=True)
    ]
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(_prepare, [photo.pk for photo in photos]))
    for photo, (_section, described) in zip(photos, wanted, strict=True):
        _describe(photo, described, author)
    places = [
        Place(photo.pk, photo.section_id, is_cover=described.cover)
        for photo, (_section, described) in zip(photos, wanted, strict=True)
    ]
    actions.arrange_photos(recap, places=places, actor=author)


def _add_photo(
    recap: Recap, section: RecapSection, photo: DemoPhoto, data: bytes, author: User
) -> RecapPhoto:
    picture = images.take(io.BytesIO(data), len(data))
    by = {"credit": photo.credit, "licence": photo.licence}
    return actions.add_photo(recap, picture, **by, section=section, actor=author)


def _prepare(photo: int) -> None:
    """Now and not later by the worker: the first page one opens should show its photos."""
    tasks.make_renditions.func(photo)
    connections.close_all()


def _describe(photo: RecapPhoto, demo: DemoPhoto, author: User) -> None:
    excursion = photo.recap.excursion
    on_it = Registration.objects.filter(excursion=excursion, user__email__in=demo.people)
    answer = "yes" if demo.people or demo.others_note else "no"
    description = Description(
        caption=demo.caption,
        credit=demo.credit,
        licence=demo.licence,
        alt=demo.alt,
        is_decorative=demo.decorative,
        focus_x=demo.focus[0],
        focus_y=demo.focus[1],
        recognisable=answer if demo.answered else "",
        others_note=demo.others_note,
        people=list(on_it),
    )
    actions.describe_photo(photo, description=description, version=photo.version, actor=author)


def _release(recap: Recap, demo: DemoRecap, excursion: Excursion, author: User) -> None:
    if demo.state != "draft":
        recap = actions.submit(recap, actor=author)
    if demo.state == "published":
        editor = User.objects.get(email=people.EDITOR.email)
        recap = actions.publish(recap, actor=editor)
        # As if it had appeared two days after the excursion.
        at = excursion.ends_at + PUBLISHED_AFTER
        Publication.objects.filter(recap=recap).update(published_at=at)
        RecapVersion.objects.filter(recap=recap).update(at=at)
        Recap.objects.filter(pk=recap.pk).update(edited_at=at)
        # As if everybody had read the mail: nobody wants to find forty of them in the mailbox.
        tasks.tell_participants.func(recap.pk)
        Message.objects.filter(kind=Message.Kind.RECAP).update(
            created_at=at, state=Message.State.SENT, sent_at=at
        )
    # All of this is done: the worker has nothing left to do about it.
    DBTaskResult.objects.filter(task_path__startswith="recaps.tasks.").delete()
