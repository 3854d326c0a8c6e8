"""The account, how one gets into it, and what belongs to the address."""

import json
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Permission
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import mail_choice
from accounts.models import MailChoice, User
from pages.models import BarrierReport
from privacy import former
from privacy.models import EndingAccount
from privacy.own.parts import Part, Record, facts

FACTORS = {
    Authenticator.Type.TOTP: gettext_lazy("App for codes"),
    Authenticator.Type.WEBAUTHN: gettext_lazy("Passkey"),
    Authenticator.Type.RECOVERY_CODES: gettext_lazy("Recovery codes"),
}


def account(user: User) -> Part:
    """What the person told about themselves, and what they may do."""
    found = facts(
        ("email", _("E-mail address"), user.email),
        ("name", _("Name"), user.name),
        ("unit", _("Department or municipal enterprise"), user.unit_name),
        ("phone", _("Phone"), user.phone),
        ("joined_at", _("Account since"), user.joined_at),
        ("last_login", _("Last logged in"), user.last_login),
        ("mail_fails_since", _("E-mails do not arrive since"), user.mail_fails_since),
        ("has_password", _("Has a password"), user.has_usable_password()),
        ("has_calendar_address", _("Has a calendar address"), bool(user.calendar_token)),
        ("ends_noticed_at", _("Told that the account ends"), _noticed_at(user)),
        ("is_active", _("Account is switched on"), user.is_active),
        ("is_staff", _("May open the administration"), user.is_staff),
        ("is_superuser", _("May do everything there"), user.is_superuser),
        ("roles", _("Roles"), [group.name for group in user.groups.all()]),
        ("permissions", _("Rights of one’s own"), _permissions(user)),
    )
    return Part("account", _("Your account"), [Record("", found)])


def _noticed_at(user: User) -> datetime | None:
    """When it was noticed that nobody uses the account; 30 days later it ends."""
    noticed = EndingAccount.objects.filter(account=user)
    return noticed.values_list("noticed_at", flat=True).first()


def _permissions(user: User) -> list[str]:
    own: list[Permission] = list(user.user_permissions.select_related("content_type"))
    return [f"{one.content_type.app_label}.{one.codename}" for one in own]


def logging_in(user: User) -> Part:
    """Factors and sessions; never a secret."""
    factors = [
        Record(
            str(FACTORS[Authenticator.Type(factor.type)]),
            facts(
                ("type", _("Kind"), factor.type),
                ("since", _("Set up"), factor.created_at),
                ("last_used", _("Last used"), factor.last_used_at),
            ),
            "factors",
        )
        for factor in Authenticator.objects.filter(user=user)
    ]
    sessions = [
        Record(
            _("Logged in here"),
            facts(
                ("device", _("Device"), session.user_agent),
                ("since", _("Since"), session.created_at),
                ("last_seen", _("Last used"), session.last_seen_at),
            ),
            "sessions",
        )
        for session in UserSession.objects.filter(user=user)
    ]
    addresses = [
        Record(one.email, facts(("email", _("E-mail address"), one.email)), "addresses")
        for one in EmailAddress.objects.filter(user=user)
    ]
    sign_ons = [
        Record(
            _("Single sign-on of the city"),
            facts(
                ("provider", _("Provider"), one.provider),
                ("uid", _("Your number there"), one.uid),
                ("told", _("What it told us"), json.dumps(one.extra_data, ensure_ascii=False)),
                ("since", _("Since"), one.date_joined),
                ("last_used", _("Last used"), one.last_login),
            ),
            "sign_ons",
        )
        for one in SocialAccount.objects.filter(user=user)
    ]
    about = _("The keys themselves are secret and stand neither here nor in the file.")
    return Part("logging_in", _("Logging in"), [*factors, *sign_ons, *sessions, *addresses], about)


def address(user: User) -> Part:
    """What is noted for the address, with or without an account."""
    records = []
    if MailChoice.objects.filter(email=user.email).exists():
        choice = mail_choice.of(user.email)
        found = facts(
            ("reminders", _("A reminder before an excursion"), choice.reminders),
            ("news", _("Messages of the organizing team and word of new recaps"), choice.news),
        )
        records.append(Record(_("Which e-mails you want"), found, "mail_choice"))
    for report in BarrierReport.objects.filter(email=user.email):
        found = facts(
            ("at", _("When"), report.at),
            ("what", _("What did not work?"), report.what),
            ("where", _("On which page?"), report.where),
            ("phone", _("Phone"), report.phone),
            ("answered_at", _("Answered"), report.answered_at),
        )
        records.append(Record(_("Reported barrier"), found, "barriers"))
    return Part("address", _("What belongs to your address"), [*records, *_contact(user)])


def _contact(user: User) -> list[Record]:
    """Where somebody is named as the one to ask, by this address."""
    excursions, stations = former.contact_of(user.email)
    found = [
        Record(
            str(excursion),
            facts(
                ("name", _("Name"), excursion.contact_name),
                ("phone", _("Phone"), excursion.contact_phone),
            ),
            "contact_of_excursions",
        )
        for excursion in excursions
    ]
    for station in stations:
        named = facts(
            ("name", _("Name"), station.host_name), ("phone", _("Phone"), station.host_phone)
        )
        found.append(Record(station.name, named, "contact_of_stations"))
    return found
