"""Somebody of whom everything is held that can be held."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Permission

from accounts import calendar_address, mail_choice
from accounts.models import User
from excursions import actions
from excursions.models import (
    Announcement,
    Attendance,
    Change,
    Excursion,
    Message,
    NeedsReading,
    Registration,
)
from pages import actions as page_actions
from pages.models import Page
from recaps import actions as recap_actions
from tests import factories
from tests.recaps import factories as recap_factories

SECRET = "das-geheimnis-der-app"


def everything(person: User, organizer: User, editor: User) -> dict[str, Registration]:
    """Has this person register, be entered by phone, be photographed, organize and write."""
    return {
        "coming": _coming(person),
        "phoned": _phoned(person, organizer),
        "past": _past(person, organizer, editor),
    } | _worked(person)


def _coming(person: User) -> Registration:
    coming = factories.registration(
        factories.excursion(title="Licht und Glas"),
        person,
        needs="Bitte stufenlos.",
        photo_consent=factories.consent("Fotos sind in Ordnung."),
        phone="0170 1234567",
    )
    Message.objects.filter(registration=coming).update(
        state=Message.State.SENT,
        sent_at=factories.NOW,
        address=person.email,
        error="250 angenommen",
    )
    return coming


def _phoned(person: User, organizer: User) -> Registration:
    """Entered under the address, before there was an account with it."""
    later = factories.START.replace(month=7, day=7)
    phoned = factories.by_hand(factories.excursion(title="Am Fluss", starts_at=later), organizer)
    Registration.objects.filter(pk=phoned.pk).update(email=person.email)
    NeedsReading.objects.create(excursion=phoned.excursion, registration=phoned, reader=organizer)
    phoned.refresh_from_db()
    return phoned


def _past(person: User, organizer: User, editor: User) -> Registration:
    """There, on a photo, and in an article everybody can read."""
    excursion = recap_factories.past_excursion(title="Smartes Quartier")
    past = recap_factories.took_part(excursion, photo_consent=True)
    Registration.objects.filter(pk=past.pk).update(user=person, name=person.name)
    past.refresh_from_db()
    Attendance.objects.create(excursion=excursion, registration=past)
    draft = recap_factories.written(editor, excursion)
    recap_factories.photo(draft, editor, recognisable="yes", people=[past], caption="Vor dem Haus")
    recap_actions.publish(draft, actor=editor)
    return past


def _worked(person: User) -> dict[str, Registration]:
    """What the person did for others, and how they log in."""
    person.user_permissions.add(Permission.objects.get(codename="view_station"))
    calendar_address.renew(person)
    mail_choice.choose(person.email, reminders=False, news=True)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": SECRET})
    SocialAccount.objects.create(
        user=person, provider="stadt", uid="4711", extra_data={"name": person.name}
    )
    EmailAddress.objects.create(user=person, email=person.email)
    page_actions.report_barrier(
        what="Der Kontrast ist zu schwach.", where="/hilfe/", email=person.email, phone=""
    )
    other = factories.registration(factories.excursion(title="Im Archiv", capacity=9))
    actions.withdraw(other, actor=person, reason="Rief an", by_organizer=True)
    excursion: Excursion = other.excursion
    Change.objects.create(excursion=excursion, version=2, actor=person, before={}, is_told=True)
    Announcement.objects.create(
        excursion=excursion, audience=[], subject="Feste Schuhe", text="Bitte.", author=person
    )
    LogEntry.objects.log_actions(person.pk, [excursion], CHANGE, "Titel", single_object=True)
    NeedsReading.objects.create(excursion=excursion, registration=other, reader=person)
    excursion.team.add(person)
    excursion.escorts.add(person)
    Attendance.objects.create(excursion=excursion, name="Robin Muster", by=person)
    page = Page.objects.get(key="help")
    page_actions.save(page, text="<p>Hilfe</p>", reviewed_on=None, actor=person)
    recap_factories.photo(recap_factories.recap(person), person)
    station = factories.station("Werkstatt", host_name=person.name, host_email=person.email)
    factories.stop(excursion, station)
    Excursion.objects.filter(pk=excursion.pk).update(contact_email=person.email)
    return {"other": other}
