"""A lost device: the Administration takes the second factor off an account."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import User
from tests import mailbox
from tests.accounts.app import give_app
from tests.conftest import Client, RunTasks, logged_in

pytestmark = pytest.mark.django_db


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def reset(person: User) -> str:
    return reverse("admin:accounts_user_reset_factor", args=[person.pk])


def test_it_is_removed_logged_and_told_and_all_sessions_end(
    noor: User, alex: User, run_tasks: RunTasks, mailoutbox: list[EmailMessage]
) -> None:
    as_noor, as_alex = logged_in(noor), logged_in(alex)
    give_app(alex)
    page = text(as_noor.get(reverse("admin:accounts_user_change", args=[alex.pk])))
    assert f'href="{reset(alex)}"' in page
    assert "wirklich diese Person" in text(as_noor.get(reset(alex)))
    assert Authenticator.objects.filter(user=alex).exists()
    as_noor.post(reset(alex))
    assert not Authenticator.objects.filter(user=alex).exists()
    assert as_alex.get(reverse("account_own")).status_code == 302
    assert LogEntry.objects.get().change_message == "Zweiter Faktor entfernt"
    run_tasks()
    (mail,) = mailoutbox
    assert mail.to == [alex.email]
    assert "als verloren gemeldet" in mailbox.body(mail, "plain")
    assert "hat keinen zweiten Faktor" in text(as_noor.get(reset(alex)))


def test_nobody_resets_the_own_one_that_way(noor: User) -> None:
    give_app(noor)
    client = logged_in(noor)
    assert client.post(reset(noor)).status_code == 403
    assert reset(noor) not in text(
        client.get(reverse("admin:accounts_user_change", args=[noor.pk]))
    )


def test_others_may_not(as_alex: Client, kim: User) -> None:
    give_app(kim)
    assert as_alex.post(reset(kim)).status_code == 403
    assert Authenticator.objects.filter(user=kim).exists()


def test_not_even_the_administration_for_a_superuser(noor: User) -> None:
    root = User.objects.create_superuser("root@stadt.example")
    give_app(root)
    assert logged_in(noor).post(reset(root)).status_code == 403


def test_the_last_administrator_is_helped_on_the_server(noor: User) -> None:
    client = logged_in(noor)
    give_app(noor)
    call_command("reset_factor", noor.email.upper())
    assert not Authenticator.objects.filter(user=noor).exists()
    assert client.get(reverse("account_own")).status_code == 302
    with pytest.raises(CommandError, match="Nobody here"):
        call_command("reset_factor", "niemand@stadt.example")
