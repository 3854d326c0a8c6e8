"""Typing more than a form offers changes nothing (ASVS 15.3.3)."""

from typing import Any

import pytest
from django.forms.models import model_to_dict
from django.urls import reverse

from accounts.models import User
from excursions.models import Excursion, Registration
from tests import factories
from tests.conftest import Client
from tests.excursions import editor

pytestmark = pytest.mark.django_db

# What somebody could hope for: rights, another owner, another state, another past.
HOPES: dict[str, Any] = {
    "id": 4711, "pk": 4711, "user": 4711, "is_staff": "on", "is_superuser": "on",
    "is_active": "on", "groups": "1", "user_permissions": "1", "password": "geheim",
    "team": "4711", "escorts": "4711", "excursion": "4711", "status": "confirmed",
    "queue_order": "-1", "created_at": "2020-01-01", "photo_consents": "4711",
    "told_version": "99", "agreed_day": "2020-01-01", "calendar_sequence": "99",
    "email": "fremd@stadt.example", "actor": "4711", "by": "4711", "version": "99",
}  # fmt: skip
ANSWERS = {"name": "Kim Beispiel", "other_unit": "Fachdienst Haushalt", "phone": ""}


def account(person: User) -> dict[str, Any]:
    person.refresh_from_db()
    shown = model_to_dict(person, exclude=["name", "phone", "unit", "other_unit"])
    return shown | {"groups": list(person.groups.all())}


def test_registering_gives_no_rights_and_no_better_place(
    as_kim: Client, kim: User, full: Excursion
) -> None:
    first = factories.waiting(full)
    before = account(kim)
    url = reverse("excursions:register", args=[full.slug])
    assert as_kim.post(url, HOPES | ANSWERS | {"wish": "waitlist"}).status_code == 302
    mine = Registration.objects.with_position().get(user=kim)
    assert (mine.status, mine.position, mine.excursion, mine.email) == ("waiting", 2, full, "")
    assert (mine.photo_consents.count(), mine.calendar_sequence) == (0, 0)
    assert mine.created_at.year == 2027
    assert account(kim) == before
    assert first.excursion == full


def test_changing_the_answers_changes_the_answers(
    as_kim: Client, kim: User, full: Excursion
) -> None:
    mine = factories.waiting(full, kim)
    kept = [name.attname for name in Registration._meta.concrete_fields]
    kept = [name for name in kept if name not in ANSWERS]
    before, rights = [getattr(mine, name) for name in kept], account(kim)
    url = reverse("excursions:change", args=[mine.pk])
    assert as_kim.post(url, HOPES | ANSWERS | {"phone": "4711"}).status_code == 302
    mine.refresh_from_db()
    assert [getattr(mine, name) for name in kept] == before
    assert (mine.phone, account(kim)) == ("4711", rights)


def test_the_own_account_gives_itself_no_rights(as_kim: Client, kim: User) -> None:
    before = account(kim)
    as_kim.post(reverse("account_own"), HOPES | ANSWERS | {"reminders": "on", "news": "on"})
    assert account(kim) == before


def test_the_editor_publishes_nothing_and_counts_its_savings_itself(
    as_alex: Client, alex: User
) -> None:
    draft = factories.excursion(status="draft")
    typed = {name: HOPES[name] for name in ("id", "pk", "status", "version", "calendar_sequence")}
    typed |= {"status": "published", "cancellation_reason": "Sturm", "is_managed": "1"}
    assert editor.save(as_alex, draft, title="Neu", **typed).status_code == 302
    stored = Excursion.objects.get()
    assert (stored.pk, stored.title, stored.status, stored.version) == (draft.pk, "Neu", "draft", 2)
    assert (stored.calendar_sequence, stored.cancellation_reason) == (0, "")
    assert list(stored.team.all()) == [alex]


def test_entering_somebody_by_hand_enters_this_person_here(
    as_alex: Client, excursion: Excursion
) -> None:
    other = factories.excursion()
    typed = HOPES | ANSWERS | {"wish": "seat", "email": "", "excursion": other.pk, "status": "x"}
    assert as_alex.post(editor.url(excursion, "by_hand"), typed).status_code == 302
    one = Registration.objects.get()
    assert (one.excursion, one.user, one.status) == (excursion, None, "confirmed")
