"""People and the units they work in."""

import secrets
from collections.abc import Iterator
from hashlib import sha256

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import (
    AbstractBaseUser,
    BaseUserManager,
    Permission,
    PermissionsMixin,
)
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def new_token() -> str:
    """The unguessable part of an address: 256 bits."""
    return secrets.token_urlsafe(32)


class Unit(models.Model):
    """A department of the administration or a municipal enterprise (Eigenbetrieb)."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    is_active = models.BooleanField(
        _("offered"), default=True, help_text=_("Only these stand in the list of the form.")
    )
    # Opens an account to people without a mailbox of the city; empty until somebody makes one.
    access_code = models.CharField(
        _("access code"), max_length=20, unique=True, null=True, blank=True, editable=False
    )

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["name"]
        permissions = [("give_access_codes", _("See and renew access codes"))]

    def __str__(self) -> str:
        return self.name


class Workplace(models.Model):
    """Where somebody works: a known unit, or its name as the person wrote it."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )
    other_unit = models.CharField(_("other unit"), max_length=120, blank=True)

    class Meta:
        abstract = True

    @property
    def unit_name(self) -> str:
        """The name of the unit, or an empty string."""
        return self.unit.name if self.unit else self.other_unit


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """A person who logs in with this address; without a password only by code."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def prepare(self, email: str, unit: Unit | None = None) -> None:
        """Makes an account that is empty and unusable until its mailbox is proven.

        One and the same statement whether or not there is one already: nobody can tell by the time.
        """
        new = self.model(email=email, unit=unit, password=make_password(None))
        self.bulk_create([new], ignore_conflicts=True)

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def holding(self, permission: str) -> "models.QuerySet[User]":
        """Active people with this permission (`app.codename`), by group or by themselves."""
        app, codename = permission.split(".")
        name = {"content_type__app_label": app, "codename": codename}
        holders = Permission.objects.filter(**name)
        held = models.Q(groups__permissions__in=holders) | models.Q(user_permissions__in=holders)
        return self.filter(held, is_active=True).distinct()

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(Workplace, AbstractBaseUser, PermissionsMixin):
    """A person with an account. The e-mail address, in lower case, is the login."""

    email = models.EmailField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("There is already an account with this address.")},
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Switch this off instead of deleting the account.")
    )
    # Follows from the roles (roles.settle).
    is_staff = models.BooleanField(_("may open the administration"), default=False, editable=False)
    # The secret part of the address of the personal calendar; empty until it is asked for.
    calendar_token = models.CharField(max_length=43, null=True, blank=True, unique=True)
    # Part of the digest that sessions carry: a new one ends them all.
    session_salt = models.CharField(max_length=22, blank=True, editable=False)
    # Mails to the present address do not arrive; the pages say so until one does.
    mail_fails_since = models.DateTimeField(null=True, blank=True, editable=False)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "email"]
        permissions = [("give_roles", _("Give and take roles"))]
        constraints = [
            models.CheckConstraint(
                name="user_email_is_lower_case", condition=models.Q(email=Lower("email"))
            ),
            models.CheckConstraint(
                name="user_has_one_unit",
                condition=models.Q(unit=None) | models.Q(other_unit=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        super().clean()
        self.email = self.email.strip().lower()

    def get_session_auth_hash(self) -> str:
        """A new address or salt ends all sessions of the account, as a new password does."""
        return self._with_address_and_salt(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        return map(self._with_address_and_salt, super().get_session_auth_fallback_hash())

    def _with_address_and_salt(self, auth_hash: str) -> str:
        return sha256((auth_hash + self.email + self.session_salt).encode()).hexdigest()

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class MailChoice(models.Model):
    """Which mails somebody does not want. By address: not everybody has an account.

    What concerns the own place (confirmations, changes, a call-off) is always sent.
    """

    email = models.EmailField(_("e-mail address"), unique=True)
    # For the link in a mail, which works without logging in and names no address.
    token = models.CharField(max_length=43, unique=True, default=new_token, editable=False)
    reminders = models.BooleanField(_("reminders before an excursion"), default=True)
    news = models.BooleanField(_("messages of the organizing team and recaps"), default=True)

    class Meta:
        verbose_name = _("choice of mails")
        verbose_name_plural = _("choices of mails")
        constraints = [
            models.CheckConstraint(
                name="mailchoice_email_is_lower_case", condition=models.Q(email=Lower("email"))
            ),
        ]

    def __str__(self) -> str:
        return self.email
