"""The end of an account: the name is gone where it stood for others to read as well."""

import pytest
from django.urls import reverse

from accounts.models import User
from excursions import actions
from excursions.models import Excursion
from privacy.own import erase
from tests import factories, proofs
from tests.conftest import Client
from tests.excursions import outcome
from tests.privacy.test_own_end import everything_stored

URL = reverse("delete_account")
pytestmark = pytest.mark.django_db


def test_nobody_is_asked_any_more_who_is_not_there(
    kim: User, as_kim: Client, excursion: Excursion
) -> None:
    """The page of an excursion stands for years, with the contact on it."""
    Excursion.objects.filter(pk=excursion.pk).update(
        contact_name="Kim Beispiel", contact_phone="0170", contact_email="Kim@stadt.example"
    )
    place = factories.station(host_name="Kim Beispiel", host_phone="0170", host_email=kim.email)
    proofs.prove(as_kim, kim, "code")
    assert "als Kontakt" in as_kim.get(URL).content.decode()
    erase.delete_account(kim)
    excursion.refresh_from_db()
    place.refresh_from_db()
    assert excursion.contact_name == "Organisationsteam"
    assert excursion.contact_phone
    assert "kim" not in excursion.contact_email
    assert (place.host_name, place.host_phone, place.host_email) == ("", "", "")


def test_an_organizer_leaves_no_name_at_a_mail_that_came_back(
    alex: User, kim: User, jona: User, excursion: Excursion
) -> None:
    excursion.team.add(jona)
    seat = factories.registration(excursion, kim)
    outcome.became(seat, "sent")
    actions.report_bounce(seat, actor=alex)
    erase.delete_account(alex)
    assert "Yıldız" not in everything_stored()
