"""People in the administration: a corrected address is the login from then on."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.urls import reverse

from accounts.models import User
from tests import factories
from tests.conftest import Client, RunTasks, logged_in

pytestmark = pytest.mark.django_db
NEW = "kim.neu@kij.example"


@pytest.fixture
def boss() -> User:
    return User.objects.create_superuser("chef@stadt.example")


@pytest.fixture
def as_boss(boss: User) -> Client:
    return logged_in(boss)


def url(person: User) -> str:
    return reverse("admin:accounts_user_change", args=[person.pk])


def save(client: Client, person: User, **fields: str) -> Any:
    data = {"email": person.email, "name": person.name, "phone": "", "unit": "", "other_unit": ""}
    answer = client.post(url(person), data | {"is_active": "on"} | fields)
    person.refresh_from_db()
    return answer


def test_a_new_address_is_the_login_and_the_old_one_is_told_and_forgotten(
    kim: User, as_boss: Client, run_tasks: RunTasks, mailoutbox: list[EmailMessage]
) -> None:
    EmailAddress.objects.create(user=kim, email=kim.email, verified=True, primary=True)
    User.objects.filter(pk=kim.pk).update(mail_fails_since=factories.NOW)
    as_kim = logged_in(kim)
    assert save(as_boss, kim, email="Kim.Neu@kij.example", name="Kim Neu").status_code == 302
    assert (kim.email, kim.name, kim.mail_fails_since) == (NEW, "Kim Neu", None)
    assert not EmailAddress.objects.exists()
    run_tasks()
    assert [mail.to for mail in mailoutbox] == [["kim@stadt.example"]]
    assert as_kim.get(reverse("account_own")).status_code == 302


def test_saving_anything_else_leaves_the_address_as_it_is(kim: User, as_boss: Client) -> None:
    User.objects.filter(pk=kim.pk).update(mail_fails_since=factories.NOW)
    save(as_boss, kim, name="Kim Sommer", email="KIM@stadt.example")
    assert (kim.email, kim.name) == ("kim@stadt.example", "Kim Sommer")
    assert kim.mail_fails_since == factories.NOW


def test_a_taken_address_is_refused(kim: User, toni: User, as_boss: Client) -> None:
    assert save(as_boss, kim, email=toni.email).status_code == 200
    assert kim.email == "kim@stadt.example"


def test_who_changes_the_own_address_stays_logged_in(boss: User, as_boss: Client) -> None:
    save(as_boss, boss, email="chefin@stadt.example")
    assert boss.email == "chefin@stadt.example"
    assert as_boss.get(url(boss)).status_code == 200


def test_the_page_says_since_when_mails_do_not_arrive(kim: User, as_boss: Client) -> None:
    said = "E-Mails kommen nicht an seit"
    assert said not in as_boss.get(url(kim)).text
    User.objects.filter(pk=kim.pk).update(mail_fails_since=factories.NOW)
    page = " ".join(as_boss.get(url(kim)).text.split())
    assert said in page
    assert "12. Mai 2027, 9:00 Uhr" in page


def test_a_new_person_logs_in_by_code(as_boss: Client) -> None:
    data = {"email": NEW, "name": "", "phone": "", "unit": "", "other_unit": "", "is_active": "on"}
    as_boss.post(reverse("admin:accounts_user_add"), data)
    assert not User.objects.get(email=NEW).has_usable_password()
