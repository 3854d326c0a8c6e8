"""Mails by organizers to participants: drafts, whom they are for, sending and stopping."""

from django.db import transaction
from django.db.models import Max, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import mail_choice
from accounts.models import User
from excursions.models import Announcement, Excursion, Message, Registration
from excursions.models.registration import RegistrationQuerySet
from excursions.rules import Refusal, Refused

Audience = Announcement.Audience
Status = Registration.Status


def members(excursion: Excursion, groups: list[str]) -> RegistrationQuerySet:
    """Everybody in these groups, with or without an address, each person once.

    No group, nobody. Who gave a place back and came again is not among those who gave it back.
    """
    everybody = excursion.registrations.annotate(to=Coalesce("user__email", "email"))
    came_back = everybody.exclude(status=Status.WITHDRAWN).exclude(to="").values("to")
    confirmed = Q(status=Status.CONFIRMED)
    same_day = Q(agreed_day=None) | Q(agreed_day=timezone.localdate(excursion.starts_at))
    who = {
        Audience.CONFIRMED: confirmed,
        Audience.ASKED: confirmed & ~same_day,
        Audience.WAITING: Q(status=Status.WAITING),
        Audience.ENDED: Q(status=Status.WITHDRAWN) & ~Q(to__in=came_back),
        Audience.CANCELLED: Q(status=Status.CANCELLED),
    }
    chosen = Q(pk=None)
    for group in groups:
        chosen |= who[Audience(group)]
    found = everybody.filter(chosen)
    latest = found.exclude(to="").order_by().values("to").annotate(latest=Max("pk"))
    return found.filter(Q(to="") | Q(pk__in=latest.values("latest")))


def audience(excursion: Excursion, groups: list[str]) -> RegistrationQuerySet:
    """Who of these groups gets such a mail: one has an address, and did not say no to news."""
    refusing = mail_choice.refusing(mail_choice.Choice.NEWS).values("email")
    found = members(excursion, groups).reachable()
    return found.exclude(Q(user__email__in=refusing) | Q(email__in=refusing))


@transaction.atomic
def save_draft(announcement: Announcement, *, actor: User) -> None:
    """Stores what was written. Raises Refused when it is not the draft any more that was read."""
    if announcement.pk:
        _locked_draft(announcement)
    announcement.author = actor
    announcement.save()


@transaction.atomic
def delete_draft(announcement: Announcement) -> None:
    """Only what nobody has got can be deleted."""
    _locked_draft(announcement).delete()


def copy_draft(announcement: Announcement, *, actor: User) -> Announcement:
    """A new draft with the same words; to whom is asked anew."""
    return Announcement.objects.create(
        excursion_id=announcement.excursion_id,
        subject=announcement.subject,
        text=announcement.text,
        author=actor,
    )


@transaction.atomic
def announce(announcement: Announcement, *, actor: User, expected: int) -> int:
    """Has it sent to everybody of its audience; returns how many messages wait now.

    `expected`: the number on the button. Raises Refused when it is not true any more, when
    nobody is meant, when somebody changed the draft meanwhile, or when it was sent already.
    """
    announcement = _locked_draft(announcement)
    if not announcement.audience:
        raise Refused(Refusal("nobody_chosen", _("Please choose who gets the message.")))
    people = audience(announcement.excursion, announcement.audience)
    pks = list(people.order_by("pk").values_list("pk", flat=True))
    if not pks:
        raise Refused(Refusal("nobody", _("Nobody would get this message.")))
    if len(pks) != expected:
        text = ngettext(
            "Meanwhile it is %(n)s person, not %(expected)s. Please check and press again.",
            "Meanwhile it is %(n)s people, not %(expected)s. Please check and press again.",
            len(pks),
        )
        raise Refused(Refusal("other_number", text % {"n": len(pks), "expected": expected}))
    announcement.sent_at = timezone.now()
    announcement.author = actor
    announcement.save(update_fields=["sent_at", "author"])
    Message.objects.bulk_create(
        [
            Message(
                registration_id=pk,
                kind=Message.Kind.ANNOUNCEMENT,
                announcement=announcement,
                occasion=f"announcement-{announcement.pk}",
                is_bulk=True,
                actor=actor,
            )
            for pk in pks
        ],
        batch_size=500,
    )
    return len(pks)


def stop(announcement: Announcement) -> int:
    """What has not gone out yet does not go out any more; returns how many that are."""
    return announcement.messages.queued().update(state=Message.State.SKIPPED)


def _locked_draft(announcement: Announcement) -> Announcement:
    """The draft as it is stored, if it is still the one that was read."""
    rows = Announcement.objects.select_for_update(no_key=True)
    stored = rows.filter(pk=announcement.pk).first()
    if stored is None:
        raise Refused(Refusal("deleted", _("Somebody deleted this draft meanwhile.")))
    if not stored.is_draft:
        raise Refused(Refusal("sent", _("This message was sent already.")))
    if stored.changed_at != announcement.changed_at:
        text = _("Somebody changed this draft meanwhile. Please check it and press again.")
        raise Refused(Refusal("changed", text))
    return stored
