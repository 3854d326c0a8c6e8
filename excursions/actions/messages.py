"""What is sent again, and to which address."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from excursions import facts, notices, rules
from excursions.actions.frame import locked, record
from excursions.models import Event, Message, Registration
from excursions.rules import Refusal, Refused

Kind, State = Message.Kind, Message.State


@transaction.atomic
def send_again(registration: Registration, *, actor: User | None) -> Message:
    """Has the person told once more how things are now. Raises Refused without an address.

    What still waits or did not arrive is settled by this one message.
    """
    registration = locked(registration)
    if not registration.address:
        raise Refused(Refusal("no_address", _("There is no e-mail address. Please call.")))
    if registration.excursion.is_over(timezone.now()):
        raise Refused(Refusal("past", _("This excursion is over.")))
    earlier = registration.messages.exclude(kind__in=[Kind.ANNOUNCEMENT, Kind.RECAP])
    earlier.filter(state=State.QUEUED).update(state=State.SKIPPED)
    return Message.objects.create(
        registration=registration,
        kind=_present_kind(registration),
        event=registration.events.filter(kind__in=notices.MESSAGE_OF).last(),
        actor=actor,
    )


def _present_kind(registration: Registration) -> Message.Kind:
    """Who was told about the place hears of the change; everybody else how things are."""
    told = registration.messages.filter(kind__in=notices.TELLS_PROGRAMME, state=State.SENT)
    if registration.is_live and told.exists():
        before = facts.as_told(registration.excursion, registration.told_version)
        if facts.differences(before, facts.of(registration.excursion)):
            return Kind.CHANGED
    return notices.PRESENT[Registration.Status(registration.status)]


@transaction.atomic
def correct_address(registration: Registration, *, email: str, actor: User) -> None:
    """Mails go to this address from now on, and the present state is sent there.

    Raises Refused when it belongs to somebody else, or when the person has an account.
    """
    registration = locked(registration)
    email = email.strip().lower()
    rules.insist(rules.why_not_correct_address(registration, email))
    registration.email = email
    registration.save(update_fields=["email"])
    record(registration, Event.Kind.ADDRESS_CORRECTED, actor=actor)
    is_concerned = registration.status in Registration.CONCERNED
    if is_concerned and not registration.excursion.is_over(timezone.now()):
        send_again(registration, actor=actor)


@transaction.atomic
def note_call(registration: Registration, *, actor: User) -> None:
    """Somebody told the person on the phone what the mails could not."""
    record(locked(registration), Event.Kind.REACHED_BY_PHONE, actor=actor)


@transaction.atomic
def report_bounce(registration: Registration, *, actor: User) -> Message:
    """A mail came back to the team's mailbox: the last one to this address did not arrive.

    So the question about a new day was not heard either, and silence costs no place. Raises
    Refused when nothing was sent to the present address.
    """
    registration = locked(registration)
    sent = registration.messages.filter(state=State.SENT, address=registration.address)
    message = sent.order_by("sent_at", "pk").last()
    if message is None:
        raise Refused(Refusal("nothing_sent", _("Nothing was sent to this address.")))
    message.state = State.UNDELIVERABLE
    message.sent_at = None
    message.error = _("Came back, reported by the organizing team")
    message.save(update_fields=["state", "sent_at", "error"])
    if registration.reply_by:
        registration.reply_by = None
        registration.save(update_fields=["reply_by"])
    if user := registration.user:
        known = User.objects.filter(pk=user.pk, mail_fails_since=None)
        known.update(mail_fails_since=timezone.now())
    return message
