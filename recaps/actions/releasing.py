"""From the draft to the public article, and back."""

from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from excursions.models import PhotoConsent
from excursions.rules import insist
from recaps import content, rules, tasks
from recaps.actions.writing import last_line, lock, record
from recaps.models import PhotoPerson, Publication, Recap, RecapPhoto, RecapVersion
from stations.models import Station

Kind = RecapVersion.Kind
Status = Recap.Status


@transaction.atomic
def submit(recap: Recap, *, actor: User, comment: str = "") -> Recap:
    """Hands a draft in for review; the communications team gets a mail."""
    recap = lock(recap)
    insist(rules.why_not_submit(recap))
    recap.submitted_by = actor
    _move(recap, Status.REVIEW, Kind.SUBMITTED, actor=actor, comment=comment)
    tasks.tell_editors.enqueue("submitted", recap.pk, comment, last_line(recap))
    return recap


@transaction.atomic
def take_back(recap: Recap, *, actor: User) -> Recap:
    """Who writes takes the recap back from review, to go on writing."""
    recap = lock(recap)
    insist(rules.why_not_take_back(recap))
    recap.submitted_by = None
    return _move(recap, Status.DRAFT, Kind.TAKEN_BACK, actor=actor)


@transaction.atomic
def send_back(recap: Recap, *, actor: User, comment: str) -> Recap:
    """The communications team asks for changes; who handed the recap in gets the comment."""
    recap = lock(recap)
    insist(rules.why_not_send_back(recap, user=actor))
    author = recap.submitted_by_id
    recap.submitted_by = None
    _move(recap, Status.DRAFT, Kind.SENT_BACK, actor=actor, comment=comment)
    if author:
        tasks.tell_editor.enqueue("sent_back", recap.pk, author, comment, last_line(recap))
    return recap


@transaction.atomic
def schedule(recap: Recap, *, actor: User, moment: datetime) -> Recap:
    """Has the worker publish the recap at this moment."""
    recap = lock(recap)
    at = timezone.now()
    insist(rules.why_not_schedule(recap, user=actor, moment=moment, at=at))
    recap.publish_at, recap.scheduled_by = moment, actor
    return _move(recap, Status.SCHEDULED, Kind.SCHEDULED, actor=actor, comment=moment.isoformat())


@transaction.atomic
def unschedule(recap: Recap, *, actor: User) -> Recap:
    """Lifts the schedule; the recap is in review again."""
    recap = lock(recap)
    insist(rules.why_not_unschedule(recap, user=actor))
    return _move(recap, Status.REVIEW, Kind.UNSCHEDULED, actor=actor)


@transaction.atomic
def publish(recap: Recap, *, actor: User) -> Recap:
    """Makes the working copy public, now. Raises Refused with the reason."""
    recap = lock(recap)
    insist(rules.why_not_publish(recap, user=actor))
    return _publish(recap, actor=actor)


@transaction.atomic
def publish_scheduled(recap: Recap, *, at: datetime) -> bool:
    """Publishes what is scheduled, if it still may be; returns whether it did.

    Everything is checked again: since somebody pressed the button a consent may be gone. Then it
    waits in review, and the communications team gets a mail.
    """
    recap = lock(recap)
    if recap.status != Status.SCHEDULED or recap.publish_at is None or recap.publish_at > at:
        return False  # lifted, moved or done by another worker meanwhile
    refusal = rules.why_not_publish(recap, user=recap.scheduled_by)
    if refusal:
        _move(recap, Status.REVIEW, Kind.BLOCKED, actor=None, comment=refusal.text)
        tasks.tell_editors.enqueue("blocked", recap.pk, refusal.text, last_line(recap))
        return False
    _publish(recap, actor=recap.scheduled_by)
    return True


@transaction.atomic
def withdraw(recap: Recap, *, actor: User, reason: str) -> Recap:
    """Takes the article and its pictures off the web; the address says that it is gone."""
    recap = lock(recap)
    insist(rules.why_not_withdraw(recap, user=actor))
    publication = recap.publication
    publication.content = None
    publication.withdrawn_at = timezone.now()
    publication.save()
    publication.stations.clear()
    recap.photos.update(is_public=False)
    recap.submitted_by = None
    return _move(recap, Status.WITHDRAWN, Kind.WITHDRAWN, actor=actor, comment=reason)


def _move(
    recap: Recap, status: Recap.Status, kind: Kind, *, actor: User | None, comment: str = ""
) -> Recap:
    recap.status = status
    recap.comment = comment if kind in {Kind.SENT_BACK, Kind.BLOCKED} else ""
    if status != Status.SCHEDULED:
        recap.publish_at = recap.scheduled_by = None
    recap.save()
    record(recap, kind, actor=actor, comment=comment)
    return recap


def _publish(recap: Recap, *, actor: User | None) -> Recap:
    at = timezone.now()
    frozen = content.of(recap)
    publication = Publication.objects.filter(recap=recap).first()
    if publication is None:
        publication = Publication(recap=recap, published_at=at)
    else:
        publication.updated_at = at
    publication.content = frozen
    publication.withdrawn_at = None
    publication.happened_on = timezone.localdate(recap.excursion.starts_at)
    publication.save()
    publication.stations.set(Station.objects.filter(slug__in=content.station_slugs(frozen)))
    _clear_photos(recap, content.photo_ids(frozen), at=at)
    tasks.tell_participants.enqueue(recap.pk)
    return _move(recap, Status.PUBLISHED, Kind.PUBLISHED, actor=actor)


def _clear_photos(recap: Recap, ids: list[int], *, at: datetime) -> None:
    """These photos are public now, each on the strength of the consents given until now.

    A consent that was withdrawn this very moment counts as withdrawn since: the photo is never
    shown, and taken down within a minute.
    """
    recap.photos.exclude(pk__in=ids).update(is_public=False)
    RecapPhoto.objects.filter(pk__in=ids, taken_down_at=None).update(is_public=True)
    PhotoPerson.objects.filter(photo__recap=recap, is_named=False).delete()
    firm = PhotoConsent.objects.for_website().firm()
    given = firm.filter(registration=OuterRef("registration")).values("since")
    PhotoPerson.objects.filter(photo__in=ids).update(cleared_at=Coalesce(Subquery(given[:1]), at))
