"""The end of an account: places go on, consents end, and nothing personal remains.

One transaction, the person's row locked first, then excursion by excursion (docs/decisions/0002):
who registers at the same moment either comes before and gives the place back, or is refused.
"""

from contextlib import suppress
from datetime import datetime

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from accounts import roles, sessions
from accounts.models import MailChoice, User
from excursions import actions
from excursions.models import AccessNeeds, Excursion, Message, PhotoConsent, Registration
from excursions.rules import Refusal, Refused, insist
from pages.models import BarrierReport
from privacy import former
from privacy.own import tasks


def why_not_delete(user: User) -> Refusal | None:
    """Why this account cannot be deleted yet: somebody else has to take over first."""
    administrators = roles.administrators()
    is_one = administrators.filter(pk=user.pk).exists()
    if is_one and not administrators.exclude(pk=user.pk).exists():
        text = _(
            "You are the only one who can give others their rights. "
            "Please name somebody else first."
        )
        return Refusal("last_administrator", text)
    if alone := _alone_in_the_team(user):
        text = _(
            "Only you are in the organizing team: %(excursion)s. "
            "Please take somebody else into the team first."
        )
        return Refusal("last_of_team", text % {"excursion": alone})
    return None


def _alone_in_the_team(user: User) -> Excursion | None:
    """An excursion to come that nobody could look after without this person."""
    to_come = Excursion.objects.public().exclude(status=Excursion.Status.CANCELLED)
    others = User.objects.filter(team_of=OuterRef("pk"), is_active=True).exclude(pk=user.pk)
    mine = to_come.upcoming(timezone.now()).filter(~Exists(others), team=user)
    return mine.first()


@transaction.atomic
def delete_account(user: User) -> None:
    """Deletes it for good and has the person told. Done already, it does nothing.

    Raises Refused when somebody else has to take over first.
    """
    person = _lock(user)
    if person is None:
        return
    insist(why_not_delete(person))
    email, arrives = person.email, person.mail_fails_since is None
    own = Registration.objects.of(person).select_related("excursion")
    as_contact = former.contact_of(email)[0].values_list("pk", flat=True)
    actions.lock(*own.values_list("excursion", flat=True), *as_contact)
    given_back = [
        one.excursion.title
        for one in own.order_by("excursion_id", "pk")
        if _end(one, actor=person, at=timezone.now())
    ]
    _forget_address(email)
    former.leave_contact(email)
    sessions.end_all(person)
    _leave(person)
    if arrives:
        tasks.tell_deleted.enqueue(email, given_back)


def _lock(user: User) -> User | None:
    """The person's row as it is now. Of two administrators who go at once, one waits here."""
    if roles.administrators().filter(pk=user.pk).exists():
        roles.somebody_else_gives_roles(user)
    return User.objects.select_for_update().filter(pk=user.pk, is_active=True).first()


def _end(registration: Registration, *, actor: User, at: datetime) -> bool:
    """Gives a place back, ends the consent, and takes the person out of the row; returns whether
    there was a place or a wish to give back.
    """
    registration.events.update(reason="")
    was_live = registration.is_live and not registration.excursion.is_over(at)
    if was_live:
        with suppress(Refused):  # given back meanwhile
            actions.withdraw(
                registration, actor=actor, reason=_("Account deleted"), by_organizer=True
            )
    actions.withdraw_photo_consents(registration, PhotoConsent.Use, actor=actor)
    _forget_registration(registration, actor)
    return was_live


def _forget_registration(registration: Registration, person: User) -> None:
    """What is left says that somebody came, not who: until the whole row is deleted."""
    AccessNeeds.objects.filter(registration=registration).delete()
    registration.needs_readings.update(registration=None)
    registration.events.filter(actor=person).update(actor=None)
    registration.messages.filter(actor=person).update(actor=None)
    registration.messages.filter(state=Message.State.QUEUED).update(state=Message.State.SKIPPED)
    registration.messages.update(address="", error="")
    Registration.objects.filter(pk=registration.pk).update(
        user=None, email="", name=_("Deleted account"), phone="", other_unit=""
    )
    _rename_in_log(registration)


def _rename_in_log(thing: models.Model) -> None:
    """The administration's log names what was changed."""
    log = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(thing), object_id=str(thing.pk)
    )
    log.update(object_repr=_("Deleted account"))


def _forget_address(email: str) -> None:
    """What is still to be answered keeps the address until it is."""
    MailChoice.objects.filter(email=email).delete()
    answered = BarrierReport.objects.filter(email=email, answered_at__isnull=False)
    answered.update(email="", phone="")


def _leave(person: User) -> None:
    """The row goes. If others rely on what the person did, it stays as a former colleague."""
    _rename_in_log(person)
    if former.without_traces(User.objects.filter(pk=person.pk)).exists():
        person.delete()
        return
    for relation in former.relations()[0]:
        relation.related_model._base_manager.filter(**{relation.field.name: person}).delete()
    person.email = f"{get_random_string(12).lower()}@{former.DOMAIN}"
    person.name = _("Former colleague")
    person.unit = person.last_login = person.calendar_token = person.mail_fails_since = None
    person.other_unit = person.phone = ""
    person.is_active = person.is_staff = person.is_superuser = False
    person.set_unusable_password()
    person.save()
