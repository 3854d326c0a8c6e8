"""Everything about the person's registrations, also those that organizers entered."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from accounts.models import User
from excursions.models import AccessNeeds, Attendance, NeedsReading, Registration
from privacy.own.parts import Part, Record, facts, lines
from recaps.models import PhotoPerson


def registrations(user: User) -> Part:
    """One record each, with its history, its mails, its needs and its photos."""
    own = (
        Registration.objects.of(user)
        .select_related("excursion", "unit", "access_needs", "attendance", "user")
        .prefetch_related("photo_consents", "events__actor", "messages__announcement")
        .order_by("-excursion__starts_at", "-pk")
    )
    keys = [one.pk for one in own]
    hanging = _by_registration(_readings(keys)), _by_registration(_photos(keys))
    records = [_registration(one, user, [*hanging[0][one.pk], *hanging[1][one.pk]]) for one in own]
    about = _("Also what the organizing team entered for your address.")
    return Part("registrations", _("Your registrations"), records, about)


def _by_registration(found: Iterable[tuple[int, Record]]) -> defaultdict[int, list[Record]]:
    by_key = defaultdict(list)
    for key, record in found:
        by_key[key].append(record)
    return by_key


def _registration(one: Registration, user: User, more: list[Record]) -> Record:
    found = facts(
        ("excursion", _("Excursion"), one.excursion.title),
        ("starts_at", _("When"), one.excursion.starts_at),
        ("status", _("Status"), one.get_status_display()),
        ("registered_at", _("Registered"), one.created_at),
        ("name", _("Name"), one.name),
        ("email", _("E-mail address"), one.email),
        ("unit", _("Department or municipal enterprise"), one.unit_name),
        ("phone", _("Phone on the day"), one.phone),
        ("swaps", _("Swaps the place for another one"), bool(one.replaces_id)),
        ("agreed_day", _("Day you said yes to"), one.agreed_day),
        ("reply_by", _("Answer until"), one.reply_by),
        ("was_there_at", _("You were there"), getattr(_attendance(one), "at", None)),
    )
    hanging = [*_consents(one), *_needs(one), *_history(one, user), *_messages(one), *more]
    return Record(str(one.excursion), found, "registrations", hanging)


def _attendance(one: Registration) -> Attendance | None:
    return getattr(one, "attendance", None)


def _consents(one: Registration) -> list[Record]:
    """What photos of the person may be used for."""
    return lines(
        "photo_consents",
        (
            (
                _("Photos allowed: %(use)s") % {"use": consent},
                facts(
                    ("use", _("What for"), consent.get_use_display()),
                    ("consent_at", _("You consented"), consent.at),
                    ("consent_since", _("Without a break since"), consent.since),
                    ("consent_channel", _("How"), consent.get_channel_display()),
                    ("consent_wording", _("You agreed to"), consent.wording),
                    ("kept", _("Where the form is kept"), consent.kept),
                ),
            )
            for consent in one.photo_consents.all()
        ),
    )


def _needs(one: Registration) -> list[Record]:
    """What the person needs."""
    needs: AccessNeeds | None = getattr(one, "access_needs", None)
    if needs is None:
        return []
    found = facts(
        ("text", _("You wrote"), needs.text),
        ("consent_at", _("You consented"), needs.consent_at),
        ("consent_channel", _("How"), needs.get_consent_channel_display()),
        ("consent_wording", _("You agreed to"), needs.consent_wording),
    )
    return [Record(_("What you need"), found, "access_needs")]


def _readings(keys: list[int]) -> Iterator[tuple[int, Record]]:
    """Who opened what the person needs, also if that is deleted meanwhile."""
    readings = NeedsReading.objects.filter(registration__in=keys)
    for reading in readings.select_related("reader"):
        who = str(reading.reader or _("Former colleague"))
        found = facts(("at", _("When"), reading.at), ("who", _("Who"), who))
        yield reading.registration_id or 0, Record(_("Access needs looked at"), found, "looked_at")


def _history(one: Registration, user: User) -> list[Record]:
    return lines(
        "history",
        (
            (
                event.get_kind_display(),
                facts(
                    ("at", _("When"), event.at),
                    ("by", _("By whom"), _by_whom(event.actor, user)),
                    ("reason", _("Reason"), event.reason),
                    ("use", _("What for"), event.get_use_display()),
                    ("channel", _("How"), event.get_channel_display()),
                    ("wording", _("Wording"), event.wording),
                ),
            )
            for event in one.events.all()
        ),
    )


def _by_whom(actor: User | None, user: User) -> str:
    """Whether it was the person; colleagues are named as what they are, a team."""
    if actor is None:
        return _("the software, following its rule")
    return _("yourself") if actor == user else _("organizing team")


def _messages(one: Registration) -> list[Record]:
    return lines(
        "messages",
        (
            (
                _("E-mail: %(what)s") % {"what": message.get_kind_display()},
                facts(
                    ("at", _("When"), message.sent_at or message.created_at),
                    ("state", _("State"), message.get_state_display()),
                    ("to", _("To"), message.address),
                    ("subject", _("Subject"), getattr(message.announcement, "subject", "")),
                    ("answer", _("Answer of the mail server"), message.error),
                ),
            )
            for message in one.messages.all()
        ),
    )


def _photos(keys: list[int]) -> Iterator[tuple[int, Record]]:
    """Photos on which somebody has named this person."""
    people = PhotoPerson.objects.filter(registration__in=keys)
    for person in people.select_related("photo__recap__excursion"):
        found = facts(
            ("recap", _("Recap"), str(person.photo.recap)),
            ("caption", _("Caption"), person.photo.caption),
            ("is_public", _("Can be seen by everybody"), person.photo.is_public),
            ("cleared_at", _("Published with the consent of"), person.cleared_at),
        )
        yield person.registration_id, Record(_("Photo with you"), found, "photos")
