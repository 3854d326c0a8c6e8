"""Recaps in the making: for others they do not exist, for editors nothing typed is lost."""

from django.urls import reverse

from accounts.models import User
from recaps.models import Recap
from tests import factories as basics
from tests.conftest import Client
from tests.recaps import factories


def test_what_was_typed_waits_when_the_session_has_ended(alex: User, client: Client) -> None:
    recap = factories.recap(alex)
    here = reverse("recaps:edit", args=[recap.slug])
    answer = client.post(here, {"title": "Lang <b>geschrieben", "lead": "Vorspann"})
    assert answer.status_code == 401
    assert 'name="title" value="Lang &lt;b&gt;geschrieben"' in answer.text
    assert 'name="lead" value="Vorspann"' in answer.text
    # The same answer for a recap that does not exist.
    nowhere = reverse("recaps:edit", args=["gibt-es-nicht"])
    assert client.post(nowhere, {"title": "x"}).status_code == 401
    assert Recap.objects.get().title == recap.title


def test_a_page_in_the_making_is_kept_by_nobody(alex: User, as_alex: Client) -> None:
    recap = factories.recap(alex)
    answer = as_alex.get(reverse("recaps:release", args=[recap.slug]))
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_whose_right_has_ended_sees_nothing_from_then_on(alex: User, as_alex: Client) -> None:
    recap = factories.recap(alex)
    here = reverse("recaps:release", args=[recap.slug])
    assert as_alex.get(here).status_code == 200
    alex.groups.clear()
    assert as_alex.get(here).status_code == 404


def test_who_holds_a_permission_by_group_or_alone(robin: User, alex: User, kim: User) -> None:
    gone = basics.user(is_active=False)
    gone.groups.set(robin.groups.all())
    holding = User.objects.holding
    assert set(holding("recaps.publish_recap")) == {robin}
    assert set(holding("recaps.change_recap")) == {robin, alex}
    kim.user_permissions.set(robin.groups.get().permissions.filter(codename="publish_recap"))
    assert set(holding("recaps.publish_recap")) == {robin, kim}
